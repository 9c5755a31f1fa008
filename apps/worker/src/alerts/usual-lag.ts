import { lagMinutesMax } from '@turnaway/analyzer/alerts/widen-window';
import type { Db } from '@turnaway/db';
import { readUsualLag } from '@turnaway/db/alerting/read-usual-lag';

/** How many minutes late the events of a workspace usually come: read when it is first asked, once a look at all rules. */
export type UsualLag = () => Promise<number>;

export function createUsualLag(db: Db, workspaceId: string, now: Date): UsualLag {
  let read: Promise<number> | null = null;
  return () => {
    read ??= readUsualLag(db.pool, { workspaceId, now, lagMinutesMax });
    return read;
  };
}
