import { formatErrorCode } from '@turnaway/contracts/error-code';
import { actorLabels, causeLabels, dialectLabels, sourceLabels } from '@turnaway/contracts/words';
import {
  getApiTokens,
  getBatches,
  getCatalog,
  getFeeds,
  getIngestKeys,
  getIngestRequests,
  getInvitations,
  getMembers,
  getOverrides,
  getRejects,
  getReveals,
  getSavedViews,
  getUnknownCodes,
} from '@/lib/api';
import { readView } from '@/lib/read-view';
import { savedHref } from '@/lib/saved-query';
import { one } from '@/lib/view';
import { onePage, pageLimit, pages, type Tables } from './row';

/** What an install holds: its catalog, what came in, and who works with it. */
export const installTables: Tables = {
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
  invitations: () =>
    pages(
      (cursor) => getInvitations({ cursor, limit: pageLimit }),
      (invitation) => ({
        email: invitation.email,
        role: invitation.role,
        invited_by: invitation.invitedBy,
        created_at: invitation.createdAt,
        expires_at: invitation.expiresAt,
      }),
    ),
  tokens: () =>
    pages(
      (cursor) => getApiTokens({ cursor, limit: pageLimit }),
      (token) => ({
        name: token.name,
        begins_with: token.preview,
        role: token.role,
        created_at: token.createdAt,
        last_used_at: token.lastUsedAt,
      }),
    ),
  views: () =>
    pages(
      (cursor) => getSavedViews({ cursor, limit: pageLimit }),
      (view) => ({
        name: view.name,
        opens: savedHref(view),
        shared: view.shared,
        author: view.author,
        updated_at: view.updatedAt,
      }),
    ),
  'ingest-keys': (params) =>
    pages(
      (cursor) => getIngestKeys({ feedId: one(params.feed), cursor }),
      (key) => ({
        name: key.name,
        begins_with: key.preview,
        created_at: key.createdAt,
        last_used_at: key.lastUsedAt,
      }),
    ),
  'ingest-requests': (params) => {
    const own = { feed: one(params.feed), unattributed: one(params.unattributed) };
    return pages(
      (cursor) => getIngestRequests({ ...own, cursor, limit: pageLimit }),
      (request) => ({
        at: request.at,
        sender: dialectLabels[request.dialect],
        user_agent: request.userAgent,
        method: request.method,
        path: request.path,
        bytes: request.bytes,
        status: request.status,
        batch: request.batch?.id ?? null,
        records: request.batch?.records ?? null,
        rejected: request.batch?.rejected ?? null,
      }),
    );
  },
};
