import type { CatalogEntry, Confidence, Explanation } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { audienceSchema, type Retry } from '@turnaway/contracts/taxonomy';
import {
  actorLabels,
  audienceLabels,
  causeLabels,
  outcomeLabels,
  sourceLabels,
  systemLabel,
} from '@turnaway/contracts/words';
import { lineOf } from './format-beside.js';
import { wrapText } from './wrap-text.js';

const retryWords: Readonly<Record<Retry, string>> = {
  now: 'yes, at once',
  'after-delay': 'yes, after a while',
  'after-user': 'yes, once the person has done their part',
  'after-admin': 'not before an admin has changed something',
  'after-dev': 'not before a developer has changed something',
  never: 'no',
};
const confidenceWords: Readonly<Record<Confidence, string>> = {
  doc: "the vendor's documentation",
  standard: 'a published standard',
  corroborated: 'several independent places',
  seed: 'reports of people who met it',
  recalled: 'unconfirmed: no source was found',
};
const labelWidth = 13;

/** An explanation as text for a terminal of the given width, in columns. */
export function formatExplanation(explanation: Explanation, width: number): string {
  const { entry } = explanation;
  const lines = [...wrapText(entry.title, width), ...wrapText(codeLine(entry), width), ''];
  if (entry.confidence === 'recalled')
    lines.push(...wrapText('UNCONFIRMED: no source was found.', width), '');
  lines.push(...wrapText(entry.summary, width), '');
  const facts: (readonly [string, string])[] = [
    ['Outcome', outcomeLabels[entry.outcome]],
    ['Cause', entry.cause === null ? 'none' : causeLabels[entry.cause]],
    ['Source', sourceLabels[entry.source]],
    ['Whose move', actorLabels[entry.actor]],
    ['Try again', retryWords[entry.retry]],
    ['How sure', sureness(explanation)],
    ['Known from', knownFrom(entry)],
  ];
  if (entry.when !== null) facts.splice(1, 0, ['When', entry.when]);
  for (const [label, value] of facts) lines.push(...field(label, value, width));
  lines.push(...hintLines(entry, width), ...listLines('What else it can be', entry.notes, width));
  lines.push(...listLines('Other meanings of the code', explanation.variants.map(variantLine), width));
  lines.push(
    ...listLines(
      'Read more',
      entry.references.map(({ title, url }) => `${title}: ${url}`),
      width,
    ),
  );
  return lines.join('\n');
}

function codeLine(entry: CatalogEntry): string {
  const name = entry.name === null ? '' : ` ${entry.name}`;
  return `${formatErrorCode(entry)}${name} (${systemLabel(entry.system)})`;
}

function sureness({ certainty, why }: Explanation): string {
  return `${Math.round(certainty * 100)} %. ${why}`;
}

function knownFrom({ confidence, verified }: CatalogEntry): string {
  return verified === null
    ? confidenceWords[confidence]
    : `${confidenceWords[confidence]}, compared on ${verified}`;
}

function variantLine(variant: CatalogEntry): string {
  return `${lineOf(variant)}${variant.when === null ? '' : ` (${variant.when})`}`;
}

function hintLines(entry: CatalogEntry, width: number): string[] {
  const lines: string[] = [];
  for (const audience of audienceSchema.options) {
    const steps = entry.hints[audience] ?? [];
    if (steps.length === 0) continue;
    lines.push('', `${audienceLabels[audience]}:`);
    for (const [index, step] of steps.entries()) {
      lines.push(...wrapText(step, width, { first: `  ${index + 1}. `, rest: '     ' }));
    }
  }
  return lines;
}

function listLines(title: string, items: readonly string[], width: number): string[] {
  if (items.length === 0) return [];
  return [
    '',
    `${title}:`,
    ...items.flatMap((item) => wrapText(item, width, { first: '  - ', rest: '    ' })),
  ];
}

function field(label: string, value: string, width: number): string[] {
  return wrapText(value, width, { first: label.padEnd(labelWidth), rest: ' '.repeat(labelWidth) });
}
