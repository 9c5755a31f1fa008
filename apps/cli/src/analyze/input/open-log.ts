import { createReadStream } from 'node:fs';
import { counted, lookAhead } from '../../send/open-input.js';
import { Trouble } from '../../trouble.js';
import { type Form, formOf, tellsForm } from '../split/form-of.js';
import { decodeStream } from './decode-stream.js';
import type { LogFile } from './find-inputs.js';
import { whyNotALog } from './not-a-log.js';
import { unpackStream } from './unpack-stream.js';

/** A file that is no log by its kind: no failure where it only lies beside logs. */
export class NotALog extends Trouble {}

/** A log opened for reading: unpacked, in UTF-8, with the form that its first lines have. */
export interface OpenedLog {
  form: Form;
  chunks: AsyncIterable<Buffer>;
}

/**
 * Opens a log; `onRead` hears of bytes as they come from the disk. Fails with {@link NotALog}, with the system's
 * error, or, then or later while it is read, with Trouble about its compression.
 */
export async function openLog(file: LogFile, onRead: (bytes: number) => void): Promise<OpenedLog> {
  const source = file.path === null ? process.stdin : createReadStream(file.path);
  const unpacked = await unpackStream(counted(source, onRead), file.name);
  const start = await lookAhead(unpacked, (head) => head.length >= 4_096);
  const isUtf16 = start.head.length >= 2 && [0xfeff, 0xfffe].includes(start.head.readUInt16BE(0));
  const problem = isUtf16 ? null : whyNotALog(start.head);
  if (problem !== null) {
    source.destroy();
    throw new NotALog(problem);
  }
  const decoded = await lookAhead(await decodeStream(start.chunks), tellsForm);
  return { form: formOf(decoded.head), chunks: decoded.chunks };
}
