import type { Dialect, WireNote } from '@turnaway/contracts';
import type { KeyPlace } from './find-keys.js';

/** What is known of a request to an ingest route: gathered from the door to the answer, kept for the wire doctor. */
export interface Wire {
  dialect: Dialect;
  /** As the sender named it; the server itself takes every body as bytes. */
  contentType: string | null;
  /** Where the key was that opened the door; `null` if none did. */
  keyPlace: KeyPlace | null;
  /** Start of a key that was shown and is none of ours. */
  keyPreview: string | null;
  batchId: string | null;
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
