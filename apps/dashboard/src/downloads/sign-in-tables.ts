import { formatErrorCode } from '@turnaway/contracts/error-code';
import {
  type BreakdownDimension,
  breakdownDimensionSchema,
  type SignInRow,
} from '@turnaway/contracts/readings';
import { actorLabels, causeLabels, sourceLabels } from '@turnaway/contracts/words';
import {
  getAttempts,
  getBreakdown,
  getCauseSourceGrid,
  getErrorGroups,
  getErrors,
  getMarks,
  getRelatedCodes,
  getSignIns,
  getTrends,
} from '@/lib/api';
import { attemptOutcomeLabels } from '@/lib/attempt-words';
import { readView } from '@/lib/read-view';
import { fileFieldsOf, readSignInColumns } from '@/lib/sign-in-columns';
import { one, oneOf } from '@/lib/view';
import { errorSorts, groupSorts, groupTabs, trendDimensions } from '@/lib/view-choices';
import { onePage, pageLimit, pages, type Row, type Tables } from './row';

/** What is read of sign-ins: counts, lists and single ones. */
export const signInTables: Tables = {
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
      (row, list) => ({
        [by]: row.key,
        name: row.label,
        failures: row.failures,
        failures_before: row.failuresBefore,
        successes: row.successes,
        failure_rate: row.failureRate,
        people: row.people,
        share: row.share,
        // A list may lack values that are never among the most frequent: its file says so.
        of_total: list.total,
        total_is: list.totalIs,
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
  attempts: (params, now) => {
    const view = readView(params, now);
    const result = one(params.result);
    return pages(
      (cursor) => getAttempts(view, { result, cursor, limit: pageLimit }),
      (row) => ({
        started_at: row.startedAt,
        ended_at: row.endedAt,
        outcome: attemptOutcomeLabels[row.outcome],
        answered_after_ms: row.answeredAfterMs,
        last_prompt: formatErrorCode(row.prompt),
        meaning: row.prompt.title,
        user: row.user,
        app: row.app,
        ip: row.ip,
        country: row.country,
        client: row.client,
        steps: row.steps,
      }),
    );
  },
  'related-codes': (params, now) =>
    onePage(async () => {
      const view = readView(params, now);
      const { sampled, items } = await getRelatedCodes(
        view,
        one(params.of_system) ?? '',
        one(params.of_code) ?? '',
        one(params.of_variant),
      );
      return items.map((row) => ({
        code: formatErrorCode(row),
        meaning: row.title,
        people_before: row.peopleBefore,
        people_after: row.peopleAfter,
        people: row.people,
        people_looked_at: sampled,
      }));
    }),
  marks: (params, now) => {
    const { from, to } = readView(params, now);
    const app = one(params.app);
    return pages(
      (cursor) => getMarks({ from, to, app, cursor, limit: pageLimit }),
      ({ at, text, url, app: ofApp, author }) => ({ at, text, url, app: ofApp, author }),
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
