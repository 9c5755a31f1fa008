import { readdirSync, readFileSync } from 'node:fs';
import type { Check, CheckedCatalog, DataFile } from './checks/finding.js';
import { readFiles } from './checks/read-files.js';
import { checkedCatalog } from './checks/run-checks.js';
import type { CatalogData, CodeData, ReasonData, SystemData } from './data-schema.js';

const dataDir = new URL('../data/', import.meta.url);

/** The files of `data/` as they are now: what the checks in `checks/` look at. */
export function readDataFiles(): DataFile[] {
  return (['reasons', 'systems'] as const).flatMap((folder) =>
    readdirSync(new URL(folder, dataDir))
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => ({
        folder,
        name: file.slice(0, -'.yaml'.length),
        text: readFileSync(new URL(`${folder}/${file}`, dataDir), 'utf8'),
      })),
  );
}

/** The data of those files that follow their schema. */
export function readCatalogData(): CatalogData {
  return readFiles(readDataFiles()).data;
}

const sampleReason: ReasonData = {
  title: 'The password is wrong',
  summary: 'The password that was typed is not the one that the account has.',
  outcome: 'failure',
  cause: 'user-credential',
  hints: { 'end-user': ['Type the password again.'] },
};

const sampleSource = {
  title: 'Error codes',
  url: 'https://docs.sample.example/codes',
  verified: '2026-01-02',
};

type Sample = Partial<Omit<SystemData, 'codes'>> & {
  codes?: (Partial<CodeData> & { code: string })[];
  reasons?: Record<string, Partial<ReasonData>>;
  files?: DataFile[];
};

/** A catalog with one system, in which nothing is wrong but what a test puts there. */
export function sampleCatalog({
  codes = [{ code: '1' }],
  reasons = {},
  files = [],
  ...head
}: Sample): CheckedCatalog {
  const data: CatalogData = {
    reasons: {
      'wrong-password': sampleReason,
      ...Object.fromEntries(Object.entries(reasons).map(([id, own]) => [id, { ...sampleReason, ...own }])),
    },
    systems: [
      {
        system: 'sample',
        name: 'Sample',
        kinds: [],
        source: 'identity-provider',
        confidence: 'doc',
        from: ['codes'],
        domains: ['sample.example'],
        sources: { codes: sampleSource },
        ...head,
        codes: codes.map((code) => ({ reason: 'wrong-password', ...code })),
      },
    ],
  };
  return checkedCatalog(files, data);
}

/** Where a check finds something wrong, and what. */
export function problemsOf(check: Check, sample: Sample): string[] {
  return check(sampleCatalog(sample)).map(({ at, problem }) => `${at}: ${problem}`);
}
