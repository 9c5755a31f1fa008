import { parseArgs } from 'node:util';
import type { AlertKind } from '@turnaway/contracts';
import { planIncidents } from './plan-incidents.js';
import { playMonth } from './play.js';
import { formatScores, type Score, scoreMonth, scoreOf } from './score.js';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '50,2000,50000' },
    /** Months of each size of company, each with a seed of its own; larger companies take fewer. */
    seeds: { type: 'string', default: '6,3,1' },
    /** Seeds are named by it: tuned on some, they are to hold on others. */
    name: { type: 'string', default: 'held-out' },
    days: { type: 'string', default: '30' },
    /** Incidents of each name in a month. */
    times: { type: 'string', default: '2' },
    /** Also names what was missed and what was told without a cause. */
    verbose: { type: 'boolean', default: false },
  },
});
const days = Number(values.days);
const seedCounts = values.seeds.split(',').map(Number);

for (const [index, peopleText] of values.people.split(',').entries()) {
  const people = Number(peopleText);
  const seeds = seedCounts[index] ?? seedCounts.at(-1) ?? 1;
  // The largest company is a quieter one, so that a month of it is played in minutes.
  const recordsPerPerson = people > 10_000 ? 3 : 12;
  const startedAt = performance.now();
  const scores = new Map<AlertKind, Score>();
  for (let number = 1; number <= seeds; number += 1) {
    const seed = `${values.name}-${people}-${number}`;
    // A month that begins on another weekday for each seed.
    const from = new Date(Date.UTC(2026, 1, 1 + number));
    const month = { people, seed, from, days, recordsPerPerson };
    for (const alert of playMonth({ ...month, incidents: [] }).told) {
      scoreOf(scores, alert.kind).falseInOrdinary.push(alert);
    }
    const incidents = planIncidents(seed, { from, days, times: Number(values.times) });
    scoreMonth(scores, playMonth({ ...month, incidents }));
  }
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  process.stdout.write(
    `${people.toLocaleString('en-US')} people, ${seeds} times ${days} days ordinary and ${seeds} times with incidents, ${seconds} s\n`,
  );
  process.stdout.write(`${formatScores(scores, (seeds * days) / 7, values.verbose)}\n\n`);
}
