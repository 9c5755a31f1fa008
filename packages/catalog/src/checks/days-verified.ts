import type { Check } from './finding.js';

/** Nothing was compared with its source on a day that is still to come, or that no calendar has. */
export const daysVerified: Check = ({ data }) => {
  const today = new Date().toISOString().slice(0, 10);
  return data.systems.flatMap(({ system, sources }) =>
    Object.entries(sources)
      .filter(({ 1: { verified } }) => !isDay(verified) || verified > today)
      .map(([key, { verified }]) => ({
        system,
        at: `sources.${key}`,
        problem: `verified: ${verified} is no day that has been`,
      })),
  );
};

function isDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}
