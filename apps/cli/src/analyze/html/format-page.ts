import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { AnalysisReport } from '../report/analysis-report.js';
import { failuresModel, signInsModel } from './chart-models.js';
import { html, jsonBlock, Markup } from './markup.js';
import { pageBody } from './page-body.js';
import { pageScript } from './page-script.js';
import { pageStyle } from './page-style.js';

/**
 * The report as one page that holds all it needs: it loads nothing, its policy forbids it to, and without its script
 * it can still be read. Fails with the system's error if Chart.js is not installed.
 */
export async function formatPage(report: AnalysisReport): Promise<string> {
  const charts = report.trend.buckets.length > 1 ? [failuresModel(report), signInsModel(report)] : [];
  const scripts = charts.length === 0 ? [] : [await readChartJs(), pageScript];
  const policy = [
    "default-src 'none'",
    `style-src ${digestOf(pageStyle)}`,
    `script-src ${scripts.length === 0 ? "'none'" : scripts.map(digestOf).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Why sign-ins fail</title>
<style>${new Markup(pageStyle)}</style>
</head>
<body>
${pageBody(report)}
<script type="application/json" id="charts">${jsonBlock(charts)}</script>
${scripts.map((script) => html`<script>${new Markup(script)}</script>\n`)}</body>
</html>
`;
  return page.source;
}

const require = createRequire(import.meta.url);

/** Chart.js as one file for the browser lies beside the one for Node. */
async function readChartJs(): Promise<string> {
  const folder = path.dirname(require.resolve('chart.js'));
  const source = await readFile(path.join(folder, 'chart.umd.min.js'), 'utf8');
  return source.replace(/^\/\/# sourceMappingURL=.*$/m, '');
}

function digestOf(source: string): string {
  return `'sha256-${hash('sha256', source, 'base64')}'`;
}
