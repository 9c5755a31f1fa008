import { afterEach, expect, test, vi } from 'vitest';
import { changeBack } from './change-groups';
import type { Triaged } from './selection';

afterEach(() => vi.unstubAllGlobals());

const group = (id: string, over: Partial<Triaged> = {}): Triaged => ({
  id,
  key: { system: 'entra', code: id, variant: null, app: 'Payroll' },
  state: 'ongoing',
  ignore: null,
  assigneeId: null,
  ...over,
});

test('undo gives every group back its own state, condition and assignee', async () => {
  const asked: { keys: { code: string }[]; change: unknown }[] = [];
  vi.stubGlobal('fetch', async (_path: string, { body }: { body: string }) => {
    const sent = JSON.parse(body) as (typeof asked)[number];
    asked.push(sent);
    return Response.json({
      items: sent.keys.map(({ code }) => ({ id: code, result: 'changed', group: null })),
    });
  });
  const ignore = { until: 'people', count: 5 } as const;
  const before = [
    group('1'),
    group('2', { state: 'new' }),
    group('3'),
    group('4', { state: 'ignored', ignore }),
  ];
  expect(await changeBack(before)).toMatchObject({ ok: true, changed: { length: 4 } });
  expect(asked.map(({ keys, change }) => [keys.map(({ code }) => code), change])).toEqual([
    [['1', '3'], { state: 'ongoing', assignee: null }],
    [['2'], { state: 'new', assignee: null }],
    [['4'], { state: 'ignored', assignee: null, ignore }],
  ]);
});
