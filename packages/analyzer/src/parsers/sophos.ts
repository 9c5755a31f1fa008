import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { TextRecord } from '../frame/text-record.js';
import { lengths, name, text } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** Sophos Firewall: `device="SFW" … log_id=… log_type="Event" log_component="…"`. */
const firewallLine = /\blog_id="?\d{8,16}"? .{0,40}\blog_type="/;
/** Sophos UTM: `2026:03:02-10:00:00 utm aua[12]: id="3005" severity="warn" sys="System" sub="auth" …`. */
const utmLine = /\bid="(?<id>\d{4})" severity="[a-z]{1,16}" sys="[^"]{1,32}" sub="(?<sub>[^"]{1,32})"/;
const utmTime = /\b(\d{4}):(\d\d):(\d\d)-(\d\d:\d\d:\d\d)\b/;

/**
 * Sophos Firewall (SFOS, XG) and Sophos UTM: authentication events of the firewall, its VPN, portals, and consoles, as
 * `key="value"` lines. https://docs.sophos.com/nsg/sophos-firewall/20.0/PDF/SF%20syslog%20guide%2020.0.pdf
 */
export const sophos: SystemParser = {
  system: 'sophos',
  text: {
    claims: ({ line }) => firewallLine.test(line) || utmLine.test(line),
    read(line, context) {
      return firewallLine.test(line.line) ? readFirewall(line, context) : readUtm(line, context);
    },
  },
};

function readFirewall(line: TextRecord, context: ReadContext): Reading {
  const log = line.pairs;
  const message = text(log.message, lengths.reason) ?? '';
  const outcome = outcomeOf(log, message);
  if (outcome === null) return skipped([log.log_type, log.log_component].filter(Boolean).join(' '));
  const zone = zones[log.timezone ?? ''] ?? log.timezone ?? '';
  return signIn(
    {
      system: 'sophos',
      record: line.line,
      time: log.timestamp ?? `${log.date ?? ''} ${log.time ?? ''} ${zone}`.trim(),
      timeField: 'timestamp',
      // The last five digits are the number of the message.
      code: log.log_id?.slice(-5) ?? '',
      outcome,
      reason: name(log.reason) ?? message,
      user: log.user_name || log.user,
      app: log.log_component,
      resource: log.device_name,
      ip: log.src_ip,
      country: log.src_country ?? log.src_country_code,
      client: given(log.auth_client),
      evidence: message,
    },
    context,
  );
}

/** Abbreviations that mean other zones elsewhere. */
const zones: Readonly<Record<string, string>> = { IST: '+0530' };

function given(value: string | undefined): string | null {
  return value === undefined || value === 'N/A' ? null : value;
}

const endWords = /logged (?:out|off)|log(?:out|off)\b|disconnected/i;
const consoleWords = /\blog(?:ged)?[ -]?in\b|\blogin\b/i;

function outcomeOf(log: Readonly<Record<string, string>>, message: string): Outcome | null {
  if (log.log_type !== 'Event' || endWords.test(message)) return null;
  const isAuthentication = log.log_subtype === 'Authentication';
  const isConsole =
    log.log_subtype === 'Admin' &&
    consoleWords.test(message) &&
    !/changed|updated|added|deleted/i.test(message);
  if (!isAuthentication && !isConsole) return null;
  if (/^(?:fail|den|reject)/i.test(log.status ?? '')) return 'failure';
  return /^(?:succe|allow)/i.test(log.status ?? '') ? 'success' : null;
}

const utmOutcomes: Readonly<Record<string, Outcome>> = {
  '3004': 'success',
  '3005': 'failure',
  '3006': 'failure',
};

function readUtm(line: TextRecord, context: ReadContext): Reading {
  const log = line.pairs;
  const head = utmLine.exec(line.line)?.groups;
  const id = head?.id ?? '';
  const outcome = /authentication/i.test(log.name ?? '') ? utmOutcomes[id] : undefined;
  if (head?.sub !== 'auth' || outcome === undefined) return skipped(`utm ${head?.sub ?? ''} ${id}`);
  const clock = utmTime.exec(line.line);
  return signIn(
    {
      system: 'sophos',
      record: line.line,
      time: clock === null ? undefined : `${clock[1]}-${clock[2]}-${clock[3]} ${clock[4]}`,
      timeField: 'the line',
      code: id,
      outcome,
      reason: given(log.reason) ?? log.name,
      user: log.user,
      app: log.caller,
      ip: log.srcip,
      client: log.engine,
    },
    context,
  );
}
