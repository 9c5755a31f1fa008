import type { IngestRequest, WireNote } from './ingest-requests.js';

/** Something odd about a feed's requests: how often of late, and when last. */
export interface Finding {
  note: WireNote;
  requests: number;
  lastAt: string;
}

/** What is odd about some requests (newest first), each thing once, with the words of its newest request. */
export function gatherFindings(requests: readonly IngestRequest[], kind: WireNote['kind']): Finding[] {
  const findings = new Map<string, Finding>();
  for (const { notes, at } of requests) {
    for (const note of notes) {
      if (note.kind !== kind) continue;
      const before = findings.get(note.code);
      if (before === undefined) findings.set(note.code, { note, requests: 1, lastAt: at });
      else before.requests += 1;
    }
  }
  return [...findings.values()];
}
