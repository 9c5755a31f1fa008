import type { IncomingHttpHeaders } from 'node:http';

/** What a signature is checked against. */
export interface Signed {
  headers: IncomingHttpHeaders;
  /** The body as it came. */
  body: Buffer;
  now: Date;
}

/** What came of checking a signature. */
export type Verdict =
  | {
      ok: true;
      /** When the sender signed, by its own clock; `null` where its scheme does not say. */
      signedAt: Date | null;
    }
  | { ok: false; kind: 'signature-needed' | 'signature-wrong' | 'signature-too-old'; detail: string };

/** How far a signature's time may be from ours, either way. */
const toleranceSeconds = 300;

export function needed(header: string): Verdict {
  return {
    ok: false,
    kind: 'signature-needed',
    detail: `This feed takes signed requests alone, and this one has no ${header}. Turn signing on at the sender.`,
  };
}

export function wrong(header: string): Verdict {
  return {
    ok: false,
    kind: 'signature-wrong',
    detail: `The signature in ${header} does not fit the body and the secret of this feed. Check that both sides have the same secret, and that nothing between them changes the body.`,
  };
}

/** `null` if the time is close enough to ours. */
export function refuseOld(signedAt: Date, now: Date): Verdict | null {
  const ageSeconds = Math.round((now.getTime() - signedAt.getTime()) / 1_000);
  if (Math.abs(ageSeconds) <= toleranceSeconds) return null;
  const off = ageSeconds > 0 ? `${ageSeconds} seconds old` : `from ${-ageSeconds} seconds ahead`;
  return {
    ok: false,
    kind: 'signature-too-old',
    detail: `The signature is ${off}; ${toleranceSeconds} are allowed. Check the clocks of the sender and of this server.`,
  };
}

/** A moment from seconds since 1970 in digits; `null` for anything else. */
export function readUnixSeconds(text: string | undefined): Date | null {
  return text !== undefined && /^\d{1,12}$/.test(text) ? new Date(Number(text) * 1_000) : null;
}

/** The value of a header that is there once. */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
