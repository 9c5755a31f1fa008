import { type Check, placeOf } from './finding.js';

/** Words of steps that fit one kind of system only. */
const wordsOf = {
  'web-page':
    /\bcookies?\b|\b(?:private|incognito)\b[^.]{0,12} (?:browser|window|tab)\b|\bBack button\b|\bbookmark|\bsign-in page\b/i,
  cloud: /\bstatus page\b/i,
} as const;

/** No step tells people to clear cookies where there is no web page, or to read a status page that nobody runs. */
export const stepsFitSystem: Check = ({ whole, entries }) => {
  const kindsOf = new Map(whole.systems.map(({ system, kinds }) => [system, kinds]));
  return entries.flatMap((entry) => {
    const { system } = entry;
    const steps = Object.values(entry.hints).flatMap((its) => its ?? []);
    return Object.entries(wordsOf).flatMap(([kind, words]) => {
      if (kindsOf.get(system)?.some((one) => one === kind) === true) return [];
      return steps
        .filter((step) => words.test(step))
        .map((step) => ({
          system,
          at: placeOf(entry),
          problem: `a step is for systems of the kind ${kind} alone: ${step}`,
        }));
    });
  });
};
