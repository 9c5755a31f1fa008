import type { Progress } from '../progress.js';
import { type Input, openInput, readWhole } from './open-input.js';
import type { PostOptions } from './post-batch.js';
import type { ResumeState } from './resume-state.js';
import { type SendOutcome, sendBatches } from './send-batches.js';
import { type BatchLimits, type RecordBatch, splitRecords } from './split-records.js';

/** How to send one input. */
export interface SendFileOptions extends PostOptions {
  limits: BatchLimits;
  parallel: number;
  /** Forget how far an earlier run came. */
  restart: boolean;
  resume: ResumeState;
  progress: Progress;
  /** Hears of each batch that was taken. */
  onTaken?: (batchId: string) => void;
}

/** What became of one input. */
export interface SendFileOutcome extends SendOutcome {
  form: 'ndjson' | 'whole';
  /** Unpacked bytes that an earlier run had sent. */
  resumedAt: number;
}

/**
 * Sends a file or standard input of any size: NDJSON in batches, in bounded memory, going on where an earlier run
 * stopped; anything else whole, up to 16 MiB. Throws Trouble if the input can't be cut or unpacked.
 */
export async function sendFile(input: Input, options: SendFileOptions): Promise<SendFileOutcome> {
  if (options.restart) await options.resume.clear();
  const resumedAt = await options.resume.load();
  const { form, chunks } = await openInput(input, resumedAt, (bytes) => options.progress.advance(bytes));
  const outcome = await sendBatches(
    form === 'ndjson' ? splitRecords(chunks, options.limits, resumedAt) : asOneBatch(chunks, input.name),
    {
      ...options,
      contentType: form === 'ndjson' ? 'application/x-ndjson' : 'application/octet-stream',
      onAnswered: async ({ endOffset, records }) => {
        options.progress.records(records);
        if (form === 'ndjson') await options.resume.save(endOffset);
      },
    },
  );
  if (outcome.failure === null) await options.resume.clear();
  return { ...outcome, form, resumedAt };
}

async function* asOneBatch(
  chunks: AsyncIterable<Buffer>,
  name: string,
): AsyncGenerator<RecordBatch, void, undefined> {
  const body = await readWhole(chunks, name);
  // How many records it holds is for the server to find out.
  if (body.length > 0) yield { body, records: 0, endOffset: body.length };
}
