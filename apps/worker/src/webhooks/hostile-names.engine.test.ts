import type { Answer } from 'dns-packet';
import { afterEach, describe, expect, test } from 'vitest';
import { answerNames, type NameServer, record } from '../testing/answer-names.js';
import { type Receiver, receive } from '../testing/receive.js';
import { createAddressJudge } from './judge-address.js';
import { postMessage } from './post-message.js';
import { resolveName, vetTarget } from './vet-target.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const item of open.splice(0)) await item.close();
});

async function serve(zone: Parameters<typeof answerNames>[0]): Promise<NameServer> {
  const names = await answerNames(zone);
  open.push(names);
  return names;
}

async function openReceiver(): Promise<Receiver> {
  const receiver = await receive((_request, response) => {
    response.end('thanks');
  });
  open.push(receiver);
  return receiver;
}

const publicAddress = '93.184.215.14';
const vet = async (host: string, names: Pick<NameServer, 'resolve'>, allowCidrs: string[] = []) =>
  vetTarget(new URL(`https://${host}/hook`), createAddressJudge(allowCidrs), names.resolve);
const blocked = { ok: false, error: 'blocked-address' };

describe('a name that leads elsewhere from one question to the next', () => {
  test('gets its message at the address that was looked at, and nowhere else', async () => {
    const receiver = await openReceiver();
    const names = await serve((name, type, nth) =>
      type === 'A' ? [record.a(name, nth === 0 ? '127.0.0.1' : '127.0.0.2')] : [],
    );
    const post = () =>
      postMessage(
        { method: 'POST', url: `http://rebind.example:${receiver.port}/`, headers: {}, body: '{}' },
        { judge: createAddressJudge(['127.0.0.1/32']), resolve: names.resolve },
      );
    expect(await post()).toMatchObject({ statusCode: 200, error: null });
    // Once for each family: the socket asks for no name.
    expect(names.asked.toSorted()).toEqual(['A rebind.example', 'AAAA rebind.example']);
    expect(receiver.received[0]?.headers.host).toBe(`rebind.example:${receiver.port}`);
    expect(await post()).toMatchObject({ statusCode: null, error: 'blocked-address' });
    expect(receiver.received).toHaveLength(1);
  });

  test('is judged anew at every attempt: public at first, then this host', async () => {
    const names = await serve((name, type, nth) =>
      type === 'A' ? [record.a(name, nth === 0 ? publicAddress : '127.0.0.1')] : [],
    );
    expect(await vet('rebind.example', names)).toEqual({
      ok: true,
      addresses: [{ address: publicAddress, family: 4 }],
    });
    expect(await vet('rebind.example', names)).toEqual(blocked);
  });
});

const refused: [string, Answer[]][] = [
  [
    'a public and a private address',
    [record.a('x.example', publicAddress), record.a('x.example', '10.0.0.5')],
  ],
  [
    'a public address, and this host in IPv6',
    [record.a('x.example', publicAddress), record.aaaa('x.example', '::1')],
  ],
  ['the metadata of a cloud', [record.a('x.example', '169.254.169.254')]],
  [
    'the metadata of a cloud, over a chain of other names',
    [
      record.cname('x.example', 'y.example'),
      record.cname('y.example', 'z.example'),
      record.a('z.example', '169.254.169.254'),
    ],
  ],
  ['this host, as IPv4 in IPv6', [record.aaaa('x.example', '::ffff:127.0.0.1')]],
  ['this host, through a translation to IPv4', [record.aaaa('x.example', '64:ff9b::7f00:1')]],
  ['a public address, through a translation to IPv4', [record.aaaa('x.example', '64:ff9b::5db8:d70e')]],
  ['a local translation to IPv4', [record.aaaa('x.example', '64:ff9b:1::7f00:1')]],
  ['this host, through 6to4', [record.aaaa('x.example', '2002:7f00:1::1')]],
  ['this link', [record.aaaa('x.example', 'fe80::1')]],
  ['the metadata of a cloud in IPv6', [record.aaaa('x.example', 'fd00:ec2::254')]],
  [
    'more addresses than any honest name',
    Array.from({ length: 17 }, (_, n) => record.a('x.example', `93.184.215.${n + 1}`)),
  ],
];

describe('a name is refused that leads to', () => {
  test.each(refused)('%s', async (_name, answers) => {
    const names = await serve((_host, type) =>
      answers.filter((answer) => answer.type === type || answer.type === 'CNAME'),
    );
    expect(await vet('x.example', names)).toEqual(blocked);
    // Nor with a dot at its end, nor in other letters.
    expect(await vet('x.example.', names)).toEqual(blocked);
    expect(await vet('X.eXample', names)).toEqual(blocked);
  });

  test('this host by its own name, with or without a dot at its end', async () => {
    for (const host of ['localhost', 'localhost.', 'LOCALHOST']) {
      expect(await vet(host, { resolve: resolveName })).toMatchObject({ ok: false });
    }
  });
});

test('a name that leads to another one is followed to its address', async () => {
  const names = await serve((name, type) =>
    type === 'A' ? [record.cname(name, 'y.example'), record.a('y.example', publicAddress)] : [],
  );
  expect(await vet('x.example', names)).toMatchObject({ ok: true });
});

test('names that lead to each other lead nowhere', async () => {
  const names = await serve(() => [
    record.cname('x.example', 'y.example'),
    record.cname('y.example', 'x.example'),
  ]);
  expect(await vet('x.example', names)).toEqual({ ok: false, error: 'dns' });
});

test('a network that the operator opens is reached by name, and nothing beside it', async () => {
  const leadTo = (...addresses: string[]) =>
    serve((name, type) => (type === 'A' ? addresses.map((address) => record.a(name, address)) : []));
  const allowed = ['10.1.0.0/16'];
  expect(await vet('x.example', await leadTo('10.1.2.3'), allowed)).toMatchObject({ ok: true });
  expect(await vet('x.example', await leadTo('10.1.2.3', '10.2.0.1'), allowed)).toEqual(blocked);
  expect(await vet('x.example', await leadTo('10.1.2.3', '169.254.169.254'), allowed)).toEqual(blocked);
});
