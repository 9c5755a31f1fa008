import { expect, test } from 'vitest';
import { namedSystems } from './named-systems.js';

const names = {
  entra: 'Microsoft Entra ID',
  okta: 'Okta',
  windows: 'Windows',
  sshd: 'OpenSSH server',
  unity: 'Unity',
  'cisco-asa': 'Cisco ASA',
  'authorize-net': 'Authorize.Net',
};

test.each([
  ['https://login.microsoftonline.com/x', ['entra']],
  ['dev-1.okta.com said no', ['okta']],
  ['Jan  2 03:04:05 host sshd[12]: text', ['sshd']],
  ['%ASA-6-113005: text', ['cisco-asa']],
  ['a question on Authorize.Net', ['authorize-net']],
  ['Mozilla/5.0 (Windows NT 10.0; Win64)', []],
  ['ask the community', []],
  ['oktane is a conference', []],
])('%s names %j', (text, expected) => {
  expect([...namedSystems(text, names)]).toEqual(expected);
});
