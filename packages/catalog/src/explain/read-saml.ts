/** Unpacks raw deflate, at most `bytesMax` bytes of it; `null` for bytes that are none. */
export type Inflate = (packed: Uint8Array, bytesMax: number) => Uint8Array | null;

/** Decoded XML is cut here; a SAML response is far smaller, and a packed one can claim to be endless. */
const xmlLengthMax = 131_072;
/** Base64, also with the signs of addresses, and broken into lines as mail and tools do. */
const base64Run = /[A-Za-z0-9+/_-]{40,76}(?:[\r\n]{0,2}[A-Za-z0-9+/_-]{1,76}){0,1200}={0,2}/g;
const runsMax = 20;

/**
 * The XML of SAML messages that a text holds in base64, plain or, where there is an `inflate`, packed with deflate as
 * in addresses. A text that holds none, or other things in base64, gives none.
 */
export function readSaml(text: string, inflate: Inflate | null): string[] {
  const runs = text.match(base64Run) ?? [];
  return runs.slice(0, runsMax).flatMap((run) => xmlIn(run, inflate) ?? []);
}

function xmlIn(base64: string, inflate: Inflate | null): string | null {
  const bytes = bytesOf(base64);
  if (bytes === null) return null;
  const plain = textOf(bytes);
  if (looksLikeXml(plain)) return plain;
  const unpacked = inflate?.(bytes, xmlLengthMax) ?? null;
  if (unpacked === null) return null;
  const xml = textOf(unpacked);
  return looksLikeXml(xml) ? xml : null;
}

function bytesOf(base64: string): Uint8Array | null {
  const clean = base64
    .replace(/[\r\n=]/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  const whole = clean.slice(0, clean.length - (clean.length % 4 === 1 ? 1 : 0));
  try {
    return Uint8Array.from(atob(whole), (char) => char.charCodeAt(0));
  } catch (error) {
    // Not base64 after all.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, xmlLengthMax));
}

function looksLikeXml(text: string): boolean {
  return /^\s{0,20}<[?\w]/.test(text);
}
