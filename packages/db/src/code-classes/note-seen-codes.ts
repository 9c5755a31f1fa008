import type { CodeClass } from '@turnaway/contracts';
import { formatErrorCode } from '@turnaway/contracts';
import type pg from 'pg';

/** When each code was first seen, as far as this process knows, by pool: most batches bring nothing new. */
const firstSeenByPool = new WeakMap<object, Map<string, string>>();
const rememberedMax = 10_000;

/** A code in a batch: what it means, and the earliest event that had it. */
export interface SeenCode {
  codeClass: CodeClass;
  firstSeenAt: string;
}

/**
 * Notes codes that were not seen before, or not as early; one that the catalog lacks gets a row of its own, so
 * that it is counted and listed. Runs in the caller's transaction; call `remember` after commit.
 */
export async function noteSeenCodes(
  client: pg.ClientBase,
  pool: object,
  workspaceId: string,
  seen: readonly SeenCode[],
): Promise<{ remember(): void }> {
  const known = firstSeenByPool.get(pool) ?? new Map<string, string>();
  firstSeenByPool.set(pool, known);
  const news = seen
    .map(({ codeClass, firstSeenAt }) => ({ errorCode: formatErrorCode(codeClass), codeClass, firstSeenAt }))
    .filter(({ errorCode, firstSeenAt }) => {
      const before = known.get(`${workspaceId} ${errorCode}`);
      return before === undefined || firstSeenAt < before;
    })
    .sort((a, b) => (a.errorCode < b.errorCode ? -1 : 1));
  if (news.length > 0) {
    const column = <Value>(of: (item: (typeof news)[number]) => Value) => news.map(of);
    await client.query(
      `insert into code_classes
         (workspace_id, error_code, system, code, variant, known, title, outcome, cause, source, actor, first_seen_at)
       select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::text[], $8::text[],
                                $9::text[], $10::text[], $11::text[], $12::timestamptz[])
       on conflict (workspace_id, error_code) do update
         set first_seen_at = least(code_classes.first_seen_at, excluded.first_seen_at)`,
      [
        workspaceId,
        column((item) => item.errorCode),
        column((item) => item.codeClass.system),
        column((item) => item.codeClass.code),
        column((item) => item.codeClass.variant),
        column((item) => item.codeClass.known),
        column((item) => item.codeClass.title),
        column((item) => item.codeClass.outcome),
        column((item) => item.codeClass.cause),
        column((item) => item.codeClass.source),
        column((item) => item.codeClass.actor),
        column((item) => item.firstSeenAt),
      ],
    );
    // From here on this process takes these rows for granted, so they must be on disk: without its row, a code that
    // the catalog lacks would be in no list.
    if (news.some(({ errorCode }) => !known.has(`${workspaceId} ${errorCode}`))) {
      await client.query('set local synchronous_commit = on');
    }
  }
  return {
    remember() {
      for (const item of news) {
        const key = `${workspaceId} ${item.errorCode}`;
        // Codes come from senders: what is remembered of them is bounded.
        if (known.size < rememberedMax || known.has(key)) known.set(key, item.firstSeenAt);
      }
    },
  };
}
