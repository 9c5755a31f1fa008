import { markSchema, pageOf } from '@turnaway/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function mark(over: object) {
  const made = await server.ask('POST', '/api/marks', { text: 'Deploy', ...over });
  expect(made.status).toBe(201);
  return markSchema.parse(made.body);
}
async function list(query: string) {
  return pageOf(markSchema).parse((await server.ask('GET', `/api/marks?${query}`)).body);
}

test('a mark is made by whoever has a token, listed by time and app, page by page, and deleted', async () => {
  const at = (hour: number) => `2026-01-31T0${hour}:00:00.000Z`;
  const first = await mark({ at: at(1), app: 'Payroll' });
  const second = await mark({ at: at(2), text: 'New policy', url: 'https://example.com/change/7' });
  const third = await mark({ at: at(2), app: 'CRM' });
  expect(second).toMatchObject({ at: at(2), url: 'https://example.com/change/7', app: null });
  const range = `from=${at(0)}&to=${at(3)}`;
  expect((await list(`${range}&app=Payroll`)).items.map(({ id }) => id)).toEqual([second.id, first.id]);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await list(`${range}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(page.total).toBe(3);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual([...[second.id, third.id].sort().reverse(), first.id]);
  expect((await list(`from=${at(0)}&to=${at(2)}`)).items.map(({ id }) => id)).toEqual([first.id]);
  expect((await server.ask('DELETE', `/api/marks/${first.id}`)).status).toBe(204);
  expect((await server.ask('DELETE', `/api/marks/${first.id}`)).status).toBe(404);
});

test('a mark without a time is of now, and one with an address that a browser would run is refused', async () => {
  const before = Date.now();
  expect(Date.parse((await mark({})).at)).toBeGreaterThanOrEqual(before - 1);
  const refused = await server.ask('POST', '/api/marks', { text: 'x', url: 'javascript:alert(1)' });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'url' }] } });
});
