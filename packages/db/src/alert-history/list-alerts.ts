import type { Alert, AlertKind, Page } from '@turnaway/contracts';
import type { Db } from '../client.js';
import { decodeCursor, encodeCursor } from '../keyset-cursor.js';
import { toAlert } from './alert-row.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The alerts of a workspace, or of one rule (a UUID), the latest start first. */
export async function listAlerts(
  db: Db,
  {
    workspaceId,
    state,
    ruleId,
    kind,
    groupId,
    inhibitedBy,
    cursor,
    limit,
  }: {
    workspaceId: string;
    state?: Alert['state'] | undefined;
    ruleId?: string | undefined;
    kind?: AlertKind | undefined;
    /** As `listAlertGroups` gives it: an alert without a group is one by itself. */
    groupId?: string | undefined;
    /** Those that one alert (a UUID) tells of. */
    inhibitedBy?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<Alert>> {
  const where = {
    workspaceId,
    ...(state === undefined ? {} : { state }),
    ...(ruleId === undefined ? {} : { ruleId }),
    ...(kind === undefined ? {} : { kind }),
    ...(inhibitedBy === undefined ? {} : { inhibitedBy }),
    ...(groupId === undefined ? {} : { AND: [{ OR: [{ groupId }, { id: groupId, groupId: null }] }] }),
  };
  const [found, total] = await Promise.all([
    db.prisma.alert.findMany({
      where: { ...where, ...startedBefore(cursor) },
      orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
    }),
    db.prisma.alert.count({ where }),
  ]);
  const items = found.slice(0, limit).map(toAlert);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor({ at: last.startedAt, id: last.id }) : null, total };
}

function startedBefore(cursor: string | undefined) {
  const place = decodeCursor(cursor);
  if (place === null || !uuid.test(place.id)) return {};
  const at = new Date(place.at);
  return { OR: [{ startedAt: { lt: at } }, { startedAt: at, id: { lt: place.id } }] };
}
