import type { SetupState } from '@turnaway/db/workspaces/get-setup-state';
import type { StartEnv } from './env.js';
import { randomText } from './install-secrets.js';

/** What the API makes at its start, if it is not there: the owner, a feed's key, an API token. */
export interface FirstCredentials {
  adminEmail: string | null;
  adminPassword: string | null;
  ingestKey: string | null;
  apiToken: string | null;
}

/** What was given by environment, and made up now for what the install lacks. */
export function chooseCredentials(
  env: StartEnv,
  setup: SetupState,
): { all: FirstCredentials; shown: FirstCredentials } {
  const made: FirstCredentials = {
    adminEmail: null,
    adminPassword: setup.hasOwner || env.TURNAWAY_ADMIN_PASSWORD !== undefined ? null : randomText(12),
    ingestKey: setup.hasIngestKey || env.TURNAWAY_INGEST_KEY !== undefined ? null : `tk_${randomText(24)}`,
    apiToken: setup.hasApiToken || env.TURNAWAY_API_TOKEN !== undefined ? null : `ta_${randomText(24)}`,
  };
  const adminEmail = env.TURNAWAY_ADMIN_EMAIL ?? 'owner@turnaway.local';
  return {
    all: {
      adminEmail,
      adminPassword: env.TURNAWAY_ADMIN_PASSWORD ?? made.adminPassword,
      ingestKey: env.TURNAWAY_INGEST_KEY ?? made.ingestKey,
      apiToken: env.TURNAWAY_API_TOKEN ?? made.apiToken,
    },
    shown: { ...made, adminEmail: made.adminPassword === null ? null : adminEmail },
  };
}

/** The lines shown when all is up: addresses always, secrets only at the start that made them. */
export function welcome(options: {
  publicUrl: string;
  shown: FirstCredentials;
  ingestKey: string | null;
  dataDir: string | null;
  exampleFile: string;
  elapsedMs: number;
}): string {
  const { shown, publicUrl } = options;
  const lines = [
    '',
    `  Turnaway is ready at ${publicUrl}  (${(options.elapsedMs / 1_000).toFixed(1)} s)`,
    '',
  ];
  if (shown.adminPassword !== null) {
    lines.push(`  Sign in as   ${shown.adminEmail}`, `  Password     ${shown.adminPassword}`);
  }
  if (shown.ingestKey !== null) lines.push(`  Ingest key   ${shown.ingestKey}`);
  if (shown.apiToken !== null) lines.push(`  API token    ${shown.apiToken}`);
  if (shown.adminPassword ?? shown.ingestKey ?? shown.apiToken) {
    lines.push('  These are shown this once. Keep them.', '');
  }
  lines.push(
    '  Send it 1,000 example sign-ins:',
    '',
    `  curl -X POST ${publicUrl}/ingest -H "Authorization: Bearer ${options.ingestKey ?? '<your ingest key>'}" --data-binary @${options.exampleFile}`,
    '',
  );
  if (options.dataDir !== null) lines.push(`  Data is in ${options.dataDir}. Ctrl-C stops everything.`, '');
  return lines.join('\n');
}
