import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url));
export const readRepositoryFile = (path: string): string => readFileSync(repositoryRoot + path, 'utf8');

const duration = z.string().regex(/^\d+(ms|s|m|h)$/);
const size = z.string().regex(/^\d+[kmg]$/);
const names = z.array(z.string().regex(/^[a-z][a-z0-9-]*$/));

/** The part of the Compose specification that the file uses; strict, so that a misspelled key is found. */
const serviceSchema = z.strictObject({
  image: z.string().optional(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string(), target: z.string() }).optional(),
  user: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z
    .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.union([z.string(), z.number()]).transform(String))
    .optional(),
  depends_on: z
    .record(
      z.string(),
      z.strictObject({ condition: z.enum(['service_healthy', 'service_completed_successfully']) }),
    )
    .default({}),
  ports: z.array(z.string().regex(/^\d+:\d+$/)).optional(),
  volumes: z.array(z.string().regex(/^[a-z][a-z0-9-]*:\/[\w./-]+$/)).default([]),
  networks: names.min(1),
  tmpfs: z.array(z.string().regex(/^\/[\w./-]+:size=\d+m,mode=1777$/)),
  healthcheck: z
    .strictObject({
      test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
      interval: duration,
      timeout: duration,
      retries: z.int().min(1),
      start_period: duration,
    })
    .optional(),
  deploy: z.strictObject({ replicas: z.coerce.number().int().min(1) }).optional(),
  restart: z.enum(['no', 'unless-stopped']),
  init: z.boolean().optional(),
  read_only: z.boolean(),
  cap_drop: z.array(z.string()),
  security_opt: z.array(z.string()),
  pids_limit: z.int().min(1),
  mem_limit: size,
  shm_size: size.optional(),
  stop_grace_period: duration.optional(),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
});
export type Service = z.output<typeof serviceSchema>;

const composeSchema = z.strictObject({
  services: z.record(z.string(), serviceSchema),
  networks: z.record(z.string(), z.strictObject({ internal: z.boolean().default(false) })),
  volumes: z.record(z.string(), z.strictObject({})),
});
export type ComposeFile = z.output<typeof composeSchema>;

/** The networks on which two services meet. */
export function sharedNetworks(one: Service, other: Service | undefined): string[] {
  return one.networks.filter((network) => other?.networks.includes(network));
}

/** The file as it is written: merged, with its variables still in it. */
export function readRawCompose(): Record<string, unknown> {
  const parsed: unknown = parse(readRepositoryFile('docker-compose.yml'), { merge: true });
  const entries = Object.entries(z.record(z.string(), z.unknown()).parse(parsed));
  return Object.fromEntries(entries.filter(([key]) => !key.startsWith('x-')));
}

/**
 * The file as Compose reads it with these variables. Throws when one that is required is missing, with the file's own
 * words, and when the file is not what the specification allows.
 */
export function readCompose(variables: Readonly<Record<string, string>>): ComposeFile {
  return composeSchema.parse(interpolateAll(readRawCompose(), variables));
}

function interpolateAll(value: unknown, variables: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return interpolate(value, variables);
  if (Array.isArray(value)) return value.map((item) => interpolateAll(item, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, interpolateAll(item, variables)]),
  );
}

/** Compose's own rules, as far as the file uses them: `$$`, `${NAME:-default}`, `${NAME:?what to do}`. */
function interpolate(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$(?:\$|\{(\w+):([-?])([^}]*)\}|)/g, (found, name, kind, words) => {
    if (found === '$$') return '$';
    if (name === undefined) throw new Error(`a lone $ in: ${text}`);
    const given = variables[String(name)] ?? '';
    if (given !== '') return given;
    if (kind === '?') throw new Error(`${name}: ${words}`);
    return String(words);
  });
}

/** Every variable that the file asks for, and the text that stands in where it is not given. */
export function listVariables(): Map<string, { isRequired: boolean; words: string }> {
  const found = JSON.stringify(readRawCompose()).matchAll(/\$\{(\w+):([-?])([^}]*)\}/g);
  return new Map(
    [...found].map(([, name = '', kind, words = '']) => [name, { isRequired: kind === '?', words }] as const),
  );
}
