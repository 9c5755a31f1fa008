import { hash } from 'node:crypto';
import { type JsonObject, lengths, text } from './read-fields.js';

/** A system's own event id with the system in front; without one, the digest of the record's content. */
export function eventIdIn(system: string, ownId: unknown, record: JsonObject, salt = ''): string {
  const id = text(ownId, lengths.id);
  return id === null ? `sha256:${hash('sha256', salt + JSON.stringify(record))}` : `${system}:${id}`;
}

/** The key that an event is counted once by: 128 bits are plenty, and keep the largest index small. */
export function eventKeyOf(loggedBy: string, eventId: string): string {
  return hash('sha256', `${loggedBy}\n${eventId}`).slice(0, 32);
}
