import type { Batch } from '@turnaway/contracts/feeds';
import { send } from '@/lib/browser-api';
import { cutLog } from './cut-log';
import { openFile, UnreadableFile } from './open-file';
import { postPiece } from './post-piece';

/** What became of a file's records, over all batches that it was cut into. */
export interface UploadCounts {
  records: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  skipped: number;
}

/** How far the upload of a file is. */
export interface UploadState {
  phase: 'waiting' | 'sending' | 'counting' | 'done' | 'failed';
  /** Share of the file that was read and sent, from 0 to 1. */
  sent: number;
  batchIds: string[];
  counts: UploadCounts;
  /** The first batch with rejected records, or that could not be read. */
  troubledBatchId: string | null;
  /** Why it waits, or failed. */
  message: string | null;
}

export const waitingUpload: UploadState = {
  phase: 'waiting',
  sent: 0,
  batchIds: [],
  counts: { records: 0, accepted: 0, duplicates: 0, rejected: 0, skipped: 0 },
  troubledBatchId: null,
  message: null,
};

const lookEveryMs = 700;
const countedWithinMs = 10 * 60_000;

/** Sends a file in pieces and waits until all are counted; tells `onState` at each step. Never throws. */
export async function uploadFile(
  file: File,
  feedId: string,
  signal: AbortSignal,
  onState: (state: UploadState) => void,
): Promise<void> {
  let state: UploadState = { ...waitingUpload, phase: 'sending' };
  const say = (part: Partial<UploadState>) => {
    state = { ...state, ...part };
    onState(state);
  };
  let readBytes = 0;
  try {
    if (file.size === 0) throw new UnreadableFile('The file is empty.');
    const chunks = openFile(file, (bytes) => {
      readBytes += bytes;
    });
    for await (const piece of cutLog(chunks)) {
      const onWait = (message: string | null) => say({ message });
      const posted = await postPiece(feedId, piece, { signal, onWait });
      if (!posted.ok) throw new UnreadableFile(posted.message);
      say({ sent: readBytes / file.size, batchIds: [...state.batchIds, posted.batchId] });
    }
    say({ phase: 'counting', sent: 1 });
    await countBatches(state.batchIds, signal, say);
    say({ phase: 'done' });
  } catch (error) {
    if (signal.aborted) say({ phase: 'failed', message: 'Stopped. What was sent before is counted.' });
    else if (error instanceof UnreadableFile) say({ phase: 'failed', message: error.message });
    else say({ phase: 'failed', message: `The file could not be read: ${String(error)}` });
  }
}

async function countBatches(
  batchIds: readonly string[],
  signal: AbortSignal,
  say: (part: Partial<UploadState>) => void,
): Promise<void> {
  const giveUpAt = Date.now() + countedWithinMs;
  const counts = { ...waitingUpload.counts };
  let troubledBatchId: string | null = null;
  for (const id of new Set(batchIds)) {
    const batch = await countedBatch(id, signal, giveUpAt);
    if (batch === null)
      throw new UnreadableFile('It is stored and still waits to be counted. Look under Batches.');
    for (const name of ['records', 'accepted', 'duplicates', 'rejected', 'skipped'] as const) {
      counts[name] += batch[name];
    }
    if (batch.rejected > 0 || batch.status === 'failed') troubledBatchId ??= id;
    say({ counts: { ...counts }, troubledBatchId });
  }
}

/** The batch once it is counted, or has failed; `null` if that takes too long. */
async function countedBatch(id: string, signal: AbortSignal, giveUpAt: number): Promise<Batch | null> {
  while (Date.now() < giveUpAt) {
    signal.throwIfAborted();
    const sent = await send<Batch>('GET', `/api/batches/${encodeURIComponent(id)}`);
    if (sent.ok && sent.answer.status !== 'received') return sent.answer;
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  return null;
}
