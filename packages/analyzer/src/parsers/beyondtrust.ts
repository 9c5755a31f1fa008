import type { TextRecord } from '../frame/text-record.js';
import { isObject, name } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * BeyondTrust Remote Support and Privileged Remote Access: the appliance's syslog (`site=…;when=…;who=…;event=login;…`)
 * and the events of sessions, which are skipped.
 * https://www.beyondtrust.com/docs/
 */
export const beyondtrust: SystemParser = {
  system: 'beyondtrust',
  json: {
    claims(record) {
      return typeof record.event_type === 'string' && isObject(record.performed_by) && 'session_id' in record;
    },

    read(record) {
      return skipped(name(record.event_type));
    },
  },
  text: {
    claims({ message }) {
      return message.includes('who_ip=') && message.includes('event=') && message.includes('when=');
    },

    read(line, context) {
      const fields = fieldsIn(line);
      const kind = fields.event ?? '';
      if (kind !== 'login' && kind !== 'login_attempt') return skipped(kind);
      const succeeded = fields.status === 'success';
      const person = personForm.exec(fields.who ?? '');
      return signIn(
        {
          system: 'beyondtrust',
          record: line.line,
          time: fields.when,
          timeField: 'when',
          code: succeeded ? 'login success' : 'login failure',
          outcome: succeeded ? 'success' : 'failure',
          reason: fields.reason ?? fields.status,
          user: person?.[1] ?? fields.who,
          app: fields.site,
          ip: fields.who_ip,
          client: fields.target,
        },
        context,
      );
    },
  },
};

/** `Ana Lima (ana)`, `Ana Lima (ana) using ldap`. */
const personForm = /\(([^()]{1,200})\)/;
const fieldsMax = 100;

/** Fields are parted by semicolons, and their values have blanks; `\;` is a semicolon of the text. */
function fieldsIn({ message }: TextRecord): Readonly<Record<string, string>> {
  const fields: Record<string, string> = Object.create(null);
  for (const part of message.split(/(?<!\\);/, fieldsMax)) {
    const equals = part.indexOf('=');
    const key = part.slice(0, equals).replace(/^.*[:\s]/, '');
    if (equals > 0) fields[key] ??= part.slice(equals + 1).trim();
  }
  return fields;
}
