import Papa from 'papaparse';
import type { TimeContext } from '../read-time.js';
import { readVendorEvent, type VendorEvent } from './cef.js';
import { type Envelope, noEnvelope } from './envelope.js';
import { readPairs } from './pairs.js';
import { readSyslog, type Syslog } from './syslog.js';

/** A record that is text: a line with what its syslog header says taken off, and read further as a parser asks. */
export class TextRecord {
  /** As it came. */
  readonly line: string;
  readonly syslog: Syslog;
  /** What follows the header; may have several lines. */
  readonly message: string;
  /** What stood around the record, with the header's facts where nothing else says them. */
  readonly envelope: Envelope;
  #vendorEvent: VendorEvent | null | undefined;
  #pairs: Readonly<Record<string, string>> | undefined;
  #cells: readonly string[] | undefined;

  constructor(line: string, context: TimeContext, around: Envelope = noEnvelope) {
    this.line = line;
    const { syslog, message } = readSyslog(line, context);
    this.syslog = syslog;
    this.message = message;
    this.envelope = {
      time: syslog.time ?? around.time,
      host: syslog.host ?? around.host,
      program: syslog.program ?? around.program,
    };
  }

  /** The program that wrote it, in lower case and without its path: `sshd`, `sudo`. */
  get program(): string | null {
    const program = this.envelope.program?.toLowerCase() ?? null;
    return program === null ? null : program.slice(program.lastIndexOf('/') + 1);
  }

  /** The message as CEF or LEEF; `null` if it is neither. */
  get vendorEvent(): VendorEvent | null {
    if (this.#vendorEvent === undefined) this.#vendorEvent = readVendorEvent(this.line);
    return this.#vendorEvent;
  }

  /** The `key=value` pairs of the message. */
  get pairs(): Readonly<Record<string, string>> {
    this.#pairs ??= readPairs(this.message);
    return this.#pairs;
  }

  /** The message as one line of comma-separated values. */
  get cells(): readonly string[] {
    this.#cells ??= (Papa.parse<string[]>(this.message, { delimiter: ',' }).data[0] ?? []).map((cell) =>
      cell.trim(),
    );
    return this.#cells;
  }
}
