import { isObject, type JsonObject } from '../read-fields.js';

/** Its CSV export writes the zone behind the names of times. */
const typedKey = /^(.+)_[sdbtg](?: \[UTC\])?$/;

/** A row of a custom table of Azure Log Analytics, which flattens `outcome.result` into `outcome_result_s`. */
export function isLogAnalyticsRow(value: JsonObject): boolean {
  if ('TimeGenerated' in value || 'TimeGenerated [UTC]' in value)
    return Object.keys(value).some((key) => typedKey.test(key));
  return typeof value.eventType_s === 'string';
}

/** Columns of the table that say nothing of the record; others without a type's suffix are the record's. */
const ownColumns = new Set([
  ...['TenantId', 'SourceSystem', 'MG', 'ManagementGroupName', 'Computer', 'RawData', 'Type'],
  ...['TimeGenerated', 'TimeGenerated [UTC]', '_ResourceId', '_SubscriptionId', '_ItemId'],
]);

type Branch = { [key: string]: unknown };

/** The record as its system wrote it, as far as the flattened names tell. Empty cells count as absent. */
export function unflattenLogAnalyticsRow(row: JsonObject): JsonObject {
  const record = branch();
  for (const [key, value] of Object.entries(row)) {
    if (value === '' || value === 'null' || value === null || ownColumns.has(key)) continue;
    put(record, typedKey.exec(key)?.[1]?.split('_') ?? [key], value);
  }
  return record;
}

/** Without a prototype, so that a column named `constructor` is a column. */
function branch(): Branch {
  return Object.create(null) as Branch;
}

function put(record: Branch, path: readonly string[], value: unknown): void {
  const [part = '', ...inner] = path;
  const existing = record[part];
  if (inner.length === 0) {
    // `os_version` came before `os`: a name that is a part of others keeps its own value, and they theirs.
    if (isObject(existing))
      for (const [key, within] of Object.entries(existing)) record[`${part}_${key}`] = within;
    record[part] = value;
  } else if (existing === undefined || isObject(existing)) {
    const next = existing === undefined ? branch() : (existing as Branch);
    record[part] = next;
    put(next, inner, value);
  } else {
    record[path.join('_')] = value;
  }
}
