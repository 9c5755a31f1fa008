import { alertEvaluationsSchema } from '@turnaway/contracts/alert-evaluations';
import {
  alertChangesSchema,
  alertGroupSchema,
  alertRuleSchema,
  alertSchema,
} from '@turnaway/contracts/alerts';
import { attemptStorySchema, attemptsSchema } from '@turnaway/contracts/attempts';
import { catalogPageSchema, catalogSystemSchema } from '@turnaway/contracts/catalog-query';
import { channelSchema } from '@turnaway/contracts/channels';
import { overrideRowSchema, workspaceEntrySchema } from '@turnaway/contracts/code-override';
import { deliverySchema } from '@turnaway/contracts/deliveries';
import {
  type ErrorGroupKey,
  errorGroupDetailSchema,
  errorGroupsSchema,
  unresolvedStates,
} from '@turnaway/contracts/error-groups';
import {
  batchSchema,
  feedSchema,
  ingestKeySchema,
  rejectSchema,
  workspaceSchema,
} from '@turnaway/contracts/feeds';
import { ingestRequestSchema } from '@turnaway/contracts/ingest-requests';
import { markSchema } from '@turnaway/contracts/marks';
import { invitationSchema, memberSchema } from '@turnaway/contracts/members';
import { pageOf } from '@turnaway/contracts/page';
import { revealSchema } from '@turnaway/contracts/privacy';
import { engineUnreachableType, problemSchema } from '@turnaway/contracts/problem';
import {
  type BreakdownDimension,
  breakdownSchema,
  causeSourceGridSchema,
  errorDetailSchema,
  errorRowSchema,
  signInRowSchema,
  signInsSchema,
  summarySchema,
  type TrendDimension,
  trendsSchema,
} from '@turnaway/contracts/readings';
import { relatedCodesSchema } from '@turnaway/contracts/related-codes';
import { savedViewSchema } from '@turnaway/contracts/saved-views';
import { senderSetupSchema } from '@turnaway/contracts/sender-setup';
import { apiTokenSchema, sessionSchema } from '@turnaway/contracts/session';
import { silenceSchema } from '@turnaway/contracts/silences';
import { unknownCodeSchema } from '@turnaway/contracts/unknown-code';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import type { z } from 'zod';
import { apiUrl } from '@/env';
import { ApiFault } from './api-fault';
import { apiQuery, type View } from './view';
import type { groupTabs } from './view-choices';

/**
 * All that the pages read, on the server. Every answer is parsed with the contract's schema; who is not signed
 * in is sent to sign in; any other fault becomes an {@link ApiFault}, which the error page explains.
 */
const answerWithinMs = 15_000;

export const getSession = cache(() => read('/api/session', sessionSchema));
export const getWorkspace = () => read('/api/workspace', workspaceSchema);
export const getMembers = (own: Record<string, string | undefined>) =>
  read(`/api/members?${query(own)}`, pageOf(memberSchema));
export const getInvitations = (own: Record<string, string | undefined>) =>
  read(`/api/invitations?${query(own)}`, pageOf(invitationSchema));
export const getSavedViews = (own: Record<string, string | undefined>) =>
  read(`/api/views?${query(own)}`, pageOf(savedViewSchema));
export const getSavedView = (id: string) => read(`/api/views/${segment(id)}`, savedViewSchema);
/** As {@link getSavedView}, and `null` for one that is gone or not shared. */
export const findSavedView = (id: string) => readIfThere(`/api/views/${segment(id)}`, savedViewSchema);
export const getMarks = (own: Record<string, string | undefined>) =>
  read(`/api/marks?${query(own)}`, pageOf(markSchema));
export const getReveals = (own: Record<string, string | undefined>) =>
  read(`/api/reveals?${query(own)}`, pageOf(revealSchema));
export const getApiTokens = (own: Record<string, string | undefined>) =>
  read(`/api/api-tokens?${query(own)}`, pageOf(apiTokenSchema));

/** Takes the query's text, so that the shell and a page that ask the same share one call. */
const getSummaryByQuery = cache((query: string) => read(`/api/summary?${query}`, summarySchema));
export const getSummary = (view: View) => getSummaryByQuery(apiQuery(view).toString());

export const getTrends = (view: View, by: TrendDimension) =>
  read(`/api/trends?${viewed(view, { by })}`, trendsSchema);
export const getErrors = (view: View, own: Record<string, string | undefined>) =>
  read(`/api/errors?${viewed(view, own)}`, pageOf(errorRowSchema));
/** The groups of a tab of the list; without one, of all states. */
export const getErrorGroups = (
  view: View,
  { tab, ...own }: Record<string, string | undefined> & { tab?: (typeof groupTabs)[number] },
) => {
  const query = new URLSearchParams(viewed(view, { ...own, assignee: tab === 'mine' ? 'me' : undefined }));
  if (tab === 'unresolved' || tab === 'mine') {
    for (const state of unresolvedStates) query.append('state', state);
  } else if (tab !== undefined) query.set('state', tab);
  return read(`/api/error-groups?${query}`, errorGroupsSchema);
};
/** One group with its history; `null` if it is not there. */
export const findErrorGroup = (
  { system, code, variant, app }: ErrorGroupKey,
  own: Record<string, string | undefined>,
) =>
  readIfThere(
    `/api/error-groups/${segment(system)}/${segment(code)}?${query({ ...own, app, variant: variant ?? undefined })}`,
    errorGroupDetailSchema,
  );
export const getErrorDetail = (view: View, system: string, code: string, variant: string | undefined) =>
  read(errorPath(view, system, code, variant), errorDetailSchema);
export const getRelatedCodes = (view: View, system: string, code: string, variant: string | undefined) =>
  read(
    `/api/errors/${segment(system)}/${segment(code)}/related?${viewed(view, { variant })}`,
    relatedCodesSchema,
  );
/** As {@link getErrorDetail}, and `null` for a code that this install does not know. */
export const findErrorDetail = (view: View, system: string, code: string, variant: string | undefined) =>
  readIfThere(errorPath(view, system, code, variant), errorDetailSchema);
export const getBreakdown = (
  view: View,
  by: BreakdownDimension,
  own: Record<string, string | undefined> = {},
) => read(`/api/breakdown?${viewed(view, { ...own, by })}`, breakdownSchema);
export const getCauseSourceGrid = (view: View) =>
  read(`/api/cause-source-grid?${apiQuery(view)}`, causeSourceGridSchema);
export const getSignIns = (view: View, own: Record<string, string | undefined>) =>
  read(`/api/sign-ins?${viewed(view, own)}`, signInsSchema);
/** `null` where the sign-in itself is gone. */
export const findAttempt = (signInId: string) =>
  readIfThere(`/api/sign-ins/${segment(signInId)}/attempt`, attemptStorySchema);
export const getAttempts = (view: View, own: Record<string, string | undefined>) =>
  read(`/api/attempts?${viewed(view, own)}`, attemptsSchema);
export const getSignIn = (id: string) => read(`/api/sign-ins/${segment(id)}`, signInRowSchema);

export const getBatches = (own: Record<string, string | undefined>) =>
  read(`/api/batches?${query(own)}`, pageOf(batchSchema));
export const getBatch = (id: string) => read(`/api/batches/${segment(id)}`, batchSchema);
export const getRejects = (batchId: string, cursor: string | undefined) =>
  read(`/api/batches/${segment(batchId)}/rejects?${query({ cursor })}`, pageOf(rejectSchema));

export const getCatalog = (own: Record<string, string | undefined>) =>
  read(`/api/catalog?${query(own)}`, pageOf(workspaceEntrySchema));
export const getCatalogSystems = (own: Record<string, string | undefined>) =>
  read(`/api/catalog-systems?${query(own)}`, pageOf(catalogSystemSchema));
export const getCatalogPage = cache((system: string, code: string, variant: string | undefined) =>
  read(`/api/catalog/${segment(system)}/${segment(code)}?${query({ variant })}`, catalogPageSchema),
);
export const getOverrides = (own: Record<string, string | undefined>) =>
  read(`/api/code-overrides?${query(own)}`, pageOf(overrideRowSchema));
export const getUnknownCodes = (view: View, own: Record<string, string | undefined>) =>
  read(`/api/unknown-codes?${viewed(view, own)}`, pageOf(unknownCodeSchema));

export const getFeeds = cache(() => read('/api/feeds?limit=200', pageOf(feedSchema)));
export const getFeed = (id: string) => read(`/api/feeds/${segment(id)}`, feedSchema);
export const getIngestKeys = (own: Record<string, string | undefined> = {}) =>
  read(`/api/ingest-keys?${query({ ...own, limit: '200' })}`, pageOf(ingestKeySchema));
export const getIngestRequests = (own: Record<string, string | undefined>) =>
  read(`/api/ingest-requests?${query(own)}`, pageOf(ingestRequestSchema));
export const getSenderSetups = () => read('/api/sender-setups', pageOf(senderSetupSchema));

export const getAlertRules = () => read('/api/alert-rules?limit=200', pageOf(alertRuleSchema));
export const getAlertRule = (id: string) => read(`/api/alert-rules/${segment(id)}`, alertRuleSchema);
export const getAlerts = (own: Record<string, string | undefined>) =>
  read(`/api/alerts?${query(own)}`, pageOf(alertSchema));
export const getAlertGroups = (own: Record<string, string | undefined>) =>
  read(`/api/alert-groups?${query(own)}`, pageOf(alertGroupSchema));
export const getAlert = (id: string) => read(`/api/alerts/${segment(id)}`, alertSchema);
/** An alert that may be gone by now. */
export const findAlert = (id: string) => readIfThere(`/api/alerts/${segment(id)}`, alertSchema);
export const getAlertChanges = (id: string) => read(`/api/alerts/${segment(id)}/changes`, alertChangesSchema);
export const getEvaluations = (ruleId: string, own: Record<string, string | undefined> = {}) =>
  read(`/api/alert-rules/${segment(ruleId)}/evaluations?${query(own)}`, alertEvaluationsSchema);
export const getSilences = (own: Record<string, string | undefined>) =>
  read(`/api/silences?${query(own)}`, pageOf(silenceSchema));
export const getChannels = () => read('/api/channels?limit=200', pageOf(channelSchema));
export const getDeliveries = (own: Record<string, string | undefined>) =>
  read(`/api/deliveries?${query(own)}`, pageOf(deliverySchema));

async function read<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.output<Schema>> {
  const found = await readIfThere(path, schema);
  if (found === null) notFound();
  return found;
}

async function readIfThere<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  const response = await get(path);
  if (response.status === 401) await redirectToSignIn();
  if (response.status === 404) return null;
  const body = await readJson(response);
  if (!response.ok) {
    const problem = problemSchema.safeParse(body);
    const kind = problem.data?.type === engineUnreachableType ? 'no-database' : response.status;
    throw new ApiFault(kind, problem.data?.requestId ?? null, `${path} answered`);
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ApiFault('misread', null, `${path}: ${parsed.error.message}`);
  return parsed.data;
}

async function get(path: string): Promise<Response> {
  const incoming = await headers();
  try {
    return await fetch(new URL(path, apiUrl()), {
      cache: 'no-store',
      headers: { accept: 'application/json', cookie: incoming.get('cookie') ?? '' },
      signal: AbortSignal.timeout(answerWithinMs),
    });
  } catch (cause) {
    throw new ApiFault('unreachable', null, `${path} gave no answer`, { cause });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new ApiFault(response.status, null, 'the answer was not JSON', { cause });
  }
}

async function redirectToSignIn(): Promise<never> {
  const here = (await headers()).get('x-turnaway-path') ?? '/';
  redirect(here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`);
}

function errorPath(view: View, system: string, code: string, variant: string | undefined): string {
  return `/api/errors/${segment(system)}/${segment(code)}?${viewed(view, { variant })}`;
}

function viewed(view: View, own: Record<string, string | undefined>): string {
  return joined(apiQuery(view), own);
}

function query(own: Record<string, string | undefined>): string {
  return joined(new URLSearchParams(), own);
}

function joined(parameters: URLSearchParams, own: Record<string, string | undefined>): string {
  for (const [name, value] of Object.entries(own)) if (value !== undefined) parameters.set(name, value);
  return parameters.toString();
}

function segment(text: string): string {
  return encodeURIComponent(text);
}
