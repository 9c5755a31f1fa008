import type { CatalogEntry, Hints, Reference } from '@turnaway/contracts/catalog-entry';
import type { CauseDefaults } from '@turnaway/contracts/taxonomy';
import { audienceSchema, causeDefaults } from '@turnaway/contracts/taxonomy';
import type { CatalogData, CodeData, ReasonData, SystemData, VariantData } from './data-schema.js';

/** What holds where there is no cause, because nothing failed or nobody tried to sign in. */
const withoutCause: CauseDefaults = { retry: 'never', actor: 'nobody', severity: 'info', security: 'none' };

/**
 * Completes the catalog: each code and each of its variants becomes an entry that leaves nothing out. A value
 * is taken from the variant, else the code, else the reason, else the cause.
 * Throws an error naming the code where the data refers to something that does not exist.
 */
export function resolveEntries(data: CatalogData): CatalogEntry[] {
  return data.systems.flatMap((system) =>
    system.codes.flatMap((code) => [
      resolveEntry(data, system, code, null),
      ...(code.variants ?? []).map((variant) => resolveEntry(data, system, code, variant)),
    ]),
  );
}

function resolveEntry(
  data: CatalogData,
  system: SystemData,
  code: CodeData,
  variant: VariantData | null,
): CatalogEntry {
  const at = `${system.system}/${code.code}${variant === null ? '' : `#${variant.id}`}`;
  const reasonId = variant?.reason ?? code.reason;
  const reason = data.reasons[reasonId];
  if (reason === undefined) throw new Error(`${at}: there is no reason "${reasonId}" in data/reasons`);

  // A variant with a reason of its own is another matter than its code, whose decisions don't carry over.
  const inherits = variant === null || variant.reason === undefined || variant.reason === code.reason;
  const layers = [variant ?? {}, inherits ? code : {}, reason];
  const pick = <K extends keyof ReasonData & keyof CodeData>(key: K) => firstDefined(layers, key);

  const cause = pick('cause') ?? null;
  const defaults = cause === null ? withoutCause : causeDefaults[cause];
  return {
    system: system.system,
    code: code.code,
    variant: variant?.id ?? null,
    name: code.name ?? null,
    reason: reasonId,
    title: pick('title') ?? reason.title,
    summary: pick('summary') ?? reason.summary,
    outcome: pick('outcome') ?? reason.outcome,
    cause,
    source: pick('source') ?? system.source,
    actor: pick('actor') ?? defaults.actor,
    retry: pick('retry') ?? defaults.retry,
    severity: pick('severity') ?? defaults.severity,
    security: pick('security') ?? defaults.security,
    credentialProven: pick('credentialProven') ?? 'unknown',
    hints: { ...hintsOf(reason, system.system), ...(inherits ? code.hints : {}), ...variant?.hints },
    notes: [...(variant?.notes ?? []), ...(code.notes ?? [])],
    references: referencesOf(at, system, code, variant, reason),
    confidence: code.confidence ?? system.confidence,
    when: variant?.meaning ?? null,
  };
}

function firstDefined<K extends keyof ReasonData & keyof CodeData>(
  layers: readonly Partial<Pick<ReasonData | CodeData, K>>[],
  key: K,
) {
  return layers.find((layer) => layer[key] !== undefined)?.[key];
}

function hintsOf(reason: ReasonData, system: string): Hints {
  const specific = reason.systems?.[system] ?? {};
  const hints: Hints = {};
  for (const audience of audienceSchema.options) {
    const steps = [...(specific[audience] ?? []), ...(reason.hints[audience] ?? [])];
    if (steps.length > 0) hints[audience] = steps;
  }
  return hints;
}

function referencesOf(
  at: string,
  system: SystemData,
  code: CodeData,
  variant: VariantData | null,
  reason: ReasonData,
): Reference[] {
  const facts = (code.from ?? system.from).map((key) => {
    const source = system.sources[key];
    if (source === undefined) throw new Error(`${at}: there is no source "${key}" in its system's file`);
    return source;
  });
  const all = [
    ...(variant?.references ?? []),
    ...(code.references ?? []),
    ...facts,
    ...(reason.references ?? []),
  ];
  return [...new Map(all.map((reference) => [reference.url, reference])).values()];
}
