import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import type { Audience } from '@turnaway/contracts/taxonomy';
import { actorLabels, causeLabels, sourceLabels, systemLabel } from '@turnaway/contracts/words';

/** A text to paste: to the person in plain words, else a ticket with all that the next one needs. */
export function messageFor(entry: CatalogEntry, audience: Audience, requestId: string | null): string {
  const steps = (entry.hints[audience] ?? []).map((step, place) => `${place + 1}. ${step}`);
  if (audience === 'end-user') {
    return [`Your sign-in did not work: ${entry.title}.`, '', ...steps, '', `Error code: ${entry.code}`].join(
      '\n',
    );
  }
  return [
    `${entry.title} (${formatErrorCode(entry)})`,
    entry.summary,
    '',
    `System: ${systemLabel(entry.system)}`,
    ...(entry.cause === null ? [] : [`Cause: ${causeLabels[entry.cause]}`]),
    `Issued by: ${sourceLabels[entry.source]}`,
    `Whose move: ${actorLabels[entry.actor]}`,
    ...(requestId === null ? [] : [`Request id: ${requestId}`]),
    '',
    'What to do:',
    ...steps,
    ...(entry.references.length === 0
      ? []
      : ['', ...entry.references.map(({ title, url }) => `${title}: ${url}`)]),
  ].join('\n');
}
