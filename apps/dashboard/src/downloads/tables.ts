import { formatErrorCode } from '@turnaway/contracts/error-code';
import type { Page } from '@turnaway/contracts/page';
import {
  type BreakdownDimension,
  breakdownDimensionSchema,
  type SignInRow,
} from '@turnaway/contracts/readings';
import { actorLabels, causeLabels, sourceLabels } from '@turnaway/contracts/words';
import {
  getAlerts,
  getBatches,
  getBreakdown,
  getCatalog,
  getCauseSourceGrid,
  getDeliveries,
  getErrorGroups,
  getErrors,
  getFeeds,
  getMembers,
  getOverrides,
  getRejects,
  getReveals,
  getSignIns,
  getSilences,
  getTrends,
  getUnknownCodes,
} from '@/lib/api';
import { readView } from '@/lib/read-view';
import { fileFieldsOf, readSignInColumns } from '@/lib/sign-in-columns';
import { one, oneOf, type SearchParams } from '@/lib/view';
import { errorSorts, groupSorts, groupTabs, trendDimensions } from '@/lib/view-choices';

/** One line of a file: names of columns with plain values. */
export type Row = Record<string, string | number | boolean | null>;
type PageAt = (cursor: string | undefined) => Promise<Page<Row>>;

const pageLimit = '200';

/** Every table of the dashboard as a list of plain rows, page by page; the same parameters as on its page. */
export const downloadTables: Readonly<Record<string, (params: SearchParams, now: Date) => PageAt>> = {
  errors: (params, now) => {
    const view = readView(params, now);
    const sort = oneOf(params.sort, errorSorts);
    return pages(
      (cursor) => getErrors(view, { sort, cursor, limit: pageLimit }),
      (row) => ({
        code: formatErrorCode(row),
        meaning: row.title,
        in_catalog: row.known,
        outcome: row.outcome,
        cause: row.cause === null ? null : causeLabels[row.cause],
        issued_by: sourceLabels[row.source],
        whose_move: actorLabels[row.actor],
        events: row.events,
        events_before: row.eventsBefore,
        people: row.people,
        apps: row.apps,
        top_app: row.topApp,
        first_seen_at: row.firstSeenAt,
        last_seen_at: row.lastSeenAt,
        is_new: row.isNew,
      }),
    );
  },
  'error-groups': (params, now) => {
    const view = readView(params, now);
    const tab = oneOf(params.state, groupTabs);
    const sort = oneOf(params.sort, groupSorts);
    return pages(
      (cursor) => getErrorGroups(view, { tab, sort, cursor, limit: pageLimit }),
      (row) => ({
        code: formatErrorCode(row),
        app: row.app,
        meaning: row.title,
        in_catalog: row.known,
        cause: row.cause === null ? null : causeLabels[row.cause],
        issued_by: sourceLabels[row.source],
        whose_move: actorLabels[row.actor],
        events: row.events,
        events_before: row.eventsBefore,
        people: row.people,
        first_seen_at: row.firstSeenAt,
        last_seen_at: row.lastSeenAt,
        state: row.state,
        state_since: row.since,
        assignee: row.assignee?.email ?? null,
      }),
    );
  },
  'sign-ins': (params, now) => {
    const view = readView(params, now);
    const q = one(params.q);
    const match = one(params.match);
    const chosen = readSignInColumns(one(params.columns));
    return pages(
      async (cursor) => {
        // A text may be in none of the newest: the file goes on with what is older.
        for (let from = cursor; ; ) {
          const list = await getSignIns(view, { q, match, cursor: from, limit: pageLimit });
          if (list.items.length > 0 || list.nextCursor === null) return list;
          from = list.nextCursor;
        }
      },
      (row) => (chosen === null ? signInFields(row) : pick(signInFields(row), fileFieldsOf(chosen))),
    );
  },
  breakdown: (params, now) => {
    const view = readView(params, now);
    const by = breakdownDimensionSchema.catch('app').parse(one(params.by)) satisfies BreakdownDimension;
    return pages(
      (cursor) => getBreakdown(view, by, { cursor, limit: pageLimit }),
      (row) => ({
        [by]: row.key,
        name: row.label,
        failures: row.failures,
        failures_before: row.failuresBefore,
        successes: row.successes,
        failure_rate: row.failureRate,
        people: row.people,
        share: row.share,
      }),
    );
  },
  trend: (params, now) => {
    const view = readView(params, now);
    const by = oneOf(params.by, trendDimensions);
    return onePage(async () => {
      const trends = await getTrends(view, by);
      return trends.buckets.map((start, place) => ({
        from: start,
        successes: trends.successes[place] ?? 0,
        failures: trends.failures[place] ?? 0,
        interrupts: trends.interrupts[place] ?? 0,
        failures_before: trends.failuresBefore[place] ?? 0,
        ...Object.fromEntries(trends.series.map(({ key, values }) => [`${by}: ${key}`, values[place] ?? 0])),
      }));
    });
  },
  'causes-and-sources': (params, now) =>
    onePage(async () => {
      const { cells } = await getCauseSourceGrid(readView(params, now));
      return cells.map(({ cause, source, failures, failuresBefore }) => ({
        cause: causeLabels[cause],
        issued_by: sourceLabels[source],
        failures,
        failures_before: failuresBefore,
      }));
    }),
  catalog: (params) => {
    const own = Object.fromEntries(
      ['q', 'system', 'cause', 'outcome', 'source', 'confidence', 'reason'].map((name) => [
        name,
        one(params[name]),
      ]),
    );
    return pages(
      (cursor) => getCatalog({ ...own, cursor, limit: pageLimit }),
      (entry) => ({
        code: formatErrorCode(entry),
        name: entry.name,
        meaning: entry.title,
        summary: entry.summary,
        reason: entry.reason,
        outcome: entry.outcome,
        cause: entry.cause === null ? null : causeLabels[entry.cause],
        issued_by: sourceLabels[entry.source],
        whose_move: actorLabels[entry.actor],
        known_from: entry.confidence === 'recalled' ? 'unconfirmed' : entry.confidence,
        verified: entry.verified,
        decided_here: entry.override !== null,
      }),
    );
  },
  'unknown-codes': (params, now) => {
    const view = readView(params, now);
    return pages(
      (cursor) => getUnknownCodes(view, { cursor, limit: pageLimit }),
      (code) => ({
        code: formatErrorCode(code),
        events: code.events,
        apps: code.apps,
        first_seen_at: code.firstSeenAt,
        last_seen_at: code.lastSeenAt,
        own_words: code.reasonTexts[0]?.text ?? null,
        nearest: code.nearest[0] === undefined ? null : formatErrorCode(code.nearest[0]),
      }),
    );
  },
  overrides: () =>
    pages(
      (cursor) => getOverrides({ cursor, limit: pageLimit }),
      (override) => ({
        code: formatErrorCode(override),
        meaning: override.title,
        outcome: override.outcome ?? null,
        cause: override.cause ?? null,
        issued_by: override.source ?? null,
        whose_move: override.actor ?? null,
        note: override.note,
        author: override.author,
        updated_at: override.updatedAt,
      }),
    ),
  batches: (params) => {
    const own = { feed: one(params.feed), status: one(params.status), troubled: one(params.troubled) };
    return pages(
      (cursor) => getBatches({ ...own, cursor, limit: pageLimit }),
      (batch) => ({
        id: batch.id,
        received_at: batch.receivedAt,
        done_at: batch.doneAt,
        feed: batch.feed.name,
        status: batch.status,
        bytes: batch.bytes,
        records: batch.records,
        accepted: batch.accepted,
        duplicates: batch.duplicates,
        rejected: batch.rejected,
        skipped: batch.skipped,
        unknown_codes: batch.unknownCodes,
        failure: batch.failure,
      }),
    );
  },
  rejects: (params) =>
    pages(
      (cursor) => getRejects(one(params.batch) ?? '', cursor),
      (reject) => ({ ...reject }),
    ),
  deliveries: (params) => {
    const own = { alertId: one(params.alertId), channelId: one(params.channelId) };
    return pages(
      (cursor) => getDeliveries({ ...own, cursor, limit: pageLimit }),
      (delivery) => ({
        id: delivery.id,
        channel: delivery.channel.name,
        alert: delivery.alertId,
        event: delivery.eventType,
        status: delivery.status,
        created_at: delivery.createdAt,
        next_attempt_at: delivery.nextAttemptAt,
        attempts: delivery.attempts.length,
        last_status_code: delivery.attempts.at(-1)?.statusCode ?? null,
        last_error: delivery.attempts.at(-1)?.error ?? null,
      }),
    );
  },
  silences: () =>
    pages(
      (cursor) => getSilences({ cursor, limit: pageLimit }),
      (silence) => ({
        id: silence.id,
        keeps_quiet: JSON.stringify(silence.matchers),
        state: silence.state,
        starts_at: silence.startsAt,
        ends_at: silence.endsAt,
        comment: silence.comment,
        author: silence.author,
        created_at: silence.createdAt,
      }),
    ),
  feeds: () =>
    onePage(async () =>
      (await getFeeds()).items.map((feed) => ({
        id: feed.id,
        name: feed.name,
        system: feed.systemHint,
        enabled: feed.enabled,
        newest_batch_at: feed.newestBatchAt,
        newest_event_at: feed.newestEventAt,
        lag_seconds: feed.lagSeconds,
        silent_since: feed.silentSince,
        batches: feed.batches,
        accepted: feed.accepted,
        rejected: feed.rejected,
      })),
    ),
  members: () =>
    pages(
      (cursor) => getMembers({ cursor, limit: pageLimit }),
      (member) => ({
        email: member.email,
        name: member.name,
        role: member.role,
        since: member.createdAt,
        last_sign_in_at: member.lastSignInAt,
      }),
    ),
  'privacy-log': () =>
    pages(
      (cursor) => getReveals({ cursor, limit: pageLimit }),
      (reveal) => ({
        at: reveal.at,
        who: reveal.who,
        kind: reveal.kind,
        pseudonym: reveal.pseudonym,
        reason: reveal.reason,
      }),
    ),
  alerts: (params) => {
    const state = one(params.state);
    return pages(
      (cursor) => getAlerts({ state, cursor, limit: pageLimit }),
      (alert) => ({
        id: alert.id,
        rule: alert.ruleName,
        state: alert.state,
        started_at: alert.startedAt,
        ended_at: alert.endedAt,
        threshold: alert.threshold,
        value_at_start: alert.valueAtStart,
        peak_value: alert.peakValue,
      }),
    );
  },
};

function signInFields(row: SignInRow): Row {
  return {
    occurred_at: row.occurredAt,
    code: formatErrorCode(row.codeClass),
    meaning: row.codeClass.title,
    outcome: row.codeClass.outcome,
    cause: row.codeClass.cause === null ? null : causeLabels[row.codeClass.cause],
    issued_by: sourceLabels[row.codeClass.source],
    whose_move: actorLabels[row.codeClass.actor],
    reason_text: row.reasonText,
    user: row.userName,
    user_id: row.userId,
    app: row.app,
    app_id: row.appId,
    resource: row.resource,
    ip: row.ip,
    country: row.country,
    city: row.city,
    client: row.client,
    device: row.device,
    policies: row.policies.join('; '),
    interactive: row.interactive,
    correlation_id: row.correlationId,
    request_id: row.requestId,
    event_id: row.eventId,
    feed: row.feed.name,
  };
}

/** The fields of a row that are in `names`, in the row's own order. */
function pick(row: Row, names: ReadonlySet<string>): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name)));
}

function pages<Item>(
  get: (cursor: string | undefined) => Promise<Page<Item>>,
  toRow: (item: Item) => Row,
): PageAt {
  return async (cursor) => {
    const page = await get(cursor);
    return { ...page, items: page.items.map(toRow) };
  };
}

function onePage(get: () => Promise<Row[]>): PageAt {
  return async () => {
    const items = await get();
    return { items, nextCursor: null, total: items.length };
  };
}
