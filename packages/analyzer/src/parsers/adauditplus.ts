import type { TextRecord } from '../frame/text-record.js';
import { joined, name } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * ManageEngine ADAudit Plus: its reports on sign-ins at domain controllers, as CEF or in its own syslog form of
 * `[ KEY = value ]`. What it reports are events of Windows, so the codes are those of Windows.
 * https://www.manageengine.com/products/active-directory-audit/help/general-config/alert-variables.html
 */
export const adAuditPlus: SystemParser = {
  system: 'adauditplus',
  text: {
    claims: ({ vendorEvent, line }) =>
      vendorEvent === null ? bracketed.test(line) : /^ADAudit ?Plus$/i.test(vendorEvent.product),

    read(record, context) {
      const fields = record.vendorEvent?.fields ?? bracketedFields(record);
      const report = joined(
        ' ',
        name(fields.cat ?? fields.Category),
        record.vendorEvent?.name ?? null,
        name(fields.cs1 ?? fields.REPORT_PROFILE),
      );
      const said = joined(
        '\n',
        name(fields.reason ?? fields.FAILURE_REASON ?? fields.REMARKS),
        messageIn(fields),
      );
      const isSignIn = signInEvents.has(fields.EVENT_NUMBER ?? '') || signInReport.test(report ?? '');
      if (!isSignIn || sessionEnd.test(said ?? ''))
        return skipped(name(fields.cat ?? fields.Category) ?? report);
      const failed = failure.test(
        fields.outcome ?? fields.EVENT_TYPE_TEXT ?? fields.EVENT_TYPE ?? said ?? '',
      );
      return signIn(
        {
          system: 'adauditplus',
          codeSystem: 'windows',
          record: record.line,
          time: fields.rt ?? fields.TIME_GENERATED,
          timeField: 'rt',
          code: failed ? codeOf(said ?? '') : '4624',
          outcome: failed ? 'failure' : 'success',
          reason: said?.split('\n', 1)[0],
          user: fields.suser ?? fields.USERNAME ?? fields.USER_NAME ?? fields.ACCOUNT_NAME,
          userId: fields.suid ?? fields.ACCOUNT_SID ?? fields.USER_SID,
          resource: fields.cs3 ?? fields.SOURCE,
          ip: fields.src ?? fields.cs2 ?? fields.CLIENT_IP_ADDRESS ?? fields.CLIENT_IP,
          device: fields.shost ?? fields.CLIENT_HOST_NAME,
          evidence: said,
        },
        context,
      );
    },
  },
};

const bracketed = /\bADAuditPlus\b[^[]{0,128}\[ ?[A-Za-z_]{3,32} ?= ?/;
const bracketedField = /\[ ?([A-Za-z_]{3,64}) ?= ?([^[\]]{0,2048})\]/g;

function bracketedFields({ line }: TextRecord): Readonly<Record<string, string>> {
  const fields: Record<string, string> = Object.create(null);
  for (const [, key = '', value = ''] of line.matchAll(bracketedField)) fields[key] ??= value.trim();
  return fields;
}

function messageIn(fields: Readonly<Record<string, string>>): string | null {
  return name(fields.msg ?? fields.FORMAT_MESSAGE ?? fields.MESSAGE);
}

const signInReport = /log[- ]?on/i;
const signInEvents = new Set(['4624', '4625', '4648', '4768', '4769', '4771', '4776', '4777']);
const sessionEnd = /logged off|log[- ]?off/i;
const failure = /fail|denied|^0x[1-9a-f]/i;

/** The status of Windows that a reason speaks of; `4625` for others. */
function codeOf(said: string): string {
  return reasons.find(([words]) => words.test(said))?.[1] ?? '4625';
}

const reasons: readonly (readonly [words: RegExp, code: string])[] = [
  [/bad password|wrong password|misspelled or bad password/i, '0xC000006A'],
  [/(?:bad|invalid|unknown|no such) user ?name|no such user|user (?:does not|doesn't) exist/i, '0xC0000064'],
  [/locked/i, '0xC0000234'],
  [/disabled/i, '0xC0000072'],
  [/password.{0,16}expired/i, '0xC0000071'],
  [/account.{0,16}expired/i, '0xC0000193'],
  [/must change|change password at next/i, '0xC0000224'],
  [/hours|time restriction/i, '0xC000006F'],
  [/workstation/i, '0xC0000070'],
  [/clock|skew|synchroni[sz]/i, '0xC0000133'],
  [/logon type|not been granted/i, '0xC000015B'],
];
