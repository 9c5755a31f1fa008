import { parse, YAMLParseError } from 'yaml';
import { type CatalogData, reasonDataSchema, systemDataSchema } from '../data-schema.js';
import type { DataFile, Finding } from './finding.js';

/** What could be read of the files, and what is wrong with the others. */
export interface ReadFiles {
  data: CatalogData;
  findings: Finding[];
}

/**
 * Reads the files of `data/` one by one, each against its schema. A broken file is told of by file, code and
 * field, and left out, so that it hides nothing about the others.
 */
export function readFiles(files: readonly DataFile[]): ReadFiles {
  const data: CatalogData = { reasons: {}, systems: [] };
  const findings: Finding[] = [];
  for (const file of files) {
    const raw = parseText(file, findings);
    if (raw === undefined) continue;
    const isSystem = file.folder === 'systems';
    const checked = (isSystem ? systemDataSchema : reasonDataSchema).safeParse(raw);
    if (!checked.success) {
      findings.push(...checked.error.issues.map((issue) => nameIssue(file, raw, issue.path, issue.message)));
    } else if ('system' in checked.data) {
      if (checked.data.system === file.name) data.systems.push(checked.data);
      else findings.push(findingOf(file, 'head', `system: "${checked.data.system}" is not the file's name`));
    } else data.reasons[file.name] = checked.data;
  }
  return { data, findings };
}

function parseText(file: DataFile, findings: Finding[]): unknown {
  try {
    return parse(file.text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    findings.push(findingOf(file, 'form', error.message.split('\n')[0] ?? error.message));
    return undefined;
  }
}

function nameIssue(file: DataFile, raw: unknown, path: readonly PropertyKey[], message: string): Finding {
  const [part, index, ...rest] = path;
  const isCode = file.folder === 'systems' && part === 'codes' && typeof index === 'number';
  const at = isCode ? codeAt(raw, index) : 'head';
  const field = (isCode ? rest : path).map(String).join('.');
  return findingOf(file, at, field === '' ? message : `${field}: ${message}`);
}

function codeAt(raw: unknown, index: number): string {
  if (typeof raw !== 'object' || raw === null || !('codes' in raw) || !Array.isArray(raw.codes))
    return 'codes';
  const code: unknown = raw.codes[index]?.code;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : `codes[${index}]`;
}

function findingOf({ folder, name }: DataFile, at: string, problem: string): Finding {
  return folder === 'systems'
    ? { system: name, at, problem }
    : { system: null, at: `reasons/${name}`, problem };
}
