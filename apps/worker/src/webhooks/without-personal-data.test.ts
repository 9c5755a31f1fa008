import { expect, test } from 'vitest';
import { withoutPersonalData } from './without-personal-data.js';

const message = (data: object) => JSON.stringify({ type: 'alert.firing', data: { title: 'Spray', ...data } });

test('evidence that is personal is left out, and who an alert is about is not named', () => {
  const body = message({
    evidence: [
      { label: 'Address', value: '198.51.100.7', personal: true },
      { label: 'Accounts', value: 40, personal: false },
    ],
    alerts: {
      firing: 2,
      items: [
        { alertId: 'a', label: 'ada@example.com', personal: true, because: '25 wrong passwords' },
        { alertId: 'b', label: 'Payroll', personal: false, because: '30 failures' },
      ],
    },
  });
  const told = withoutPersonalData(body);
  expect(told).not.toContain('198.51.100.7');
  expect(told).not.toContain('ada@example.com');
  expect(JSON.parse(told)).toEqual({
    type: 'alert.firing',
    data: {
      title: 'Spray',
      evidence: [{ label: 'Accounts', value: 40, personal: false }],
      alerts: {
        firing: 2,
        items: [
          {
            alertId: 'a',
            label: '(not told to this channel)',
            personal: true,
            because: '25 wrong passwords',
          },
          { alertId: 'b', label: 'Payroll', personal: false, because: '30 failures' },
        ],
      },
    },
  });
});

test.each([
  message({}),
  message({ evidence: [{ label: 'Accounts', value: 40, personal: false }] }),
  '{"type":"webhook.test", "data":{"message":"A test"}}',
])('a message that names nobody stays the same text', (body) => {
  expect(withoutPersonalData(body)).toBe(body);
});
