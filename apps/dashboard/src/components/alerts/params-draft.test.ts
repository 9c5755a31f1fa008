import { alertKinds, alertParamsSchemas } from '@turnaway/contracts/alert-kinds';
import { expect, test } from 'vitest';
import { draftOfParams, toParams } from './params-draft';
import { ruleFields } from './rule-fields';

const kinds = alertKinds.filter((kind) => kind !== 'threshold');

test.each(kinds)('the parameters of %s come back from the form as they went into it', (kind) => {
  const params = alertParamsSchemas[kind].parse({});
  expect(alertParamsSchemas[kind].parse(toParams(draftOfParams(params)))).toEqual(params);
});

test.each(kinds)('every parameter of %s has words', (kind) => {
  const names = Object.keys(draftOfParams(alertParamsSchemas[kind].parse({})));
  expect(names.filter((name) => !name.startsWith('allow.') && ruleFields[name] === undefined)).toEqual([]);
});

test('a share is typed in percent, and a list with an entry on each line', () => {
  const typed = toParams({ warnShare: '12,5 %', 'allow.addresses': '192.0.2.0/24\n\n 198.51.100.7 ' });
  expect(typed).toEqual({ warnShare: 0.125, allow: { addresses: ['192.0.2.0/24', '198.51.100.7'] } });
});
