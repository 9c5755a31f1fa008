import { splitJson } from '../log/json-sample.js';
import { hecAnswers } from './hec-answer.js';

type Fault =
  | typeof hecAnswers.invalidDataFormat
  | typeof hecAnswers.incorrectIndex
  | typeof hecAnswers.eventRequired
  | typeof hecAnswers.eventBlank
  | typeof hecAnswers.indexedFields;

/**
 * What is wrong with a small request to the event endpoint of which nothing is an event; `null` where anything is.
 * Splunk takes the events before a bad one and drops the rest: here the good ones are taken, and each bad one is kept
 * with its reason, so a request is refused only if it brings nothing else.
 */
export function judgeEvents(text: string): Fault | null {
  let first: Fault | null = null;
  for (const piece of splitJson(text)) {
    const value = parse(piece);
    for (const event of Array.isArray(value) ? value : [value]) {
      const fault = faultOf(event);
      if (fault === null) return null;
      first ??= fault;
    }
  }
  return first;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // A piece that is no JSON is no event.
    return null;
  }
}

function faultOf(value: unknown): Fault | null {
  if (!isObject(value)) return hecAnswers.invalidDataFormat;
  const { event, index, fields } = value;
  if (event === undefined || event === null) return hecAnswers.eventRequired;
  if (typeof event === 'string' && event.trim() === '') return hecAnswers.eventBlank;
  if (index !== undefined && index !== null && typeof index !== 'string') return hecAnswers.incorrectIndex;
  if (fields !== undefined && fields !== null && !isFlat(fields)) return hecAnswers.indexedFields;
  return null;
}

function isFlat(fields: unknown): boolean {
  return isObject(fields) && Object.values(fields).every((field) => !isObject(field) || Array.isArray(field));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
