import type { BulkErrorGroupsAnswer, ErrorGroupChange } from '@turnaway/contracts/error-groups';
import { send } from '../../lib/browser-api';
import type { Triaged } from './selection';

const atOnceMax = 200;

export type Changed = { ok: true; changed: Triaged[]; missing: number } | { ok: false; message: string };

/** Changes groups alike; says which were changed, as they were before. */
export async function changeGroups(groups: readonly Triaged[], change: ErrorGroupChange): Promise<Changed> {
  const changed: Triaged[] = [];
  let missing = 0;
  for (let start = 0; start < groups.length; start += atOnceMax) {
    const some = groups.slice(start, start + atOnceMax);
    const sent = await send<BulkErrorGroupsAnswer>('POST', '/api/error-groups/bulk', {
      keys: some.map(({ key }) => key),
      change,
    });
    if (!sent.ok) return { ok: false, message: sent.message };
    const results = new Map(sent.answer.items.map(({ id, result }) => [id, result]));
    changed.push(...some.filter(({ id }) => results.get(id) === 'changed'));
    missing += some.filter(({ id }) => results.get(id) === 'not-found').length;
  }
  return { ok: true, changed, missing };
}

/** Changes groups back to what they were: those that were alike together. */
export async function changeBack(before: readonly Triaged[]): Promise<Changed> {
  const alike = new Map<string, Triaged[]>();
  for (const group of before) {
    const text = JSON.stringify(changeTo(group));
    alike.set(text, [...(alike.get(text) ?? []), group]);
  }
  const changed: Triaged[] = [];
  for (const groups of alike.values()) {
    const [first] = groups;
    if (first === undefined) continue;
    const done = await changeGroups(groups, changeTo(first));
    if (!done.ok) return done;
    changed.push(...done.changed);
  }
  return { ok: true, changed, missing: 0 };
}

function changeTo({ state, ignore, assigneeId }: Triaged): ErrorGroupChange {
  return { state, assignee: assigneeId, ...(ignore === null ? {} : { ignore }) };
}
