import { entries } from '@turnaway/catalog';
import { catalogEntrySchema, catalogSystemSchema, explainResponseSchema, pageOf } from '@turnaway/contracts';
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

test('systems come with how many entries fit, and a filter holds in both lists', async () => {
  const systems = pageOf(catalogSystemSchema).parse(
    (await server.ask('GET', '/api/catalog-systems?cause=consent')).body,
  );
  const entra = systems.items.find(({ system }) => system === 'entra');
  const list = pageSchema.parse((await server.ask('GET', '/api/catalog?system=entra&cause=consent')).body);
  expect(list.total).toBeGreaterThan(0);
  expect(entra).toEqual({ system: 'entra', name: 'Microsoft Entra ID', entries: list.total });
});

test('a word that is no cause is refused for its field', async () => {
  const answer = await server.ask('GET', '/api/catalog?cause=gremlins');
  expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'cause' }] } });
});

test('the page of a code holds its variants', async () => {
  const [variant] = entries().filter((entry) => entry.variant !== null);
  const answer = await server.ask('GET', `/api/catalog/${variant?.system}/${variant?.code}`);
  expect(answer.body).toMatchObject({ variant: null, variants: expect.arrayContaining([variant]) });
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
