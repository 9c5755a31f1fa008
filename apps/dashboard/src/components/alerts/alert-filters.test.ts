import { describe, expect, it } from 'vitest';
import { alertsHref, readAlertView } from './alert-filters';

describe('the view of alerts', () => {
  it('is read from the address and written back to it', () => {
    const view = readAlertView({ state: 'firing', kind: 'password-spray', rule: 'r-1', open: 'g-1' });
    expect(alertsHref(view)).toBe('/alerts?state=firing&rule=r-1&kind=password-spray&open=g-1');
    expect(alertsHref(view, { open: undefined, rule: undefined, kind: undefined, state: undefined })).toBe(
      '/alerts',
    );
  });

  it('leaves out words that are no state and no kind', () => {
    expect(readAlertView({ state: 'pending', kind: 'nonsense', open: ' ' })).toEqual({});
  });
});
