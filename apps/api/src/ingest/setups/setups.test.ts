import { keyPlaceholder, type SenderSetup } from '@turnaway/contracts';
import { expect, test } from 'vitest';
import { cloudSetups } from './clouds.js';
import { identityProviderSetups } from './identity-providers.js';
import { installAddressOf } from './install-address.js';
import { shipperSetups } from './shippers.js';

function setupsFor(publicUrl: string): SenderSetup[] {
  const address = installAddressOf(publicUrl);
  return [...shipperSetups(address), ...cloudSetups(address), ...identityProviderSetups(address)];
}
const setups = setupsFor('https://turnaway.example.com');
const textsOf = ({ texts }: SenderSetup) => texts.map(({ text }) => text).join('\n');
const textOf = (id: string, label: string) =>
  setups.find((setup) => setup.id === id)?.texts.find((text) => text.label === label)?.text ?? '';

test('each sender is told once, with this address and a place for the key', () => {
  expect(new Set(setups.map(({ id }) => id)).size).toBe(setups.length);
  for (const setup of setups) {
    expect(setup.steps.length, setup.id).toBeGreaterThan(0);
    expect(textsOf(setup), setup.id).toContain(keyPlaceholder);
    expect(textsOf(setup), setup.id).toContain('turnaway.example.com');
  }
});

test('an install on another port, without TLS, is written out where a sender wants it in parts', () => {
  const plain = setupsFor('http://10.0.0.7:3000/').map(textsOf).join('\n');
  expect(plain).not.toContain('https://10.0.0.7');
  expect(plain).toMatch(/host: 10\.0\.0\.7\n\s+port: 3000\n\s+tls: off/);
  expect(plain).toContain('serverport="3000"\n    usehttps="off"');
  expect(plain).toContain('http://10.0.0.7:3000/es');
  expect(installAddressOf('https://turnaway.example.com').port).toBe(443);
});

test('what is JSON in a configuration is valid JSON', () => {
  expect(JSON.parse(textOf('firehose', 'turnaway-stream.json'))).toMatchObject({
    HttpEndpointDestinationConfiguration: {
      EndpointConfiguration: { Url: 'https://turnaway.example.com/ingest', AccessKey: keyPlaceholder },
    },
  });
  const realm = JSON.parse(textOf('keycloak', 'As JSON, for the admin API')) as {
    attributes: Record<string, string>;
  };
  expect(JSON.parse(realm.attributes['_providerConfig.ext-event-http.0'] ?? '')).toMatchObject({
    targetUri: `https://turnaway.example.com/ingest/${keyPlaceholder}`,
  });
  const bodies = [textOf('logpush', 'curl'), textOf('zitadel', 'The target')].map(
    (text) => /--data '(.*)'$/s.exec(text)?.[1],
  );
  for (const body of bodies) expect(() => JSON.parse(body ?? '')).not.toThrow();
  const { destination_conf: destination } = JSON.parse(bodies[0] ?? '') as { destination_conf: string };
  expect(new URL(destination).searchParams.get('header_Authorization')).toBe(`Bearer ${keyPlaceholder}`);
});

test('no text of a shell breaks out of its quotes when a key is put in', () => {
  const key = 'twi_Ab-9_xyz';
  for (const setup of setups) {
    const text = textsOf(setup).replaceAll(keyPlaceholder, key);
    expect(text, setup.id).toContain(key);
    expect(text, setup.id).not.toContain(keyPlaceholder);
  }
});
