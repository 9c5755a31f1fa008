import { lookup } from '@turnaway/catalog';
import type { TextRecord } from '../frame/text-record.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/** `conn=1008 op=0 RESULT tag=97 err=49 text=`: 97 is the answer to a bind. */
const operation =
  /\bconn=(?<conn>\d{1,12}) (?:op=(?<op>-?\d{1,9})|fd=\d{1,9}|slot=\d{1,9}) (?<what>.{1,4000})/;
const bindResult = /^RESULT (?:tag=97 err=(?<err>\d{1,4})|err=(?<err2>\d{1,4}) tag=97)\b(?<rest>.{0,2000})/;
const program = /^(?:slapd|ns-slapd|dirsrv)$/;
const slapdLine = /^\[?\d{2}-\d\d-\d{4} \d\d:\d\d:\d\d\]? slapd /;
const ownTime =
  /^\[(\d\d-\d\d-\d{4} \d\d:\d\d:\d\d)\]|^\[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d)(?:\.\d{1,9})?( [+-]\d{4})?\]/;

/**
 * LDAP servers: OpenLDAP's slapd and 389 Directory Server. Who binds stands on another line than the answer; both have
 * the same connection and operation. https://www.openldap.org/doc/admin26/runningslapd.html
 */
export const openldap: SystemParser = {
  system: 'openldap',
  text: {
    claims: (line) =>
      program.test(line.program ?? '') || operation.test(line.line) || slapdLine.test(line.line),

    read(line, context) {
      const parts = operation.exec(line.line)?.groups;
      const result = bindResult.exec(parts?.what ?? '')?.groups;
      if (parts === undefined || result === undefined)
        return skipped(/^[A-Z]{3,12}/.exec(parts?.what ?? '')?.[0] ?? 'slapd message');
      return readBind(
        line,
        context,
        `${parts.conn ?? ''}/${parts.op ?? ''}`,
        result.err ?? result.err2 ?? '',
        result.rest ?? '',
      );
    },
  },
};

function readBind(
  line: TextRecord,
  context: ReadContext,
  operationId: string,
  code: string,
  rest: string,
): Reading {
  const time = ownTime.exec(line.line);
  const outcome =
    lookup({ system: 'ldap', code, variant: null })?.outcome ?? (code === '0' ? 'success' : 'failure');
  return signIn(
    {
      system: 'openldap',
      record: line.line,
      time: time === null ? undefined : (time[1] ?? `${time[2] ?? ''}${time[3] ?? ''}`),
      timeField: 'the line',
      code,
      codeSystem: 'ldap',
      outcome,
      reason: /\btext=(.{1,300})/.exec(rest)?.[1] ?? / - (?<why>[A-Z][A-Za-z ]{3,100})$/.exec(rest)?.[1],
      user: /\bdn="([^"]{1,512})"/.exec(rest)?.[1],
      resource: line.envelope.host,
      correlationId: `${line.envelope.host ?? ''} ${operationId}`.trim(),
    },
    context,
  );
}
