import { readAuthErrors } from './read-auth-error.js';
import { type Inflate, readSaml } from './read-saml.js';

const textLengthMax = 65_536;
/** An address inside an address inside an address: no real one goes deeper. */
const roundsMax = 4;
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
};

/**
 * A pasted text in a form that can be searched: without the escapes of JSON, HTML and addresses, however often
 * they were applied, and followed by the SAML messages and codes that it holds in base64. Its cost is in proportion to its length.
 */
export function readText(raw: string, inflate: Inflate | null): string {
  const text = withoutPercents(withoutEscapes(raw.slice(0, textLengthMax)));
  const messages = [...readAuthErrors(text), ...readSaml(text, inflate).map(withoutEntities)];
  const isAddress = /[?&#][\w.-]{1,64}=/.test(text);
  // In an address a plus sign is a blank; in base64, which was read above, it is not.
  const readable = withoutEntities(isAddress ? text.replaceAll('+', ' ') : text);
  return [readable, ...messages].join('\n').slice(0, 4 * textLengthMax);
}

function withoutEscapes(text: string): string {
  return text
    .replace(/\\{1,4}u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\{1,4}(["'/])/g, '$1')
    .replace(/\\{1,4}[rn]/g, '\n');
}

function withoutPercents(text: string): string {
  let readable = text;
  for (let round = 0; round < roundsMax && /%[0-9a-f]{2}/i.test(readable); round += 1) {
    readable = readable.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
      new TextDecoder().decode(Uint8Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16))),
    );
  }
  return readable;
}

function withoutEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos|#39);/g, (_, name: string) => entities[name] ?? '');
}
