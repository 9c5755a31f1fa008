import { alertParamsSchemas } from '@turnaway/contracts/alert-kinds';
import type { CodeSeen, GroupObservation } from '@turnaway/contracts/alert-observations';
import { describe, expect, test } from 'vitest';
import { judgeGroupChange } from './judge-group-change.js';
import { judgeNewError, judgeUnknownCode } from './judge-new-error.js';

const now = new Date('2026-03-04T12:00:00Z');
const code: CodeSeen = {
  errorCode: 'entra/50011',
  title: 'Redirect address does not match',
  app: null,
  firstSeenAt: '2026-03-04T11:00:00Z',
  failures: 30,
  people: 12,
  apps: 1,
};

describe('a new error', () => {
  const params = alertParamsSchemas['new-error'].parse({});
  const old = '2026-01-01T00:00:00Z';
  test.each([
    ['that hit many', {}, old, 'alert'],
    ['that hit a few', { failures: 6, people: 3 }, old, 'warn'],
    ['that was one person’s odd day', { people: 1 }, old, 'ok'],
    ['of an app by itself, which has no person', { people: null }, old, 'alert'],
    ['that came once', { failures: 1, people: 1 }, old, 'ok'],
    ['in the first days, when all are new', {}, '2026-03-01T00:00:00Z', 'ok'],
    ['in a workspace without events', {}, null, 'ok'],
  ])('%s', (_name, change, learnedSince, level) => {
    const [judgment] = judgeNewError(params, { learnedSince, codes: [{ ...code, ...change }] }, now);
    expect(judgment?.level).toBe(level);
  });

  test('each app has a key of its own where a row is about one', () => {
    const codes = [code, { ...code, app: 'Payroll' }];
    const keys = judgeNewError(params, { learnedSince: old, codes }, now).map(({ key }) => key);
    expect(keys).toEqual(['entra/50011', 'entra/50011|Payroll']);
  });
});

test.each([
  [1, 'warn'],
  [25, 'alert'],
])('%s events of a code that the catalog lacks: %s', (failures, level) => {
  const params = alertParamsSchemas['unknown-code'].parse({});
  expect(judgeUnknownCode(params, [{ ...code, failures }])[0]?.level).toBe(level);
});

describe('a change of an error group', () => {
  const group: GroupObservation = {
    groupId: 'g1',
    label: 'entra/50011 at Payroll',
    state: 'resolved',
    stateSince: '2026-03-01T00:00:00Z',
    failures: 2,
    people: 2,
    usualFailures: 100,
  };
  test.each<[string, Partial<GroupObservation>, string]>([
    ['a resolved one is back', {}, 'alert'],
    ['a resolved one had a straggler', { failures: 1 }, 'ok'],
    ['an ignored one as ignored', { state: 'ignored', failures: 140 }, 'ok'],
    ['an ignored one has grown', { state: 'ignored', failures: 320 }, 'alert'],
    ['an ignored one that hardly came', { state: 'ignored', usualFailures: 1, failures: 9 }, 'ok'],
  ])('%s', (_name, change, level) => {
    const params = alertParamsSchemas['group-change'].parse({});
    expect(judgeGroupChange(params, [{ ...group, ...change }])[0]?.level).toBe(level);
  });
});
