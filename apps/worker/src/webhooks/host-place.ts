import { randomUUID } from 'node:crypto';
import { withLockedHost } from '@turnaway/db/alerting/with-locked-host';
import type { WorkerContext } from '../context.js';
import { type Admission, abandonPlace, enterHost, leaveHost } from './host-gate.js';
import type { PostResult } from './post-message.js';

type HostContext = Pick<WorkerContext, 'db' | 'now'>;

/** A place among the deliveries to a host. Whoever has it gives it back: with how it went, or untried. */
export interface HostPlace {
  leave(result: PostResult, tookMs: number): Promise<void>;
  abandon(): Promise<void>;
}

/** Asks the host of an address for a place; or says when to come back. */
export async function takePlace(
  context: HostContext,
  { url, slotAt, isTest }: { url: string; slotAt: Date | null; isTest: boolean },
  random: number,
): Promise<{ place: HostPlace } | { place: null; admission: Exclude<Admission, { kind: 'go' }> }> {
  const host = URL.canParse(url) ? new URL(url).host : url;
  const placeId = randomUUID();
  const change = <Result>(work: Parameters<typeof withLockedHost<Result>>[3]) =>
    withLockedHost(context.db, host, context.now(), work);
  const admission = await change((before) => {
    const caller = { placeId, slotAtMs: slotAt?.getTime() ?? null, isTest };
    const { state, admission: result } = enterHost(before, caller, context.now().getTime(), random);
    return { state, result };
  });
  if (admission.kind !== 'go') return { place: null, admission };
  return {
    place: {
      leave: (result, tookMs) =>
        change((state) => ({
          state: leaveHost(state, { placeId, tookMs, result }, context.now().getTime()),
          result: undefined,
        })),
      abandon: () => change((state) => ({ state: abandonPlace(state, placeId), result: undefined })),
    },
  };
}
