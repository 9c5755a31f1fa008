import { type BatchInput, captureRecord } from './analyze-batch.js';
import { isObject } from './read-fields.js';

/** A record as it was sent, with what is secret in it masked. */
export interface Original {
  text: string;
  masked: number;
}

/**
 * The record of a batch that an event was read from, by the event's key; `null` if none has it. Reading the batch again
 * finds it wherever its envelope had it, so nothing about places has to be stored.
 */
export function findOriginal(
  input: Omit<BatchInput, 'acceptFrom' | 'acceptUntil'>,
  eventKey: string,
): Original | null {
  const record = captureRecord(input, eventKey);
  if (record === null) return null;
  const mask = new Mask();
  const text =
    typeof record === 'string' ? mask.text(record) : JSON.stringify(mask.value(record, ''), null, 2);
  return { text, masked: mask.count };
}

const masked = '(masked)';
/** Fields whose value lets somebody in; words that only speak of one, such as passwordExpired, are left. */
const secretNames =
  /^(?:.*[_.-])?(?:password|passwd|passcode|pwd|secret|client_?secret|api_?key|access_?token|refresh_?token|id_?token|token|authorization|proxy-authorization|cookie|set-cookie|auth_?code|authorization_?code|assertion|client_?assertion|saml_?response|code_?verifier|otp|private_?key)$/i;
/** JSON Web Tokens, and what follows a word that names a secret in a line or an address. */
const tokens = /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)*/g;
const bearers = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi;
const pairs =
  /\b(password|passwd|pwd|secret|client_secret|access_token|refresh_token|id_token|token|code|code_verifier|assertion|client_assertion|SAMLResponse|otp|api_?key)=(?:"[^"]*"|[^\s&"',;]+)/gi;
/** The same in JSON that is itself a text of the record, in one and in two layers. A `code` there is an error's. */
const quotedPairs =
  /("(?:password|passwd|pwd|secret|client_?secret|access_?token|refresh_?token|id_?token|token|code_?verifier|assertion|client_?assertion|saml_?response|otp|api_?key|authorization|cookie)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;
const escapedPairs =
  /(\\"(?:password|passwd|pwd|secret|client_?secret|access_?token|refresh_?token|id_?token|token|code_?verifier|assertion|client_?assertion|saml_?response|otp|api_?key|authorization|cookie)\\"\s*:\s*)\\"(?:[^"\\]|\\[^"])*\\"/gi;

class Mask {
  count = 0;

  value(value: unknown, name: string): unknown {
    if (Array.isArray(value)) return value.map((item) => this.value(item, name));
    if (isObject(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.value(item, key)]));
    }
    if (typeof value !== 'string' || value === '') return value;
    if (!secretNames.test(name)) return this.text(value);
    this.count += 1;
    return masked;
  }

  text(text: string): string {
    const counted = (shown: string) => {
      this.count += 1;
      return shown;
    };
    return text
      .replace(tokens, () => counted(masked))
      .replace(bearers, (_, scheme: string) => counted(`${scheme} ${masked}`))
      .replace(quotedPairs, (_, name: string) => counted(`${name}"${masked}"`))
      .replace(escapedPairs, (_, name: string) => counted(`${name}\\"${masked}\\"`))
      .replace(pairs, (_, name: string) => counted(`${name}=${masked}`));
  }
}
