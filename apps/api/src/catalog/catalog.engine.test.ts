import { entries } from '@turnaway/catalog';
import { catalogEntrySchema, explainResponseSchema, pageOf } from '@turnaway/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/start-test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const pageSchema = pageOf(catalogEntrySchema);

test('all entries can be read, page by page', async () => {
  let cursor: string | null = '';
  let read = 0;
  while (cursor !== null) {
    const answer = await server.ask('GET', `/api/catalog?limit=200${cursor && `&cursor=${cursor}`}`);
    const page = pageSchema.parse(answer.body);
    read += page.items.length;
    cursor = page.nextCursor;
  }
  expect(read).toBe(entries().length);
});

test('entries are found by system and by words', async () => {
  const answer = await server.ask('GET', '/api/catalog?system=entra&q=password');
  const page = pageSchema.parse(answer.body);
  expect(page.total).toBeGreaterThan(0);
  expect(page.items.every(({ system }) => system === 'entra')).toBe(true);
});

test('every entry is reached by its own address, odd characters and all', async () => {
  const odd = entries()
    .filter(({ code }) => /[^\w]/.test(code))
    .slice(0, 20);
  for (const { system, code, variant } of [...entries().slice(0, 5), ...odd]) {
    const query = variant === null ? '' : `?variant=${encodeURIComponent(variant)}`;
    const answer = await server.ask('GET', `/api/catalog/${system}/${encodeURIComponent(code)}${query}`);
    expect(answer.body, `${system}/${code}`).toMatchObject({ system, code, variant });
  }
});

test('a pasted text is explained', async () => {
  const answer = await server.ask('POST', '/api/explain', {
    text: 'AADSTS50126: Error validating credentials',
  });
  const { explanations } = explainResponseSchema.parse(answer.body);
  expect(explanations[0]?.entry).toMatchObject({ system: 'entra', code: '50126' });
});

test('nothing pasted is refused for its field', async () => {
  const answer = await server.ask('POST', '/api/explain', { text: '  ' });
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'text' }] } });
});
