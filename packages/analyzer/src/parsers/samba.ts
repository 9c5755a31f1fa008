import { lookup } from '@turnaway/catalog';
import { lengths, name, objectIn, text } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Samba's audit of authentications, as JSON and as sentences. The status is that of Windows.
 * https://wiki.samba.org/index.php/Setting_up_Audit_Logging
 */
export const samba: SystemParser = {
  system: 'samba',
  json: {
    claims(record) {
      const { type, timestamp } = record;
      return typeof type === 'string' && typeof timestamp === 'string' && 'version' in objectIn(record[type]);
    },

    read(record, context) {
      const type = text(record.type, lengths.code) ?? '';
      if (type !== 'Authentication') return skipped(type);
      const said = objectIn(record.Authentication);
      const found = {
        status: text(said.status, lengths.code) ?? '',
        time: record.timestamp,
        user: name(said.mappedAccount) ?? said.clientAccount,
        service: said.serviceDescription,
        remote: name(said.remoteAddress),
        workstation: name(said.workstation)?.replace(/^\\{1,2}/, ''),
        passwordType: said.passwordType,
      };
      return readAttempt(found, record, context);
    },
  },
  text: {
    claims: ({ line }) => sentence.test(line),

    read(line, context) {
      const { status = '', ...found } = sentence.exec(line.line)?.groups ?? {};
      return readAttempt({ status, ...found }, line.line, context);
    },
  },
};

/** `Auth: [SMB2,(null)] user [EXAMPLE]\[ana] at [Sun, 01 Mar 2026 …] with [NTLMv2] status [NT_STATUS_OK] …` */
const sentence =
  /\bAuth: \[(?<service>[^\],]{1,64})[^\]]{0,128}\] user \[[^\]]{0,128}\]\\\[(?<user>[^\]]{0,256})\] at \[(?<time>[^\]]{10,64})\] with \[(?<passwordType>[^\]]{0,64})\] status \[(?<status>NT_STATUS_[A-Z_]{2,64})\] workstation \[\\{0,2}(?<workstation>[^\]]{0,128})\] remote host \[(?<remote>[^\]]{0,64})\]/;

interface Attempt {
  status: string;
  time?: unknown;
  user?: unknown;
  service?: unknown;
  remote?: string | null | undefined;
  workstation?: unknown;
  passwordType?: unknown;
}

function readAttempt(attempt: Attempt, record: unknown, context: ReadContext): Reading {
  const succeeded = attempt.status === 'NT_STATUS_OK';
  const entry = lookup({ system: 'windows', code: attempt.status, variant: null });
  return signIn(
    {
      system: 'samba',
      record,
      time: name(attempt.time)?.replace(/(\.\d{3})\d{1,6}/, '$1'),
      timeField: 'timestamp',
      code: succeeded ? '4624' : (entry?.code ?? attempt.status),
      codeSystem: 'windows',
      outcome: succeeded ? 'success' : 'failure',
      reason: attempt.status,
      user: attempt.user,
      app: attempt.service,
      // `ipv4:192.0.2.1:50123`
      ip: attempt.remote?.replace(/^ipv[46]:/, '').replace(/:\d{1,5}$/, ''),
      client: attempt.passwordType,
      device: attempt.workstation,
    },
    context,
  );
}
