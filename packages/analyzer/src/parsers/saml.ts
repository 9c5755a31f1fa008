import { Buffer } from 'node:buffer';
import { type JsonObject, lengths, text } from '../read-fields.js';
import { type ReadContext, type Reading, type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * SAML 2.0 responses, and log lines that quote a response's status: XML or its base64, alone, in a form's
 * `SAMLResponse`, or amid other words. https://docs.oasis-open.org/security/saml/v2.0/saml-core-2.0-os.pdf
 */
export const saml: SystemParser = {
  system: 'saml',
  isGeneric: true,
  json: {
    claims(record) {
      return responseIn(record) !== null;
    },

    read(record, context) {
      return readResponse(responseIn(record) ?? '', record, context);
    },
  },
  text: {
    claims({ line }) {
      return line.includes(statusStart) || encodedResponse.test(line);
    },

    read(line, context) {
      const encoded = line.line.includes(statusStart) ? null : encodedResponse.exec(line.line)?.[1];
      const xml = encoded ? decoded(encoded) : line.line;
      return readResponse(xml, line.line, { ...context, envelope: line.envelope });
    },
  },
};

const statusStart = 'urn:oasis:names:tc:SAML:2.0:status:';
/** Base64 of `<samlp:Response`, `<saml2p:Response`, `<Response` and `<?xml`, also as it stands in a form. */
const encodedResponse =
  /(?:^|SAMLResponse["']?[=:]\s?["']?)((?:PHNhbWxwO|PHNhbWwycD|PFJlc3BvbnNl|PD94bWwg)[A-Za-z0-9+/%=\s]{40,200000})/;

function responseIn(record: JsonObject): string | null {
  const value = record.SAMLResponse ?? record.samlResponse ?? record.saml_response;
  if (typeof value !== 'string') return null;
  const xml = value.includes('<') ? value : decoded(value);
  return xml.includes(statusStart) ? xml : null;
}

/** Forms write `+` and `=` as `%2B` and `%3D`. */
function decoded(base64: string): string {
  const plain = base64.replaceAll(/%2B/gi, '+').replaceAll(/%2F/gi, '/').replaceAll(/%3D/gi, '=');
  return Buffer.from(plain, 'base64').toString('utf8');
}

const statusCode = /urn:oasis:names:tc:SAML:2\.0:status:(\w{1,40})/g;
const statusMessage = /StatusMessage[^<]{0,60}>([^<]{1,1000})</;
const issueInstant = /IssueInstant="([^"]{10,40})"/;
const responseId = /<(?:\w{1,20}:)?Response[^>]{0,2000}?\sID="([^"]{1,200})"/;
const inResponseTo = /InResponseTo="([^"]{1,200})"/;
const issuer = /Issuer(?:\s[^>]{0,200})?>([^<]{1,300})</;
const nameId = /NameID(?:\s[^>]{0,400})?>([^<]{1,300})</;
const audience = /Audience(?:\s[^>]{0,200})?>([^<]{1,300})</;
const destination = /Destination="([^"]{1,500})"/;

/** A second-level status says more than the top-level one around it. */
function readResponse(xml: string, record: unknown, context: ReadContext): Reading {
  const [top, second] = [...xml.matchAll(statusCode)].map(([code]) => code);
  if (top === undefined)
    return { kind: 'rejected', reason: 'missing_field', detail: 'Expected a SAML status.' };
  if (/<(?:\w{1,20}:)?LogoutResponse/.test(xml)) return skipped('LogoutResponse');
  const code = second ?? top;
  const succeeded = code === `${statusStart}Success`;
  const find = (pattern: RegExp) => pattern.exec(xml)?.[1];
  return signIn(
    {
      system: 'saml',
      id: find(responseId),
      record,
      time: find(issueInstant),
      timeField: 'IssueInstant',
      code,
      outcome: succeeded ? 'success' : 'failure',
      carrier: second === undefined ? undefined : top,
      reason:
        find(statusMessage) ??
        (xml.includes('<') ? code.slice(statusStart.length) : text(xml, lengths.reason)),
      user: find(nameId),
      app: find(audience) ?? find(destination),
      resource: find(issuer),
      correlationId: find(inResponseTo),
    },
    context,
  );
}
