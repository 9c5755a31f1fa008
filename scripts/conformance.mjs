// `npm run conformance -- <folder> [--provider <name>] [--mismatches <n>]`: reads real logs with independent answers and
// prints the share that the analyzer gets right. The folder holds events.ndjson(.gz) with {fixture, index, provider, raw},
// and expected*.ndjson with {fixture, index, provider, outcome, code, user, ip, time, contested?, user_alts?}, `null`
// where there is no answer. Nothing of it is kept: such logs are private, and no test of the project.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { prepare } from './prepare.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { provider: { type: 'string' }, mismatches: { type: 'string', default: '20' } },
});
const folder = positionals[0];
if (folder === undefined || !existsSync(folder)) {
  console.error('Usage: npm run conformance -- <folder> [--provider <name>] [--mismatches <n>]');
  process.exit(2);
}
prepare();
const { analyzeBatch } = await import('@turnaway/analyzer');
const { classOfCode } = await import('@turnaway/catalog');

const fields = ['outcome', 'code', 'user', 'ip', 'time'];
const mismatchesMax = Number(values.mismatches);
const readings = new Map(readLines('events.ndjson').map((row) => [keyOf(row), readRecord(row)]));
let wrong = 0;
for (const file of readdirSync(folder).filter((name) => /^expected.*\.ndjson(?:\.gz)?$/.test(name))) {
  const rows = readLines(file.replace(/\.gz$/, '')).filter(
    ({ provider }) => values.provider === undefined || provider === values.provider,
  );
  wrong += printTable(file, rows);
}
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

function readRecord({ raw }) {
  const facts = analyzeBatch({
    bytes: Buffer.from(raw),
    hint: null,
    receivedAt: new Date(),
    timeZone: 'UTC',
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

/** `null`: the row gives no answer, or nothing is read of a record that is no sign-in. */
function compare(field, row, reading) {
  const { event } = reading;
  const isSignIn = row.outcome === 'success' || row.outcome === 'failure';
  if (field === 'outcome') return row.outcome === null ? null : sameOutcome(row.outcome, reading.outcome);
  const expected = row[field];
  if (expected === null || expected === undefined || expected === '') return null;
  if (event === null) return isSignIn ? false : null;
  if (field === 'code') return same(expected, event.errorCode.code) || same(expected, event.carrier);
  if (field === 'user') {
    const right = [expected, ...(row.user_alts ?? [])];
    return right.some((user) => sameUser(user, event.userName) || sameUser(user, event.userId));
  }
  if (field === 'ip') return event.ip !== null && same(expected.replace(/^::ffff:/i, ''), event.ip);
  const time = Date.parse(
    /\dZ$|[+-]\d\d:?\d\d$/.test(expected) ? expected : `${expected.replace(' ', 'T')}Z`,
  );
  // A peer invents the year that a line does not have.
  const hasYear = reading.raw.includes(String(new Date(time).getUTCFullYear())) || /\d{10}/.test(reading.raw);
  return hasYear ? Math.abs(time - Date.parse(event.occurredAt)) < 1_000 : null;
}

/** A code that fails only without a success after it is a failure or not known to be one; so is an open prompt. */
function sameOutcome(expected, outcome) {
  if (outcome === 'conditional') return expected === 'failure' || expected === 'unknown';
  if (outcome === 'interrupt') return expected === 'unknown' || expected === 'other';
  return expected === outcome || (expected === 'unknown' && outcome === 'other');
}

function same(a, b) {
  return String(a ?? '').toLowerCase() === String(b ?? '').toLowerCase();
}

/** `DOMAIN\user`, `user` and `user@domain` name one person where the peer splits them. */
function sameUser(expected, user) {
  return same(expected, user) || same(bare(expected), bare(user));
}

function bare(user) {
  return String(user ?? '')
    .replace(/^.*\\/, '')
    .replace(/@.*$/, '');
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

function printRow(name, rows) {
  const cells = fields.map((field) => {
    const results = rows
      .map((row) => compare(field, row, readings.get(keyOf(row))))
      .filter((r) => r !== null);
    const right = results.filter(Boolean).length;
    const share = results.length === 0 ? '' : `${((100 * right) / results.length).toFixed(1)} % `;
    return `${share}${right}/${results.length}`.padStart(16);
  });
  console.log([name.padEnd(22), String(rows.length).padStart(8), ...cells].join(''));
}

function missesOf(row) {
  const reading = readings.get(keyOf(row));
  return fields
    .filter((field) => compare(field, row, reading) === false)
    .map((field) => {
      const got = { ...reading.event, outcome: reading.outcome, code: reading.event?.errorCode.code };
      const mine = { user: got.userName, ip: got.ip, time: got.occurredAt }[field] ?? got[field] ?? null;
      return `${row.provider} ${row.fixture}#${row.index}: ${field} expected ${JSON.stringify(row[field])}, read ${JSON.stringify(mine)}`;
    });
}
