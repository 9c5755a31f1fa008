import { expect, test } from 'vitest';
import { viewChoices } from './view-choices';

test('another time is shown on the page that is open, with its filters', () => {
  expect(viewChoices('7 days', '?cause=mfa&from=a&to=b', '/errors/entra/50126')).toEqual([
    expect.objectContaining({ label: 'Last 7 days', href: '/errors/entra/50126?cause=mfa&range=7d' }),
  ]);
});

test('a cause narrows the page, and takes the place of another cause', () => {
  expect(viewChoices('second factor', '?cause=consent', '/')).toEqual([
    expect.objectContaining({ label: 'Only cause Second factor', href: '/?cause=mfa' }),
  ]);
});

test('from a page without a time it leads to the overview, and a single letter to nothing', () => {
  expect(viewChoices('last hour', '', '/settings')[0]?.href).toBe('/?range=1h');
  expect(viewChoices('l', '', '/')).toEqual([]);
});
