import {
  actorLabels,
  causeLabels,
  rejectReasonLabels,
  sourceLabels,
  systemLabel,
} from '@turnaway/contracts/words';
import { countOf, formatBytes, formatCount, formatLength, formatMinute, formatRate } from '../../numbers.js';
import type { AnalysisReport } from '../report/analysis-report.js';
import { type ChartModel, failuresModel, signInsModel } from './chart-models.js';
import { codeSection, promptSection, unknownSection } from './code-sections.js';
import { html, type Markup } from './markup.js';
import { capital, headed, rankingSection, shareSection } from './tables.js';

/** All that is seen of the page. */
export function pageBody(report: AnalysisReport): Markup {
  const { causes, sources, actors, systems } = report;
  return html`<main>
${head(report)}
${report.standsOut.length === 0 ? null : headed('What stands out', html`<ul class="out">${report.standsOut.map((sentence) => html`<li>${sentence}</li>`)}</ul>`)}
${trendSection('Failures over time, by cause', failuresModel(report), report)}
<div class="thirds group">
${shareSection(
  'Why',
  causes.map((row) => ({ ...row, label: causeLabels[row.of], token: row.of })),
)}
${shareSection(
  'Whose move',
  actors.map((row) => ({ ...row, label: capital(actorLabels[row.of]), token: null })),
)}
${shareSection(
  'Where it was refused',
  sources.map((row) => ({ ...row, label: capital(sourceLabels[row.of]), token: null })),
)}
</div>
${codeSection(report)}
<div class="halves group">
${rankingSection('Apps', 'App', report.apps)}
${rankingSection('People', 'User', report.users)}
${rankingSection('Addresses', 'Address', report.addresses)}
${rankingSection('Countries', 'Country', report.countries)}
${
  systems.total < 2
    ? null
    : rankingSection('Systems', 'System', {
        ...systems,
        items: systems.items.map((row) => ({ ...row, name: systemLabel(row.name) })),
      })
}
${promptSection(report)}
</div>
${trendSection('All sign-ins over time', signInsModel(report), report)}
${unknownSection(report)}
${rejectSection(report)}
${skippedSection(report)}
${fileSection(report)}
${foot(report)}
</main>`;
}

function head({ totals, span, period, timeZone }: AnalysisReport): Markup {
  const figure = (label: string, value: string, isBad = false) =>
    html`<div${isBad ? html` class="bad"` : null}><dt>${label}</dt><dd>${value}</dd></div>`;
  const when =
    span === null
      ? 'No sign-in was found.'
      : `${formatMinute(span.from)} to ${formatMinute(span.to)} UTC, ${formatLength(Date.parse(span.to) - Date.parse(span.from))}`;
  const left =
    period.from === null && period.to === null
      ? null
      : html`<p class="quiet">Only what lies in the period that was asked for; ${countOf(totals.outsidePeriod, 'other event')} left out.</p>`;
  return html`<header>
<h1>Why sign-ins fail</h1>
<p class="quiet">${when}</p>
${left}
${timeZone === 'UTC' ? null : html`<p class="quiet">Times without a zone were read as ${timeZone}.</p>`}
<dl class="figures">
${figure('failed', formatCount(totals.failures), totals.failures > 0)}
${figure('failure rate, prompts not counted', formatRate(totals.failureRate))}
${figure('people and workloads affected', formatCount(totals.people))}
${figure('succeeded', formatCount(totals.successes))}
${figure('prompts', formatCount(totals.interrupts))}
</dl>
${totals.failures > 0 && totals.successes === 0 ? html`<p class="quiet">The logs hold no success, so the rate says little.</p>` : null}
</header>`;
}

function trendSection(heading: string, model: ChartModel, { trend }: AnalysisReport): Markup | null {
  if (trend.buckets.length < 2) return null;
  const each = formatLength(trend.bucketMinutes * 60_000);
  const series = model.series.filter(({ values }) => values.some((value) => value > 0));
  return headed(
    heading,
    html`<ul class="legend">${series.map(({ label, token }) => html`<li><span class="square" data-token="${token}"></span>${label}</li>`)}</ul>
<div class="chart"><canvas id="${model.id}" role="img" aria-label="${heading}; the table below has the numbers."></canvas></div>
<details><summary>As a table</summary><div class="table-of-chart"><table>
<thead><tr><th scope="col">From (UTC)</th>${series.map(({ label }) => html`<th scope="col" class="number">${label}</th>`)}</tr></thead>
<tbody>${model.labels.map(
      (label, row) =>
        html`<tr><td>${label}</td>${series.map(({ values }) => html`<td class="number">${formatCount(values[row] ?? 0)}</td>`)}</tr>\n`,
    )}</tbody></table></div></details>`,
    `a bar is ${each}`,
  );
}

function rejectSection({ rejects, totals }: AnalysisReport): Markup | null {
  if (rejects.length === 0) return null;
  return headed(
    `${countOf(totals.rejected, 'record')} could not be read`,
    html`<table><thead><tr><th scope="col" class="number">Records</th><th scope="col">Why, and where the first is</th></tr></thead>
<tbody>${rejects.map(
      ({ reason, count, first }) =>
        html`<tr><td class="number">${formatCount(count)}</td><td><span class="name">${rejectReasonLabels[reason]}</span>
<div class="quiet"><bdi>${first.file}</bdi>, record ${formatCount(first.record)}. ${first.detail}</div>
${first.excerpt === null ? null : html`<pre>${first.excerpt}</pre>`}</td></tr>\n`,
    )}</tbody></table>`,
  );
}

function skippedSection({ skipped, totals }: AnalysisReport): Markup | null {
  const others = totals.skipped + totals.notSignIns;
  if (others === 0) return null;
  const rows = [
    ...skipped,
    ...(totals.notSignIns > 0
      ? [{ kind: 'with a code that is not about signing in', count: totals.notSignIns }]
      : []),
  ];
  return headed(
    `${countOf(others, 'record')} ${others === 1 ? 'is' : 'are'} about something else`,
    html`<details><summary>${countOf(rows.length, 'kind')}</summary><table>
<thead><tr><th scope="col">Kind</th><th scope="col" class="number">Records</th></tr></thead>
<tbody>${rows.map(({ kind, count }) => html`<tr><td><bdi>${kind}</bdi></td><td class="number">${formatCount(count)}</td></tr>\n`)}</tbody></table></details>`,
  );
}

function fileSection({ files, totals }: AnalysisReport): Markup {
  return headed(
    `${countOf(totals.files, 'file')}, ${formatBytes(totals.bytes)}, ${countOf(totals.records, 'record')}`,
    html`<details><summary>File by file</summary><table>
<thead><tr><th scope="col">File</th><th scope="col">Form</th><th scope="col" class="number">Sign-ins</th><th scope="col" class="number">Not read</th></tr></thead>
<tbody>${files.map(
      ({ name, form, signIns, rejected, problem }) =>
        html`<tr><td><bdi>${name}</bdi>${problem === null ? null : html`<div class="quiet">${problem}</div>`}</td><td>${form}</td><td class="number">${formatCount(signIns)}</td><td class="number">${formatCount(rejected)}</td></tr>\n`,
    )}</tbody></table></details>`,
  );
}

function foot({ madeAt, catalogVersion, limits, totals, hidesNames }: AnalysisReport): Markup {
  const duplicates =
    totals.duplicates === 0
      ? null
      : html`<p class="quiet">${countOf(totals.duplicates, 'record')} had been read before and ${totals.duplicates === 1 ? 'was' : 'were'} not counted again.</p>`;
  return html`<footer>
${limits.map((limit) => html`<p class="quiet">${limit}</p>`)}
${duplicates}
<p class="quiet">Made by turnaway analyze on ${formatMinute(madeAt)} UTC, with the catalog ${catalogVersion}. The logs
were read where they lie, and this page loads nothing from anywhere.${
    hidesNames
      ? ' People and addresses have stand-ins.'
      : ' It holds names of people and addresses: share it with care.'
  }</p>
</footer>`;
}
