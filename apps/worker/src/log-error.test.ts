import { expect, test } from 'vitest';
import { logError } from './log-error.js';

test('what a database error says beside its words never reaches the log', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    detail: 'Key (user)=(ada@example.com) exists',
    where: 'JSON data, line 1: {"userName":"ada@example.com"',
  });
  expect(logError(error)).toMatchObject({ type: 'Error', code: '23505', message: 'duplicate key' });
  expect(JSON.stringify(logError(error))).not.toContain('ada@example.com');
});
