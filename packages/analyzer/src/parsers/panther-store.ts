import type { JsonObject } from '../read-fields.js';

/**
 * Panther's store keeps each record with the log type that it was read as, `GitHub.Audit` or `Slack.AccessLogs`, so
 * that a system's other records are known too. https://docs.panther.com/data-onboarding/supported-logs
 */
export function isPantherLog(record: JsonObject, family: string): boolean {
  return typeof record.p_log_type === 'string' && record.p_log_type.startsWith(`${family}.`);
}
