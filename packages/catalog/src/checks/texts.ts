import type { Hints } from '@turnaway/contracts/catalog-entry';
import type { CatalogData, CodeData, ReasonData, SystemData, VariantData } from '../data-schema.js';

/** What a text of the data is for. */
export type TextKind = 'title' | 'summary' | 'hint' | 'note' | 'meaning';

/** One text that people read, where it is written; a text that codes inherit is here once. */
export interface Text {
  system: string | null;
  at: string;
  kind: TextKind;
  text: string;
}

/** Every text of the data that is shown to people. */
export function textsOf(data: CatalogData): Text[] {
  return [
    ...Object.entries(data.reasons).flatMap(([id, reason]) => ofReason(id, reason)),
    ...data.systems.flatMap((system) => system.codes.flatMap((code) => ofCode(system, code))),
  ];
}

function ofReason(id: string, reason: ReasonData): Text[] {
  const at = `reasons/${id}`;
  return [
    { system: null, at, kind: 'title', text: reason.title },
    { system: null, at, kind: 'summary', text: reason.summary },
    ...ofHints(null, at, reason.hints),
    ...Object.values(reason.forKinds ?? {}).flatMap((hints) => ofHints(null, at, hints)),
    ...Object.entries(reason.systems ?? {}).flatMap(([system, hints]) => ofHints(system, at, hints)),
  ];
}

function ofCode({ system }: SystemData, code: CodeData): Text[] {
  const variants = (code.variants ?? []).flatMap((variant): Text[] => [
    { system, at: `${code.code}#${variant.id}`, kind: 'meaning', text: variant.meaning },
    ...ofOverrides(system, `${code.code}#${variant.id}`, variant),
  ]);
  return [...ofOverrides(system, code.code, code), ...variants];
}

function ofOverrides(system: string, at: string, own: CodeData | VariantData): Text[] {
  const texts: Text[] = [];
  if (own.title !== undefined) texts.push({ system, at, kind: 'title', text: own.title });
  if (own.summary !== undefined) texts.push({ system, at, kind: 'summary', text: own.summary });
  for (const text of own.notes ?? []) texts.push({ system, at, kind: 'note', text });
  return [...texts, ...ofHints(system, at, own.hints ?? {})];
}

function ofHints(system: string | null, at: string, hints: Hints): Text[] {
  return Object.values(hints)
    .flatMap((steps) => steps ?? [])
    .map((text) => ({ system, at, kind: 'hint', text }));
}
