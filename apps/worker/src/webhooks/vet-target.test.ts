import { describe, expect, test } from 'vitest';
import { createAddressJudge } from './judge-address.js';
import { type ResolvedAddress, type ResolveName, vetTarget } from './vet-target.js';

const refuseToResolve: ResolveName = async (hostname) => {
  throw new Error(`nobody should ask for ${hostname}`);
};
const answer =
  (...addresses: string[]): ResolveName =>
  async () =>
    addresses.map((address): ResolvedAddress => ({ address, family: address.includes(':') ? 6 : 4 }));

const judge = createAddressJudge(['10.1.0.0/16']);
const vet = (url: string, resolve: ResolveName = answer('93.184.215.14')) =>
  vetTarget(new URL(url), judge, resolve);
const blocked = { ok: false, error: 'blocked-address' };

describe('an address in any spelling is seen for what it is', () => {
  test.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://017700000001/',
    'https://0177.0.0.01/',
    'https://127.0.0.1./',
    'https://①②⑦.⓪.⓪.①/',
    'https://%31%32%37.0.0.1/',
    'https://0/',
    'https://[::1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/',
    'https://2852039166/',
  ])('%s', async (url) => {
    expect(await vet(url, refuseToResolve)).toEqual(blocked);
  });
});

test('a public name on https goes to exactly the addresses that were looked at', async () => {
  expect(await vet('https://hooks.example.com/a?b=c')).toEqual({
    ok: true,
    addresses: [{ address: '93.184.215.14', family: 4 }],
  });
  expect(await vet('https://hooks.example.com:8443/')).toMatchObject({ ok: true });
  expect(await vet('https://[2606:4700:4700::1111]/', refuseToResolve)).toMatchObject({ ok: true });
});

test('one bad address among good ones refuses the name', async () => {
  expect(await vet('https://a.example/', answer('93.184.215.14', '127.0.0.1'))).toEqual(blocked);
  expect(await vet('https://a.example/', answer('10.1.0.5', '10.2.0.5'))).toEqual(blocked);
});

test('in the open, only https and its usual ports; in an allowed network, any', async () => {
  expect(await vet('http://hooks.example.com/')).toEqual(blocked);
  expect(await vet('https://hooks.example.com:22/')).toEqual(blocked);
  expect(await vet('http://10.1.2.3:8080/', refuseToResolve)).toMatchObject({ ok: true });
  expect(await vet('http://intern.example:5000/', answer('10.1.2.3'))).toMatchObject({ ok: true });
  expect(await vet('http://both.example/', answer('10.1.2.3', '93.184.215.14'))).toEqual(blocked);
});

test.each(['ftp://hooks.example.com/', 'file:///etc/passwd', 'https://name:word@hooks.example.com/'])(
  '%s is no target',
  async (url) => {
    expect(await vet(url)).toEqual(blocked);
  },
);

test('a name that leads nowhere is an error of its own', async () => {
  expect(await vet('https://gone.example/', answer())).toEqual({ ok: false, error: 'dns' });
  expect(await vet('https://gone.example/', refuseToResolve)).toEqual({ ok: false, error: 'dns' });
});
