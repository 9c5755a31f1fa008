import { formatCount, formatRate, formatShare } from '../../numbers.js';
import type { Ranking } from '../report/analysis-report.js';
import { html, type Markup } from './markup.js';

/** A section with its heading; `note` stands quietly behind it. */
export function headed(heading: string, content: Markup, note: string | null = null): Markup {
  return html`<section><h2>${heading}${note === null ? null : html`<small>${note}</small>`}</h2>
${content}</section>
`;
}

/** Shares of all failures, with bars; `token` is the style's name of a color of their own. */
export function shareSection(
  heading: string,
  rows: readonly { label: string; token: string | null; failures: number; share: number }[],
): Markup | null {
  if (rows.length === 0) return null;
  return headed(
    heading,
    html`<table><thead><tr><th scope="col">Of all failures</th><th class="bar wide"></th><th scope="col" class="number">Failed</th><th scope="col" class="number">Share</th></tr></thead>
<tbody>${rows.map(
      ({ label, token, failures, share }) =>
        html`<tr><td>${token === null ? null : html`<span class="square" data-token="${token}"></span>`}${label}</td><td class="bar wide">${shareBar(share)}</td><td class="number">${formatCount(failures)}</td><td class="number">${formatShare(share)}</td></tr>\n`,
    )}</tbody></table>`,
  );
}

/** The size stands in attributes of a picture, since the page's policy allows no style in place. */
function shareBar(share: number): Markup {
  const width = Math.max(0.5, Math.round(share * 1_000) / 10);
  return html`<svg viewBox="0 0 100 9" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="9"/></svg>`;
}

/** Apps, people, addresses, … with the most failures. */
export function rankingSection(heading: string, word: string, ranking: Ranking): Markup | null {
  if (ranking.items.length === 0) return null;
  const hasPeople = ranking.items.some(({ people }) => people !== null);
  const missed =
    ranking.missedMax === 0
      ? null
      : html`<p class="quiet">There were more than could be held at once: any count may be up to ${formatCount(ranking.missedMax)} too low.</p>`;
  return headed(
    heading,
    html`<table><thead><tr><th scope="col">${word}</th><th scope="col" class="number">Failed</th><th scope="col" class="number">Succeeded</th><th scope="col" class="number">Rate</th>${hasPeople ? html`<th scope="col" class="number wide">People</th>` : null}</tr></thead>
<tbody>${ranking.items.map(
      ({ name, failures, successes, failureRate, people, topCode }) =>
        html`<tr><td><bdi class="name">${name}</bdi>${
          topCode === null ? null : html`<div class="quiet">${topCode.title}</div>`
        }</td><td class="number">${formatCount(failures)}</td><td class="number">${formatCount(successes)}</td><td class="number">${formatRate(failureRate)}</td>${
          hasPeople ? html`<td class="number wide">${formatCount(people ?? 0)}</td>` : null
        }</tr>\n`,
    )}</tbody></table>${missed}`,
    noteOf(ranking.items.length, ranking.total),
  );
}

/** How many of how many are shown; `null` where all are. */
export function noteOf(shown: number, total: number): string | null {
  return total > shown ? `${formatCount(shown)} of ${formatCount(total)}` : null;
}

/** A label as the first word of a line. */
export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
