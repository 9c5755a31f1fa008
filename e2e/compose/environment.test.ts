import { expect, test } from 'vitest';
import { listVariables, readCompose, readRawCompose, sharedNetworks } from './compose-file.js';
import { everything, required } from './sample-variables.js';
import { readServiceEnv, serviceNames } from './service-env.js';

const { services } = readCompose(required);
const ownServices = Object.entries(services).filter(([, { build }]) => build !== undefined);

function environmentOf(name: string, variables: Readonly<Record<string, string>>): Record<string, string> {
  return readCompose(variables).services[name]?.environment ?? {};
}

test('an operator can give every variable that the file asks for, and no other is asked for', () => {
  expect([...listVariables().keys()].sort()).toEqual(Object.keys(everything).sort());
});

test.each(Object.keys(required))(
  '%s has no default: without it nothing starts, and it is said how to make one',
  (name) => {
    expect(() => readCompose({ ...required, [name]: '' })).toThrow(`${name}: run node docker/make-env.mjs`);
  },
);

test.each(serviceNames)('%s is given all that it requires, in values that it accepts', async (name) => {
  await expect(readServiceEnv(name, environmentOf(name, required))).resolves.toBeDefined();
});

test.each(serviceNames)('%s reads every variable that it is given', async (name) => {
  const given = environmentOf(name, everything);
  expect(Object.values(given)).not.toContain('');
  expect(Object.keys(await readServiceEnv(name, given))).toEqual(expect.arrayContaining(Object.keys(given)));
});

test('no secret stands in the file', () => {
  const fromOutside = /^\$\{\w+:(\?[^}]*|-)\}$/;
  const raw = JSON.stringify(readRawCompose());
  const secrets = [...raw.matchAll(/"\w*(?:PASSWORD|SECRET|KEY|TOKEN)":"([^"]*)"/g)].map(
    ([, value]) => value,
  );
  expect(secrets.length).toBeGreaterThanOrEqual(6);
  for (const secret of secrets) expect(secret).toMatch(fromOutside);
  const accounts = raw.replaceAll(/\$\{\w+:\?[^}]*\}/g, '(from outside)').match(/:\/\/[^@"/]*@/g);
  expect(accounts).toEqual(Array(3).fill('://turnaway:(from outside)@'));
});

test('addresses inside name services that share a network, at the port that they listen on', () => {
  const ports: Record<string, string> = {
    postgres: '5432',
    valkey: '6379',
    api: '3000',
    dashboard: '3000',
  };
  let addresses = 0;
  for (const [name, service] of ownServices) {
    for (const value of Object.values(service.environment ?? {})) {
      if (!URL.canParse(value)) continue;
      const { hostname, port } = new URL(value);
      addresses += 1;
      expect(port, `${name}: ${hostname}`).toBe(ports[hostname]);
      expect(sharedNetworks(service, services[hostname]), `${name}: ${hostname}`).not.toEqual([]);
    }
  }
  expect(addresses).toBe(7);
  for (const name of ['api', 'dashboard']) expect(services[name]?.environment?.PORT).toBe(ports[name]);
});
