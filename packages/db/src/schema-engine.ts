import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const prismaFilters = { externalTables: ['public.event_ids', 'public.sign_ins'], externalEnums: [] };
const migrationLock = 'provider = "postgresql"\n';

/** The engine wants a schema to learn the provider from; what the tables are, the migrations say. */
const minimalSchema = 'datasource db {\n  provider = "postgresql"\n}\n';

/** One migration: the name of its folder and its SQL. */
export interface Migration {
  name: string;
  sql: string;
}

/**
 * Gives a script to PostgreSQL as a whole, which runs it as one transaction. The adapter's own way cuts it at every
 * semicolon, those in comments and in the bodies of functions too.
 */
class WholeScripts extends PrismaPg {
  constructor(private readonly pool: pg.Pool) {
    super(pool);
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await this.pool.query(script);
    };
    return adapter;
  }
}

interface SchemaEngine {
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>;
  diff(input: unknown): Promise<{ stdout: string | null }>;
  free(): void;
}

/**
 * Works with Prisma's own schema engine, as WebAssembly, on a PostgreSQL address. It writes `_prisma_migrations`
 * as Prisma's command line does, and needs no downloaded binary.
 */
async function withSchemaEngine<Result>(
  databaseUrl: string,
  work: (engine: SchemaEngine) => Promise<Result>,
): Promise<Result> {
  // The engine does not close what it opens, and a connection left open would keep the process alive.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  try {
    const engine = await openSchemaEngine(pool);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await pool.end();
  }
}

async function openSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
  const bindingsPath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = await readFile(bindingsPath.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, {
    './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports.__wbindgen_start;
  if (typeof start === 'function') start();
  const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScripts(pool));
  return bindings.SchemaEngine.new(
    { datamodels: [['schema.prisma', minimalSchema]] },
    () => undefined,
    adapter,
  ) as Promise<SchemaEngine>;
}

function migrationsList(migrations: readonly Migration[]) {
  return {
    baseDir: '',
    lockfile: { path: 'migration_lock.toml', content: migrationLock },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

/**
 * Applies the migrations that a database does not have yet, in the order of their names.
 * Returns the names of those applied. Throws when one fails, or when an applied one was changed since.
 */
export async function applyMigrationScripts(
  databaseUrl: string,
  migrations: readonly Migration[],
): Promise<string[]> {
  return withSchemaEngine(databaseUrl, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrationsList(migrations),
      filters: prismaFilters,
    });
    return appliedMigrationNames;
  });
}

/**
 * The SQL that leads from one Prisma schema (`null`: an empty database) to another; empty if they agree.
 * The engine needs a database to talk to, and leaves it as it is.
 */
export async function diffSchemas(
  databaseUrl: string,
  before: string | null,
  after: string,
): Promise<string> {
  const target = (content: string) => ({
    tag: 'schemaDatamodel',
    files: [{ path: 'schema.prisma', content }],
  });
  return withSchemaEngine(databaseUrl, async (engine) => {
    const { stdout } = await engine.diff({
      from: before === null ? { tag: 'empty' } : target(before),
      to: target(after),
      script: true,
      shadowDatabaseUrl: null,
      exitCode: null,
      filters: prismaFilters,
    });
    return stdout ?? '';
  });
}
