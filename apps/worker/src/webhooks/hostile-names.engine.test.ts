import type { Answer } from 'dns-packet';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { leadResolver, record, type Zone } from '../testing/answer-names.js';
import { type Receiver, receive } from '../testing/receive.js';
import { createAddressJudge } from './judge-address.js';
import { postMessage } from './post-message.js';
import { type ResolveName, resolveName, vetTarget } from './vet-target.js';

// The resolver is the system's own, as deliveries ask it: only where it looks for names is the test's.
const names = await leadResolver(
  ['127.0.0.1 localhost', '10.1.2.3 intern.example', '93.184.215.14 pinned.example', '::1 six.example'].join(
    '\n',
  ),
);
afterAll(() => names?.close());
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const item of open.splice(0)) await item.close();
});

const resolve: ResolveName = (hostname) => {
  if (names === null) throw new Error('no resolver can be led');
  return names.resolve(hostname);
};
const lead = (zone: Zone) => names?.lead(zone);

async function openReceiver(): Promise<Receiver> {
  const receiver = await receive((_request, response) => {
    response.end('thanks');
  });
  open.push(receiver);
  return receiver;
}

const publicAddress = '93.184.215.14';
const vet = (host: string, allowCidrs: string[] = [], ask = resolve) =>
  vetTarget(new URL(`https://${host}/hook`), createAddressJudge(allowCidrs), ask);
const blocked = { ok: false, error: 'blocked-address' };

describe.skipIf(names === null)('a name that leads elsewhere from one question to the next', () => {
  test('gets its message at the address that was looked at, and nowhere else', async () => {
    const receiver = await openReceiver();
    lead((name, type, nth) => (type === 'A' ? [record.a(name, nth === 0 ? '127.0.0.1' : '127.0.0.2')] : []));
    const post = () =>
      postMessage(
        { method: 'POST', url: `http://rebind.example:${receiver.port}/`, headers: {}, body: '{}' },
        { judge: createAddressJudge(['127.0.0.1/32']), resolve },
      );
    expect(await post()).toMatchObject({ statusCode: 200, error: null });
    // Once for each family: the socket asks for no name.
    expect(names?.asked.toSorted()).toEqual(['A rebind.example', 'AAAA rebind.example']);
    expect(receiver.received[0]?.headers.host).toBe(`rebind.example:${receiver.port}`);
    expect(await post()).toMatchObject({ statusCode: null, error: 'blocked-address' });
    expect(receiver.received).toHaveLength(1);
  });

  test('is judged anew at every attempt: public at first, then this host', async () => {
    lead((name, type, nth) =>
      type === 'A' ? [record.a(name, nth === 0 ? publicAddress : '127.0.0.1')] : [],
    );
    expect(await vet('rebind.example')).toEqual({
      ok: true,
      addresses: [{ address: publicAddress, family: 4 }],
    });
    expect(await vet('rebind.example')).toEqual(blocked);
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

describe.skipIf(names === null)('a name is refused that leads to', () => {
  test.each(refused)('%s', async (_name, answers) => {
    lead((_host, type) => answers.filter((answer) => answer.type === type || answer.type === 'CNAME'));
    expect(await vet('x.example')).toEqual(blocked);
    // Nor with a dot at its end, nor in other letters.
    expect(await vet('x.example.')).toEqual(blocked);
    expect(await vet('X.eXample')).toEqual(blocked);
  });

  test('this host by its own name, with or without a dot at its end', async () => {
    lead((name, type) => (type === 'A' ? [record.a(name, '127.0.0.1')] : []));
    for (const host of ['localhost', 'localhost.', 'LOCALHOST']) {
      expect(await vet(host), host).toMatchObject({ ok: false });
      expect(await vet(host, [], resolveName), host).toMatchObject({ ok: false });
    }
  });
});

describe.skipIf(names === null)('a name', () => {
  test('that leads to another one is followed to its address', async () => {
    lead((name, type) =>
      type === 'A' ? [record.cname(name, 'y.example'), record.a('y.example', publicAddress)] : [],
    );
    expect(await vet('x.example')).toEqual({ ok: true, addresses: [{ address: publicAddress, family: 4 }] });
  });

  test('that has addresses of both families leads to all of them', async () => {
    lead((name, type) => [
      type === 'A' ? record.a(name, publicAddress) : record.aaaa(name, '2606:4700:4700::1111'),
    ]);
    const vetted = await vet('x.example');
    expect(vetted.ok && vetted.addresses.map(({ address }) => address).toSorted()).toEqual([
      '2606:4700:4700::1111',
      publicAddress,
    ]);
  });

  test('that leads to another which leads back leads nowhere', async () => {
    lead(() => [record.cname('x.example', 'y.example'), record.cname('y.example', 'x.example')]);
    expect(await vet('x.example')).toEqual({ ok: false, error: 'dns' });
  });

  test('in a network that the operator opens is reached, and nothing beside it', async () => {
    const leadTo = (...addresses: string[]) =>
      lead((name, type) => (type === 'A' ? addresses.map((address) => record.a(name, address)) : []));
    const allowed = ['10.1.0.0/16'];
    leadTo('10.1.2.3');
    expect(await vet('x.example', allowed)).toMatchObject({ ok: true });
    leadTo('10.1.2.3', '10.2.0.1');
    expect(await vet('x.example', allowed)).toEqual(blocked);
    leadTo('10.1.2.3', '169.254.169.254');
    expect(await vet('x.example', allowed)).toEqual(blocked);
  });

  test('of the system’s own file of hosts leads to where that says, and is judged as any other', async () => {
    lead((name, type) => (type === 'A' ? [record.a(name, publicAddress)] : []));
    expect(await vet('intern.example', ['10.1.0.0/16'])).toEqual({
      ok: true,
      addresses: [{ address: '10.1.2.3', family: 4 }],
    });
    expect(await vet('intern.example')).toEqual(blocked);
    expect(await vet('six.example')).toEqual(blocked);
    expect(await vet('pinned.example')).toMatchObject({ ok: true });
    expect(names?.asked).toEqual([]);
  });

  test('of a mail server that is a number in disguise is this host all the same', async () => {
    for (const host of ['2130706433', '0x7f.1', '0177.0.0.1', '127.1', '[::ffff:127.0.0.1]']) {
      const vetted = await vetTarget(new URL(`smtp://${host}:25`), createAddressJudge([]), resolve, {
        protocols: ['smtp:'],
        publicProtocols: ['smtp:'],
        publicPorts: ['25'],
      });
      expect(vetted, host).toEqual(blocked);
    }
  });
});
