/** Reads a date or a time in ISO 8601; without a zone it is UTC. `null` if it is neither. */
export function parseTime(text: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text)) return null;
  const zoned = /T.*(Z|[+-]\d{2}:\d{2})$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const atMs = Date.parse(zoned);
  return Number.isNaN(atMs) ? null : new Date(atMs);
}
