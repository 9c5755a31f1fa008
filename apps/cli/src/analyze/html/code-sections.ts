import { formatErrorCode } from '@turnaway/contracts/error-code';
import { actorLabels, causeLabels, outcomeLabels, sourceLabels } from '@turnaway/contracts/words';
import { countOf, formatCount, formatMinute, formatShare } from '../../numbers.js';
import type { AnalysisReport, CodeRow } from '../report/analysis-report.js';
import { html, type Markup } from './markup.js';
import { capital, headed, noteOf } from './tables.js';

/** The codes with the most failures: what each means, whose move it is, what to do. */
export function codeSection({ codes }: AnalysisReport): Markup | null {
  if (codes.total === 0) return null;
  return headed(
    'Top codes',
    html`<table><thead><tr><th scope="col">Meaning</th><th scope="col" class="wide">Cause</th><th scope="col" class="wide">Whose move</th><th scope="col" class="number">Failed</th><th scope="col" class="number wide">Share</th><th scope="col" class="number">People</th></tr></thead>
<tbody>${codes.items.map(codeRow)}</tbody></table>`,
    noteOf(codes.items.length, codes.total),
  );
}

function codeRow(row: CodeRow): Markup {
  const cause = row.cause ?? 'unclassified';
  const app =
    row.topApp === null
      ? null
      : html` · <bdi>${row.topApp}</bdi>${row.apps > 1 ? ` and ${countOf(row.apps - 1, 'more app')}` : ''}`;
  return html`<tr><td><span class="name">${row.title}</span>
<div class="quiet"><span class="mono">${formatErrorCode(row)}</span> · ${sourceLabels[row.source]}${app}</div>
${codeDetails(row)}</td>
<td class="wide"><span class="square" data-token="${cause}"></span>${causeLabels[cause]}</td>
<td class="wide">${capital(actorLabels[row.actor])}</td>
<td class="number">${formatCount(row.failures)}</td><td class="number wide">${formatShare(row.share)}</td><td class="number">${formatCount(row.people)}</td></tr>
`;
}

function codeDetails(row: CodeRow): Markup {
  const known =
    row.summary === null
      ? html`<p>The catalog does not have this code yet.</p>`
      : html`<p>${row.summary}${row.isUnconfirmed ? ' Unconfirmed: no source was found for this.' : ''}</p>`;
  return html`<details><summary>What to do</summary>
${known}
${row.steps.length === 0 ? null : html`<ol>${row.steps.map((step) => html`<li>${step}</li>`)}</ol>`}
<p class="quiet">${causeLabels[row.cause ?? 'unclassified']}, move: ${actorLabels[row.actor]}. First ${formatMinute(row.firstAt)}, last ${formatMinute(row.lastAt)} UTC.</p>
${row.references.map(({ title, url }) => html`<p class="quiet"><a href="${url}" rel="noopener noreferrer">${title}</a></p>`)}
</details>`;
}

/** Steps of the flow by design, which are in no rate. */
export function promptSection({ interrupts }: AnalysisReport): Markup | null {
  if (interrupts.total === 0) return null;
  return headed(
    'Prompts, in no rate',
    html`<table><thead><tr><th scope="col">Meaning</th><th scope="col" class="number">Events</th></tr></thead>
<tbody>${interrupts.items.map(
      (row) =>
        html`<tr><td>${row.title} <span class="mono">${formatErrorCode(row)}</span></td><td class="number">${formatCount(row.events)}</td></tr>\n`,
    )}</tbody></table>`,
    noteOf(interrupts.items.length, interrupts.total),
  );
}

/** Every code that the catalog lacks, by name: none is hidden. */
export function unknownSection({ unknownCodes, totals }: AnalysisReport): Markup | null {
  if (unknownCodes.length === 0) return null;
  return headed(
    'Codes that the catalog does not have',
    html`<table><thead><tr><th scope="col">Code</th><th scope="col" class="wide">Seen as</th><th scope="col" class="number">Events</th></tr></thead>
<tbody>${unknownCodes.map(
      ({ outcome, events, reasonTexts, nearest, ...code }) =>
        html`<tr><td><span class="name mono">${formatErrorCode(code)}</span>${reasonTexts.slice(0, 3).map((text) => html`<pre>${text}</pre>`)}
${nearest.length === 0 ? null : html`<div class="quiet">Nearest: ${nearest.map((near, index) => `${index > 0 ? '; ' : ''}${near.title} (${formatErrorCode(near)})`)}</div>`}</td><td class="wide">${outcomeLabels[outcome]}</td><td class="number">${formatCount(events)}</td></tr>\n`,
    )}</tbody></table>`,
    noteOf(unknownCodes.length, totals.unknownCodes),
  );
}
