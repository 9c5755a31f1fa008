import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import type { Audience, Outcome } from '@turnaway/contracts/taxonomy';
import { actorLabels, causeLabels, sourceLabels, systemLabel } from '@turnaway/contracts/words';

/**
 * A text to paste: for the person signing in (`end-user`) in plain words, for any other audience a ticket with all
 * that the next one needs.
 */
export function messageFor(entry: CatalogEntry, audience: Audience, requestId: string | null): string {
  return audience === 'end-user' ? callerMessage(entry) : ticket(entry, audience, requestId);
}

function callerMessage(entry: CatalogEntry): string {
  return paragraphs([
    [openings[entry.outcome](entry.title)],
    numbered(entry.hints['end-user']),
    [`Error code: ${entry.code}`],
  ]);
}

const openings: Readonly<Record<Outcome, (title: string) => string>> = {
  failure: (title) => `Your sign-in did not work: ${title}.`,
  conditional: (title) => `Your sign-in may not have worked: ${title}.`,
  interrupt: (title) => `Your sign-in is waiting for one more step: ${title}.`,
  success: (title) => `This is not a failed sign-in: ${title}.`,
  other: (title) => `This is not a failed sign-in: ${title}.`,
};

function ticket(entry: CatalogEntry, audience: Audience, requestId: string | null): string {
  const steps = numbered(entry.hints[audience]);
  return paragraphs([
    [
      `${entry.title} (${formatErrorCode(entry)})`,
      entry.summary,
      ...(entry.confidence === 'recalled' ? ['Not confirmed: no source was found for this meaning.'] : []),
    ],
    [
      `System: ${systemLabel(entry.system)}`,
      ...(entry.cause === null ? [] : [`Cause: ${causeLabels[entry.cause]}`]),
      `Issued by: ${sourceLabels[entry.source]}`,
      `Whose move: ${actorLabels[entry.actor]}`,
      ...(requestId === null ? [] : [`Request id: ${requestId}`]),
    ],
    steps.length === 0 ? [] : ['What to do:', ...steps],
    entry.references.map(({ title, url }) => `${title}: ${url}`),
  ]);
}

function numbered(steps: readonly string[] = []): string[] {
  return steps.map((step, place) => `${place + 1}. ${step}`);
}

function paragraphs(parts: readonly string[][]): string {
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}
