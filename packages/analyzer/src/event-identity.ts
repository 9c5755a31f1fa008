import { hash } from 'node:crypto';
import { isLeftOut, lengths, text } from './read-fields.js';

/** A system's own event id with the system in front; without one, the digest of the record's content. */
export function eventIdIn(system: string, ownId: unknown, record: unknown, salt = ''): string {
  const id = isLeftOut(ownId) ? null : text(ownId, lengths.id);
  if (id !== null) return `${system}:${id}`;
  const content = typeof record === 'string' ? record : JSON.stringify(record);
  return `sha256:${hash('sha256', salt + content)}`;
}

/** The key that an event is counted once by: 128 bits are plenty, and keep the largest index small. */
export function eventKeyOf(loggedBy: string, eventId: string): string {
  return hash('sha256', `${loggedBy}\n${eventId}`).slice(0, 32);
}
