// `npm run conformance -- <folder> [--provider <name>] [--mismatches <n> | --all]`: reads real logs with independent
// answers and prints the share that the analyzer gets right. The folder holds events.ndjson(.gz) with {fixture, index, provider, raw},
// and expected*.ndjson with {fixture, index, provider, outcome, code, user, ip, time, contested?, user_alts?}, `null`
// where there is no answer. Nothing of it is kept: such logs are private, and no test of the project.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { compare, fields, rules } from './conformance-rules.mjs';
import { prepare } from './prepare.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    provider: { type: 'string' },
    mismatches: { type: 'string', default: '20' },
    all: { type: 'boolean', default: false },
  },
});
const folder = positionals[0];
if (folder === undefined || !existsSync(folder)) {
  console.error('Usage: npm run conformance -- <folder> [--provider <name>] [--mismatches <n> | --all]');
  process.exit(2);
}
prepare();
const { analyzeBatch } = await import('@turnaway/analyzer');
const { classOfCode } = await import('@turnaway/catalog');

const mismatchesMax = values.all ? Number.POSITIVE_INFINITY : Number(values.mismatches);
const readings = new Map(readLines('events.ndjson').map((row) => [keyOf(row), readRecord(row)]));
for (const rule of rules) console.log(rule);
let wrong = 0;
for (const file of readdirSync(folder).filter((name) => /^expected.*\.ndjson(?:\.gz)?$/.test(name))) {
  const rows = readLines(file.replace(/\.gz$/, '')).filter(
    ({ provider }) => values.provider === undefined || provider === values.provider,
  );
  wrong += printTable(file, rows);
}
printDisagreements();
process.exit(wrong === 0 ? 0 : 1);

function readLines(name) {
  const plain = join(folder, name);
  const text = existsSync(plain)
    ? readFileSync(plain, 'utf8')
    : gunzipSync(readFileSync(`${plain}.gz`)).toString();
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

function keyOf({ fixture, index }) {
  return `${fixture}\n${index}`;
}

function readRecord({ raw }, timeZone = 'UTC') {
  const facts = analyzeBatch({
    bytes: Buffer.from(raw),
    hint: null,
    receivedAt: new Date(),
    timeZone,
    acceptFrom: new Date(0),
    acceptUntil: new Date('2100-01-01'),
  });
  const event = facts.events[0]?.event ?? null;
  return { raw, event, facts, outcome: event === null ? outcomeWithout(facts) : outcomeOf(event) };
}

function outcomeWithout(facts) {
  return facts.rejects.length > 0 ? `rejected (${facts.rejects[0].reason})` : 'other';
}

function outcomeOf({ errorCode, observedOutcome }) {
  return classOfCode(errorCode, observedOutcome).outcome;
}

function judge(field, row) {
  const reading = readings.get(keyOf(row));
  return compare(field, row, reading, (timeZone) => readRecord(reading, timeZone));
}

function printTable(file, rows) {
  const scored = rows.filter((row) => !row.contested);
  const providers = [...new Set(scored.map(({ provider }) => provider))].sort();
  console.log(`\n${file}: ${scored.length} records, ${rows.length - scored.length} contested apart`);
  console.log(['provider'.padEnd(22), 'records'.padStart(8), ...fields.map((f) => f.padStart(16))].join(''));
  for (const provider of providers)
    printRow(
      provider,
      scored.filter((row) => row.provider === provider),
    );
  printRow('total', scored);
  if (rows.length > scored.length)
    printRow(
      'contested',
      rows.filter((row) => row.contested),
    );
  const misses = scored.flatMap((row) => missesOf(row));
  for (const miss of misses.slice(0, mismatchesMax)) console.log(`  ${miss}`);
  if (misses.length > mismatchesMax) console.log(`  … ${misses.length - mismatchesMax} more`);
  return misses.length;
}

/** Codes that the catalog calls a success where the record says failure, or the other way round: an entry to look at. */
function printDisagreements() {
  const found = new Map();
  for (const [key, { event, outcome }] of readings) {
    const observed = event?.observedOutcome;
    if (observed === undefined || observed === outcome) continue;
    const { system, code, variant } = event.errorCode;
    const name = `${system}/${code}${variant === null ? '' : `#${variant}`}`;
    const line = `${name}: the record says ${observed}, the catalog ${outcome}`;
    const known = found.get(line) ?? { count: 0, first: key.replace('\n', '#') };
    found.set(line, { ...known, count: known.count + 1 });
  }
  console.log(`\ncodes that the catalog gives another outcome than the record: ${found.size}`);
  for (const [line, { count, first }] of [...found].sort())
    console.log(`  ${line} (${count}, first ${first})`);
}

function printRow(name, rows) {
  const cells = fields.map((field) => {
    const results = rows.map((row) => judge(field, row)).filter((r) => r !== null);
    const right = results.filter(Boolean).length;
    const share = results.length === 0 ? '' : `${((100 * right) / results.length).toFixed(1)} % `;
    return `${share}${right}/${results.length}`.padStart(16);
  });
  console.log([name.padEnd(22), String(rows.length).padStart(8), ...cells].join(''));
}

function missesOf(row) {
  const reading = readings.get(keyOf(row));
  return fields
    .filter((field) => judge(field, row) === false)
    .map((field) => {
      const got = { ...reading.event, outcome: reading.outcome, code: reading.event?.errorCode.code };
      const mine = { user: got.userName, ip: got.ip, time: got.occurredAt }[field] ?? got[field] ?? null;
      return `${row.provider} ${row.fixture}#${row.index}: ${field} expected ${JSON.stringify(row[field])}, read ${JSON.stringify(mine)}`;
    });
}
