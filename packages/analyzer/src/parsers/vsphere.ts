import type { TextRecord } from '../frame/text-record.js';
import { lengths, name, text } from '../read-fields.js';
import { type LineRule, matchRule } from './line-rules.js';
import { type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * VMware vCenter and ESXi: events in the syslog of vpxd and hostd, the lines of the single sign-on services, and the
 * audit events of vCenter's web sign-in, which are JSON.
 * https://developer.broadcom.com/xapis/vsphere-web-services-api/latest/vim.event.UserLoginSessionEvent.html
 */
export const vsphere: SystemParser = {
  system: 'vsphere',
  json: {
    claims(record) {
      return (
        typeof record.type === 'string' &&
        record.type.startsWith('com.vmware.') &&
        'description' in record &&
        'eventSeverity' in record
      );
    },

    read(record, context) {
      const type = text(record.type, lengths.code) ?? '';
      const succeeded = type === 'com.vmware.sso.LoginSuccess';
      if (!succeeded && type !== 'com.vmware.sso.LoginFailure') return skipped(type);
      return signIn(
        {
          system: 'vsphere',
          record,
          time: record.timestamp,
          timeField: 'timestamp',
          code: type,
          outcome: succeeded ? 'success' : 'failure',
          reason: record.description,
          user: record.user === 'n/a' ? undefined : record.user,
          ip: text(record.client, lengths.name)?.split(',').at(-1)?.trim(),
        },
        context,
      );
    },
  },
  text: {
    claims(line) {
      return eventLine.test(line.line) || hostEvent.test(line.line) || isOwnProgram(line);
    },

    read(line, context) {
      const event = eventLine.exec(line.line);
      if (event !== null) return readEvent(event, line, context);
      const match = matchRule(rules, line.line);
      if (match === null) return skipped(line.program ?? 'log line');
      return signIn(
        {
          system: 'vsphere',
          record: line.line,
          time: line.syslog.time,
          timeField: 'time',
          code: match.rule.code,
          outcome: match.rule.outcome,
          reason: match.values.why ?? line.message,
          user: match.values.user,
          app: line.envelope.host,
          ip: match.values.ip,
          client: match.values.client,
        },
        context,
      );
    },
  },
};

/** `Event [575792] [1-1] [2026-03-01T08:15:30.123Z] [vim.event.UserLoginSessionEvent] [info] [ana] [] [575792] [User …]` */
const eventLine =
  /Event \[\d{1,20}\] \[\d{1,9}-\d{1,9}\] \[([^\]]{10,40})\] \[vim\.event\.(\w{1,100})\] \[\w{1,20}\] \[([^\]]{0,200})\] \[[^\]]{0,200}\] \[\d{1,20}\] \[(.{0,2000})\]/;
/** hostd on a single ESXi host: `Event 42 : User ana@192.0.2.1 logged in as VMware-client/6.5.0` */
const hostEvent = /\bEvent \d{1,20} : /;

const loginEvent = 'UserLoginSessionEvent';
const failureEvents = new Set(['BadUsernameSessionEvent', 'NoAccessUserEvent', 'UserLoginFailedEvent']);
const ssoFailure = 'com.vmware.sso.LoginFailure';

function readEvent(event: RegExpExecArray, line: TextRecord, context: Parameters<typeof signIn>[1]): Reading {
  const [, time, kind = '', person, message = ''] = event;
  const match = matchRule(rules, message);
  const succeeded = kind === loginEvent;
  const failed = failureEvents.has(kind) || (kind === 'EventEx' && match?.rule.outcome === 'failure');
  if (!succeeded && !failed) return skipped(kind);
  return signIn(
    {
      system: 'vsphere',
      record: line.line,
      time,
      timeField: 'time',
      code: kind === 'EventEx' ? (match?.rule.code ?? ssoFailure) : kind,
      outcome: succeeded ? 'success' : 'failure',
      reason: message,
      user: name(person) ?? match?.values.user,
      app: line.envelope.host,
      ip: match?.values.ip,
      client: match?.values.client,
    },
    context,
  );
}

/** Sentences of events and services. Users of a domain are `NAME@domain`, so the address follows the last `@`. */
const rules: readonly LineRule[] = [
  {
    code: loginEvent,
    outcome: 'success',
    pattern: /\bUser (?<user>\S{1,200})@(?<ip>[^@\s]{1,60}) logged in as (?<client>.{1,200}?)\]?$/,
  },
  {
    code: 'BadUsernameSessionEvent',
    outcome: 'failure',
    pattern: /\b(?<why>Cannot log ?in (?:user )?(?<user>\S{1,200})@(?<ip>[^@\s:\]]{1,60}))/,
  },
  {
    code: ssoFailure,
    outcome: 'failure',
    pattern: /\b(?<why>Failed login (?<user>\S{1,200}) from (?<ip>\S{2,60}) at )/,
  },
  {
    code: 'esx.audit.account.locked',
    outcome: 'failure',
    pattern: /\b(?<why>Remote access for ESXi local user account '(?<user>[^']{1,200})' has been locked)/,
  },
  {
    code: 'com.vmware.sso.LoginSuccess',
    outcome: 'success',
    pattern: /\bUser \{Name: (?<user>[^,}]{1,200}), Domain: [^}]{1,200}\} .{0,200}logged in successfully/,
  },
];

/** Programs that only vCenter and ESXi have. */
const ownPrograms =
  /^(?:vpxd|vpxa|hostd|vmon|vmcad|vmafdd|vmdird|updatemgr|rhttpproxy|vmkernel|vmkwarning|vobd|localcli|esxcli|esxupdate|fdm|sps|eam|applmgmt|ssoadminserver|websso|vsan|vmware|vum|envoy-access|hostd-probe|netcpa|nsxa|dcui|esxshell|iofiltervpd|sfcb|vsphere)/;

function isOwnProgram({ program }: TextRecord): boolean {
  return program !== null && ownPrograms.test(program);
}
