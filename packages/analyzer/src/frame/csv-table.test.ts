import { expect, test } from 'vitest';
import { isTableHead } from './csv-table.js';

test.each([
  'Date (UTC),Request ID,User,Status',
  '"Time";"Username";"IP Address";"Action"',
  'id\tname\tip\tresult',
])('the head of a table: %s', (line) => {
  expect(isTableHead(line)).toBe(true);
});

test.each([
  'Mar  1 08:15:30 gate1 sshd[1]: Failed password, user, ana, x',
  '1,2026/03/01 11:00:49,0131,USERID,login',
  'type=LOGIN, realm=a, user=b, ip=c',
  'one sentence, with two commas, alone',
])('a line of a log is none: %s', (line) => {
  expect(isTableHead(line)).toBe(false);
});
