import { describe, expect, it } from 'vitest';
import { parseTarget } from './target.js';

describe('parseTarget', () => {
  it.each([
    ['http://localhost:3000', 'http://localhost:3000/ingest', 'http://localhost:3000'],
    ['http://localhost:3000/', 'http://localhost:3000/ingest', 'http://localhost:3000'],
    ['http://localhost:3000/ingest', 'http://localhost:3000/ingest', 'http://localhost:3000'],
    [
      'https://logs.example.com/turnaway/',
      'https://logs.example.com/turnaway/ingest',
      'https://logs.example.com/turnaway',
    ],
    [
      'https://logs.example.com/turnaway/ingest',
      'https://logs.example.com/turnaway/ingest',
      'https://logs.example.com/turnaway',
    ],
    [
      'https://logs.example.com/ingest?feed=a',
      'https://logs.example.com/ingest?feed=a',
      'https://logs.example.com',
    ],
  ])('takes %s for a base or an ingest address', (address, ingestUrl, baseUrl) => {
    expect(parseTarget(address)).toEqual({ ingestUrl, baseUrl });
  });

  it.each(['localhost:3000', 'ftp://example.com', 'https://user:secret@example.com', ''])(
    'refuses %j',
    (address) => {
      expect(parseTarget(address)).toBeNull();
    },
  );
});
