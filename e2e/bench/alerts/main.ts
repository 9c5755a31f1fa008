import { parseArgs } from 'node:util';
import { isCompany } from './companies.js';
import { playFirstHour, playMonths, type Size } from './months.js';
import { formatIncidents, formatKinds } from './score.js';

/** Levels are tuned on some months alone, and are to hold on others that nobody looked at before. */
const seedSets = { tuning: ['alder', 'birch', 'cedar'], 'held-out': ['fennel', 'ginger', 'hyssop'] } as const;

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '5,50,2000,50000' },
    /** `tuning`, `held-out`, or names of your own. */
    seeds: { type: 'string', default: 'held-out' },
    days: { type: 'string', default: '30' },
    /** Incidents of each name in a month. */
    times: { type: 'string', default: '2' },
    /** Minutes from an event to its arrival. */
    late: { type: 'string', default: '0' },
    /** Where its offices are: `world`, or all in one zone, `pacific` or `sydney`. */
    company: { type: 'string', default: 'world' },
    /** Leaves out the first hours of fresh installs. */
    'months-only': { type: 'boolean', default: false },
    /** Also names what was missed and what was told without a cause. */
    verbose: { type: 'boolean', default: false },
  },
});
const seeds =
  Object.entries(seedSets).find(([name]) => name === values.seeds)?.[1] ?? values.seeds.split(',');
const { company } = values;
if (!isCompany(company)) throw new Error(`no company ${company}`);
const size: Omit<Size, 'people'> = {
  seeds,
  days: Number(values.days),
  times: Number(values.times),
  lateMs: Number(values.late) * 60_000,
  company,
};
const print = (text: string): void => void process.stdout.write(`${text}\n`);

print(
  `seeds: ${seeds.join(', ')}${company === 'world' ? '' : `; all offices at ${company}`}${values.late === '0' ? '' : `; events come ${values.late} minutes late`}\n`,
);
for (const people of values.people.split(',').map(Number)) {
  const startedAt = performance.now();
  const { scores, weeks } = playMonths({ ...size, people });
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  const months = `${seeds.length} ordinary months of ${size.days} days and as many with incidents`;
  print(`${people.toLocaleString('en-US')} people: ${months}, ${seconds} s\n`);
  print(`${formatKinds(scores, weeks, values.verbose)}\n\n${formatIncidents(scores)}\n`);
}
if (!values['months-only']) {
  const first = playFirstHour({ ...size, people: 2_000 });
  print('2,000 people: incidents that begin within the first hour of a fresh install\n');
  print(formatIncidents(first));
}
