import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  readCompose,
  readRawCompose,
  readRepositoryFile,
  repositoryRoot,
  type Service,
  sharedNetworks,
} from './compose-file.js';
import { commandScript, lastOf, readStages } from './dockerfile.js';
import { everything, required } from './sample-variables.js';

const { services, networks, volumes } = readCompose(required);
const stages = readStages();
const serviceNames = Object.keys(services);
const ownServices = Object.entries(services).filter(([, { build }]) => build !== undefined);
const engines = ['postgres', 'valkey'];

describe('what is started', () => {
  test('the whole product: engines, migration, API, workers, dashboard', () => {
    expect(serviceNames.sort()).toEqual(['api', 'dashboard', 'migrate', 'postgres', 'valkey', 'worker']);
  });

  test.each(ownServices)(
    '%s is built from a stage that exists, and runs a script that the build makes',
    (_, service) => {
      const { context, dockerfile, target = '' } = service.build ?? {};
      expect({ context, dockerfile }).toEqual({ context: '.', dockerfile: 'docker/Dockerfile' });
      expect([...stages.keys()]).toContain(target);
      const script = commandScript(stages, target) ?? '';
      if (target === 'dashboard') {
        // Next's own server, which its configuration asks for.
        expect(script).toBe('apps/dashboard/server.js');
        expect(readRepositoryFile('apps/dashboard/next.config.ts')).toMatch(/output: 'standalone'/);
        return;
      }
      const [, folder = '', path = ''] = /^((?:apps|packages)\/\w+)\/dist\/(.+)\.js$/.exec(script) ?? [];
      expect(readRepositoryFile(`${folder}/tsconfig.json`)).toMatch(/"rootDir": "src",\s*"outDir": "dist"/);
      expect(existsSync(`${repositoryRoot}${folder}/src/${path}.ts`), script).toBe(true);
    },
  );

  test('workers can be as many as needed, by the environment or by --scale', () => {
    expect(services.worker?.deploy?.replicas).toBe(1);
    expect(readCompose(everything).services.worker?.deploy?.replicas).toBe(3);
    expect(services.worker?.ports).toBeUndefined();
    expect(readRawCompose()).not.toHaveProperty(['services', 'worker', 'container_name']);
  });

  test.each(Object.entries(services))('%s waits only for what can tell that it is ready', (_, service) => {
    for (const [name, { condition }] of Object.entries(service.depends_on)) {
      const awaited = services[name];
      if (condition === 'service_healthy') expect(awaited?.healthcheck, name).toBeDefined();
      else expect(awaited?.restart, name).toBe('no');
    }
  });

  test('nothing that needs the tables starts before they are migrated', () => {
    for (const name of ['api', 'worker']) {
      expect(services[name]?.depends_on.migrate?.condition).toBe('service_completed_successfully');
    }
  });

  test.each(Object.entries(services))('%s uses only networks and volumes that are declared', (_, service) => {
    expect(Object.keys(networks)).toEqual(expect.arrayContaining(service.networks));
    expect(Object.keys(volumes)).toEqual(
      expect.arrayContaining(service.volumes.map((volume) => volume.split(':')[0])),
    );
  });

  test('what an engine stores outlives its container', () => {
    // From PostgreSQL 18 on, the image keeps a folder for each major version below this one.
    expect(services.postgres?.volumes).toEqual(['postgres-data:/var/lib/postgresql']);
    expect(services.valkey?.volumes).toEqual(['valkey-data:/data']);
  });

  test('the queue refuses new jobs before it drops old ones', () => {
    expect(services.valkey?.command?.join(' ')).toContain('--maxmemory-policy noeviction');
  });
});

describe('isolation', () => {
  test('the API alone can be reached from outside, at one port', () => {
    expect(services.api?.ports).toEqual(['3000:3000']);
    expect(readCompose(everything).services.api?.ports).toEqual(['8080:3000']);
    for (const name of serviceNames) if (name !== 'api') expect(services[name]?.ports, name).toBeUndefined();
  });

  test('only the API and the workers are on a network that leads outside', () => {
    const leadsOutside = ({ networks: own }: Service) =>
      own.some((network) => networks[network]?.internal === false);
    const outside = Object.entries(services).filter(([, service]) => leadsOutside(service));
    expect(outside.map(([name]) => name).sort()).toEqual(['api', 'worker']);
  });

  test.each(engines)('the dashboard cannot reach %s', (engine) => {
    const dashboard = services.dashboard;
    if (dashboard === undefined) throw new Error('no dashboard');
    expect(sharedNetworks(dashboard, services[engine])).toEqual([]);
  });

  test.each(Object.entries(services))('%s runs as an ordinary account', (_, service) => {
    const user = service.user ?? lastOf(stages, service.build?.target ?? '', 'USER');
    expect(user).toMatch(/^(node|postgres|valkey)$/);
  });

  test.each(Object.entries(services))(
    '%s cannot change its image, gain rights or take the whole machine',
    (_, service) => {
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
      expect(service.logging.options).toHaveProperty('max-size');
    },
  );

  test.each(Object.entries(services))('%s comes from an image of a known version', (name, { image }) => {
    if (!engines.includes(name)) expect(image).toBeUndefined();
    else expect(image).toMatch(/^[a-z/]+:\d+(\.\d+)?$/);
  });
});

const composeCommand = [['docker', 'compose'], ['docker-compose']].find(
  ([program = '', ...words]) => spawnSync(program, [...words, 'version']).status === 0,
);

// Where there is no Compose to ask, the tests above are what is known of the file.
if (composeCommand !== undefined) {
  test('Compose itself accepts the file', () => {
    const [program = '', ...words] = composeCommand ?? [];
    const { status, stderr } = spawnSync(program, [...words, '-f', 'docker-compose.yml', 'config', '-q'], {
      cwd: repositoryRoot,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...required },
    });
    expect(status, stderr).toBe(0);
  });
}
