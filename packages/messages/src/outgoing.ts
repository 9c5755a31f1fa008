import type { ChannelKind, ChannelSettings } from '@turnaway/contracts';

/** A channel as a message is written for it, its secrets open. */
export interface ChannelTarget {
  kind: ChannelKind;
  url: string;
  /** What was given to prove who sends: a key, a token, a password. */
  credential: string | null;
  settings: ChannelSettings;
}

/** A message ready to leave: over HTTP, or as a letter. */
export type Outgoing = OutgoingRequest | OutgoingMail;

export interface OutgoingRequest {
  by: 'http';
  method: 'POST' | 'PUT' | 'PATCH';
  url: string;
  /** `content-type` among them. */
  headers: Record<string, string>;
  body: string;
}

export interface OutgoingMail {
  by: 'mail';
  /** `smtp://` or `smtps://`, and what to sign in with. */
  server: { url: string; user: string | null; password: string | null };
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** Letters about one alert stand together in a mailbox: the alert's key, or `null` for a test. */
  thread: string | null;
}

/** A POST with JSON. */
export function postJson(url: string, value: unknown, headers: Record<string, string> = {}): OutgoingRequest {
  return {
    by: 'http',
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value),
  };
}

/** The header of a bearer token, where there is one. */
export function bearer(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
