import { expect, test } from 'vitest';
import { sampleCatalog } from '../testing.js';
import { concerns, formatFinding } from './show-findings.js';

const { data } = sampleCatalog({ reasons: { spare: {} } });
const shown = (systems: string[], system: string | null, at: string) =>
  concerns(data, systems)({ system, at, problem: 'some problem' });

test('all is shown where no system is named', () => {
  expect(shown([], 'other', '1')).toBe(true);
  expect(shown([], null, 'reasons/spare')).toBe(true);
});

test('of those named, their codes and the reasons that they alone use', () => {
  expect(shown(['sample'], 'sample', '1')).toBe(true);
  expect(shown(['sample'], 'other', '1')).toBe(false);
  expect(shown(['sample'], null, 'reasons/wrong-password')).toBe(true);
  expect(shown(['other'], null, 'reasons/wrong-password')).toBe(false);
  expect(shown(['sample'], null, 'reasons/spare')).toBe(false);
});

test('a finding begins with its file', () => {
  expect(formatFinding({ system: 'okta', at: '1', problem: 'odd' })).toBe('data/systems/okta.yaml: 1: odd');
  expect(formatFinding({ system: null, at: 'reasons/x', problem: 'odd' })).toBe('data/reasons/x.yaml: odd');
});
