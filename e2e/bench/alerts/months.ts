import type { Incident } from '@turnaway/cli/dist/simulate/incidents.js';
import { createRandom } from '@turnaway/cli/dist/simulate/random.js';
import { type CompanyName, companies, workHourOf } from './companies.js';
import { calendarOf, planOrdinary } from './ordinary-month.js';
import { between, type LabelledName, labelledNames, labels, planIncidents } from './plan-incidents.js';
import { playMonth } from './play.js';
import { createScores, type Scores, scoreMonth } from './score.js';

/** A company of a size, and the months of it that are played. */
export interface Size {
  people: number;
  seeds: readonly string[];
  days: number;
  /** Incidents of each name in a month. */
  times: number;
  lateMs: number;
  company: CompanyName;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Months of these lie across the end of April, each from another weekday on. */
const firstDayMs = Date.UTC(2026, 3, 14);

/** For each seed a month in which nothing is to be found, and the same month with incidents. */
export function playMonths({ people, seeds, days, times, lateMs, company }: Size): {
  scores: Scores;
  weeks: number;
} {
  const scores = createScores();
  for (const [index, name] of seeds.entries()) {
    const seed = `${name}-${people}`;
    const from = new Date(firstDayMs + index * dayMs);
    const calendar = calendarOf(from, days);
    const ordinary = planOrdinary(seed, { from, days });
    const places = companies[company];
    const month = {
      ...{ people, seed, from, days, calendar, places, lateMs },
      recordsPerPerson: recordsPerPerson(people),
    };
    const quiet = playMonth({ ...month, incidents: ordinary });
    scores.falseInOrdinary.push(...quiet.told);
    const incidents = [
      ...planIncidents(seed, { from, days, times, workHour: workHourOf(company) }),
      ...ordinary,
    ];
    scoreMonth(scores, playMonth({ ...month, incidents }));
  }
  return { scores, weeks: (seeds.length * days) / 7 };
}

/** The smallest is hardly there, and the largest is a quieter one, so that a month of it is played in minutes. */
function recordsPerPerson(people: number): number {
  if (people < 10) return 2;
  return people > 10_000 ? 3 : 12;
}

/** What needs no history to be seen: attacks, refused credentials, a provider that fails, what cannot be read. */
const needsHistory: readonly LabelledName[] = [
  'bad-deploy',
  'sign-in-blackout',
  'feed-silence',
  'new-error',
  'regression',
  'escalation',
  'slow-spray',
  'slow-burn',
  'impossible-travel',
];

/** Every kind of incident by itself, in the first hour that a fresh install gets events. */
export function playFirstHour({ people, seeds, times, lateMs, company }: Size): Scores {
  const scores = createScores();
  const names = labelledNames.filter((name) => !needsHistory.includes(name));
  for (const name of names) {
    for (const [turn, seed] of seeds.flatMap((each) => Array.from({ length: times }, () => each)).entries()) {
      const random = createRandom(`${seed}/${name}/${turn}/first`);
      // From 9 on a Tuesday, for four hours.
      const from = new Date(Date.UTC(2026, 3, 14, 9));
      const begin = from.getTime() + (10 + random.below(45)) * minuteMs;
      const minutes = Math.min(120, between(random, labels[name].minutes));
      const incident: Incident = {
        name,
        from: new Date(begin),
        to: new Date(begin + minutes * minuteMs),
        scale: between(random, labels[name].scale),
      };
      const month = {
        people,
        seed: `${seed}-${turn}`,
        from,
        days: 4 / 24,
        calendar: {},
        lateMs,
        places: companies[company],
      };
      scoreMonth(scores, playMonth({ ...month, recordsPerPerson: 12, incidents: [incident] }));
    }
  }
  return scores;
}
