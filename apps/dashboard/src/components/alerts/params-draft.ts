import { ruleFields } from './rule-fields';

/** The parameters of a kind as they are being typed. */
export type ParamsDraft = Record<string, string | boolean>;

/** Parameters as they stand in the form; a list is a text with a line for each entry. */
export function draftOfParams(params: Readonly<Record<string, unknown>>): ParamsDraft {
  const draft: ParamsDraft = {};
  for (const [name, value] of Object.entries(params)) {
    if (isLists(value)) {
      for (const [list, entries] of Object.entries(value)) draft[`${name}.${list}`] = entries.join('\n');
    } else if (typeof value === 'boolean') {
      draft[name] = value;
    } else if (typeof value === 'number') {
      draft[name] = String(ruleFields[name]?.kind === 'percent' ? round(value * 100) : value);
    } else if (typeof value === 'string') {
      draft[name] = value;
    }
  }
  return draft;
}

/** What was typed as the API takes it. What is no number becomes NaN, which JSON sends as null: the API refuses it. */
export function toParams(draft: ParamsDraft): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  const lists: Record<string, Record<string, string[]>> = {};
  for (const [name, value] of Object.entries(draft)) {
    const [of = name, list] = name.split('.');
    if (list !== undefined && typeof value === 'string') {
      lists[of] = { ...lists[of], [list]: linesOf(value) };
    } else {
      params[name] = toParam(name, value);
    }
  }
  return { ...params, ...lists };
}

function toParam(name: string, value: string | boolean): unknown {
  const kind = ruleFields[name]?.kind;
  if (typeof value === 'boolean' || kind === 'choice') return value;
  return kind === 'percent' ? round(numberOf(value) / 100) : numberOf(value);
}

/** What is no number becomes NaN, which JSON sends as null: the API then says what it expected. */
export function numberOf(text: string): number {
  return Number(text.replace(',', '.').replace('%', '').trim() || Number.NaN);
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function isLists(value: unknown): value is Record<string, string[]> {
  return typeof value === 'object' && value !== null && Object.values(value).every(Array.isArray);
}

function round(value: number): number {
  return Math.round(value * 100_000) / 100_000;
}
