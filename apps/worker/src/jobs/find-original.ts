import { findOriginal as find, unpack } from '@turnaway/analyzer';
import { originalLengthMax } from '@turnaway/contracts';
import { readBatchOfSignIn } from '@turnaway/db/originals/read-batch-of-sign-in';
import { saveOriginal } from '@turnaway/db/originals/save-original';
import type { JobPayload } from '@turnaway/jobs';
import type { WorkerContext } from '../context.js';

/** Finds the record of a sign-in in the bytes that it came in, and puts it where the API takes it from. */
export async function findOriginal(
  { db, unpackedBytesMax }: Pick<WorkerContext, 'db'> & { unpackedBytesMax: number },
  { workspaceId, signInId }: JobPayload<'find-original'>,
): Promise<void> {
  const batch = await readBatchOfSignIn(db, { workspaceId, signInId });
  const unpacked = batch === null ? null : unpack(batch.body, batch.contentEncoding, unpackedBytesMax);
  const original =
    batch === null || unpacked?.ok !== true
      ? null
      : find(
          {
            bytes: unpacked.bytes,
            wireFormat: batch.wireFormat,
            beside: batch.beside,
            hint: batch.systemHint,
            receivedAt: batch.receivedAt,
            timeZone: batch.timeZone,
          },
          signInId.replaceAll('-', '').toLowerCase(),
        );
  await saveOriginal(db, {
    workspaceId,
    signInId,
    record: original?.text.slice(0, originalLengthMax) ?? null,
    masked: original?.masked ?? 0,
    isCut: (original?.text.length ?? 0) > originalLengthMax,
  });
}
