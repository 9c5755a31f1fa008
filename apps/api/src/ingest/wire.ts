import type { Dialect, WireNote } from '@turnaway/contracts';
import type { FastifyRequest } from 'fastify';
import type { KeyPlace } from './find-keys.js';

/** What is known of a request to an ingest route: gathered from the door to the answer, kept for the wire doctor. */
export interface Wire {
  /** `null` until a key of a feed was found. */
  feed: { workspaceId: string; feedId: string } | null;
  dialect: Dialect;
  /** As the sender named it; the server itself takes every body as bytes. */
  contentType: string | null;
  /** Where the key was that opened the door; `null` if none did. */
  keyPlace: KeyPlace | null;
  /** Start of a key that was shown and is none of ours. */
  keyPreview: string | null;
  batchId: string | null;
  /** Status of a refusal before its dialect said it in another; `null` where none was. */
  refusedAs: number | null;
  notes: WireNote[];
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whose protocol the route speaks; without it, the request itself is looked at. */
    dialect?: Dialect;
  }
  interface FastifyRequest {
    /** Set at the door of every ingest route. */
    wire: Wire | null;
  }
}

/** Notes something odd about a request, for whoever set the sender up; a second note of the same code is dropped. */
export function noteWire({ wire }: FastifyRequest, note: WireNote): void {
  if (wire?.notes.every(({ code }) => code !== note.code) === true) wire.notes.push(note);
}
