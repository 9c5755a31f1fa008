import { type CatalogData, type CodeData, reasonIdsOf, type SystemData } from '../data-schema.js';
import { createExplainer } from '../explain/create-explainer.js';
import { openData } from '../open-catalog.js';
import { resolveEntries } from '../resolve-entries.js';
import { allChecks } from './all-checks.js';
import type { Check, CheckedCatalog, DataFile, Finding } from './finding.js';
import { readFiles } from './read-files.js';

/** Everything that is wrong with the files: those that can't be read, then what the checks find in the others. */
export function runChecks(
  files: readonly DataFile[],
  further: readonly Check[] = [],
): { findings: Finding[]; data: CatalogData } {
  const { data, findings } = readFiles(files);
  const catalog = checkedCatalog(files, data);
  return { data, findings: [...findings, ...[...allChecks, ...further].flatMap((check) => check(catalog))] };
}

/** The data with all that can be made of them. */
export function checkedCatalog(files: readonly DataFile[], data: CatalogData): CheckedCatalog {
  const systems = data.systems.map((system) => ({
    ...system,
    codes: system.codes.filter((code) => isWhole(data, system, code)),
  }));
  const whole = { ...data, systems };
  return { files, data, whole, entries: resolveEntries(whole), explain: createExplainer(openData(whole)) };
}

/** A code with a reason or source that is not there can't be completed; another check tells of it. */
function isWhole(data: CatalogData, system: SystemData, code: CodeData): boolean {
  return (
    reasonIdsOf(code).every((id) => id in data.reasons) &&
    (code.from ?? system.from).every((key) => key in system.sources)
  );
}
