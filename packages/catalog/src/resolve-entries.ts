import type { CatalogEntry, Hints, Reference } from '@turnaway/contracts/catalog-entry';
import { type CauseDefaults, causeDefaults } from '@turnaway/contracts/cause-defaults';
import type { Audience } from '@turnaway/contracts/taxonomy';
import type { CatalogData, CodeData, ReasonData, SystemData, VariantData } from './data-schema.js';

/** What holds where there is no cause, because nothing failed or nobody tried to sign in. */
const withoutCause: CauseDefaults = { retry: 'never', actor: 'nobody', severity: 'info', security: 'none' };

/** The reasons by their names: what codes refer to. */
export type Reasons = CatalogData['reasons'];

/**
 * Completes the catalog: each code and each of its variants becomes an entry that leaves nothing out. A value
 * is taken from the variant, else the code, else the reason, else the cause.
 * Throws an error naming the code where the data refers to something that does not exist.
 */
export function resolveEntries({ reasons, systems }: CatalogData): CatalogEntry[] {
  return systems.flatMap((system) =>
    system.codes.flatMap((code) => [
      resolveEntry(reasons, system, code, null),
      ...(code.variants ?? []).map((variant) => resolveEntry(reasons, system, code, variant)),
    ]),
  );
}

/** Completes one code, or one of its variants; see {@link resolveEntries}. */
export function resolveEntry(
  reasons: Reasons,
  system: SystemData,
  code: CodeData,
  variant: VariantData | null,
): CatalogEntry {
  const at = `${system.system}/${code.code}${variant === null ? '' : `#${variant.id}`}`;
  const reasonId = variant?.reason ?? code.reason;
  const reason = reasons[reasonId];
  if (reason === undefined) throw new Error(`${at}: there is no reason "${reasonId}" in data/reasons`);

  // A variant with a reason of its own is another matter than its code, whose decisions don't carry over.
  const inherits = variant === null || variant.reason === undefined || variant.reason === code.reason;
  const layers = [variant ?? {}, inherits ? code : {}, reason];
  const pick = <K extends keyof ReasonData & keyof CodeData>(key: K) => firstDefined(layers, key);

  const confidence = code.confidence ?? system.confidence;
  const cause = pick('cause') ?? null;
  const defaults = cause === null ? withoutCause : causeDefaults[cause];
  return {
    system: system.system,
    code: code.code,
    variant: variant?.id ?? null,
    name: code.name ?? null,
    aliases: code.aliases ?? [],
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
    hints: hintsFor(hintsOf(reason, system), inherits ? code.hints : undefined, variant?.hints),
    notes: [variant, code].flatMap((layer) => layer?.notes ?? []),
    references: referencesOf(at, system, code, variant, reason),
    confidence,
    verified: confidence === 'recalled' ? null : newestDay(system, code),
    when: variant?.meaning ?? null,
  };
}

function firstDefined<K extends keyof ReasonData & keyof CodeData>(
  layers: readonly Partial<Pick<ReasonData | CodeData, K>>[],
  key: K,
) {
  return layers.find((layer) => layer[key] !== undefined)?.[key];
}

/** What is written for a code or variant replaces the reason's steps for the same audience. */
function hintsFor(shared: Hints, ...own: readonly (Hints | undefined)[]): Hints {
  return own.some((hints) => hints !== undefined) ? Object.assign({}, shared, ...own) : shared;
}

// Thousands of entries say what their reason says; they share it.
const hintsBySystem = new WeakMap<ReasonData, Map<string, Hints>>();

function hintsOf(reason: ReasonData, system: SystemData): Hints {
  const known = hintsBySystem.get(reason) ?? new Map<string, Hints>();
  hintsBySystem.set(reason, known);
  const hints = known.get(system.system) ?? mergedHints(reason, system);
  known.set(system.system, hints);
  return hints;
}

/** The steps for the own system come first, or else those for its kind; then the general ones. */
function mergedHints(reason: ReasonData, { system, kinds }: SystemData): Hints {
  const own = reason.systems?.[system] ?? {};
  const ofKinds = kinds.map((kind) => reason.forKinds?.[kind] ?? {});
  const audiences = [own, ...ofKinds, reason.hints].flatMap((part) => Object.keys(part) as Audience[]);
  return Object.fromEntries(
    [...new Set(audiences)].map((audience) => [
      audience,
      [
        ...(own[audience] ?? ofKinds.flatMap((part) => part[audience] ?? [])),
        ...(reason.hints[audience] ?? []),
      ],
    ]),
  );
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
    // The standards of the web mean nothing to a directory or a network device.
    ...(system.kinds.includes('web-page') ? (reason.references ?? []) : []),
  ];
  return [...new Map(all.map(({ title, url }) => [url, { title, url }])).values()];
}

/** The day when the fact was last compared with what it rests on. */
function newestDay(system: SystemData, code: CodeData): string | null {
  const days = (code.from ?? system.from).flatMap((key) => system.sources[key]?.verified ?? []);
  return days.sort().at(-1) ?? null;
}
