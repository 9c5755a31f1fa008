import type { FastifyRequest } from 'fastify';
import { bodyOf } from '../intake.js';
import { sampleBody } from '../log/sample-body.js';

/** A body as far as it is looked into to be answered: its first kilobytes, whatever its size. */
export interface BodyLook {
  /** `other` is text that is no JSON, or binary. */
  form: 'empty' | 'json' | 'other';
  /** The beginning without its compression; empty where that is not undone here. */
  head: Buffer;
  /** All of the body as text, where the beginning is all of it. */
  whole: string | null;
}

/** Encodings that a sample is taken through. */
const seenThrough = new Set([null, 'gzip', 'x-gzip']);
/** Told apart from a block of Snappy, whose first byte is a length and may be a brace. */
const jsonStart = /^(?:\xef\xbb\xbf)?\s*(?:\{\s*["}]|\[\s*[{[\]"])/;
const startBytes = 256;

/** Looks at the beginning of a request's body; where that cannot be seen, its Content-Type is believed. */
export function lookAtBody(request: FastifyRequest): BodyLook {
  const { bytes, isWhole, packed } = sampleBody(bodyOf(request));
  const isSeen = packed !== 'zstd' && seenThrough.has(request.admission?.contentEncoding ?? null);
  if (!isSeen) {
    const isJson = /\bjson\b/i.test(request.wire?.contentType ?? '');
    return { form: isJson ? 'json' : 'other', head: Buffer.alloc(0), whole: null };
  }
  const whole = isWhole ? bytes.toString() : null;
  if (whole !== null && whole.trim() === '') return { form: 'empty', head: bytes, whole };
  const isJson = jsonStart.test(bytes.toString('latin1', 0, startBytes));
  return { form: isJson ? 'json' : 'other', head: bytes, whole };
}
