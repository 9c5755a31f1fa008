import { Body, Controller, Get, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type BulkErrorGroupsAnswer,
  bulkErrorGroupsAnswerSchema,
  bulkErrorGroupsSchema,
  commentInputSchema,
  type ErrorGroup,
  type ErrorGroupChange,
  type ErrorGroupDetail,
  type ErrorGroupKey,
  type ErrorGroups,
  errorGroupChangeSchema,
  errorGroupDetailSchema,
  errorGroupKeySchema,
  errorGroupSchema,
  errorGroupsQuerySchema,
  errorGroupsSchema,
  pageQuerySchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { addComment } from '@turnaway/db/error-groups/add-comment';
import { changeErrorGroups } from '@turnaway/db/error-groups/change-error-groups';
import { getErrorGroup } from '@turnaway/db/error-groups/get-error-group';
import { listErrorGroups } from '@turnaway/db/error-groups/list-error-groups';
import { getMember } from '@turnaway/db/members/get-member';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { nameOf } from '../alerts/name-of.js';
import { type Principal, principalOf, WorkspaceId } from '../auth/principal.js';
import { Needs } from '../auth/rights.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { invalidField, notFound } from '../http/problem.js';
import { readScope } from '../http/range.js';

/** The rest of a group's key: the app, `(none)` where the log names none, and the variant of the code. */
const restOfKeySchema = z.object({
  app: z.string().max(512).optional(),
  variant: z.string().max(128).optional(),
});
const detailQuerySchema = restOfKeySchema.extend(pageQuerySchema.shape);
type RestOfKey = z.output<typeof restOfKeySchema>;

/** Error groups: what people triage, assign, resolve and talk about. */
@ApiTags('error groups')
@Controller('api/error-groups')
export class ErrorGroupsController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('Error codes by app, with where each stands in its life', errorGroupsSchema)
  list(
    @Req() request: FastifyRequest,
    @Query({ schema: errorGroupsQuerySchema }) query: z.output<typeof errorGroupsQuerySchema>,
  ): Promise<ErrorGroups> {
    const { workspaceId, userId } = principalOf(request);
    const { state, assignee, sort, cursor, limit, ...rest } = query;
    return listErrorGroups(this.db, {
      workspaceId,
      ...readScope(rest),
      states: state,
      assignee: assignee === undefined ? undefined : whom(assignee, userId),
      me: userId,
      sort,
      cursor,
      limit,
    });
  }

  @Post('bulk')
  @Needs('triage')
  @Answers('Changes up to 200 groups alike; the answer says what became of each', bulkErrorGroupsAnswerSchema)
  async changeMany(
    @Req() request: FastifyRequest,
    @Body({ schema: bulkErrorGroupsSchema }) { keys, change }: z.output<typeof bulkErrorGroupsSchema>,
  ): Promise<BulkErrorGroupsAnswer> {
    return { items: await this.change(principalOf(request), keys, change, 'change.assignee') };
  }

  @Get(':system/:code')
  @Answers('One group with its history, the latest first', errorGroupDetailSchema)
  async get(
    @WorkspaceId() workspaceId: string,
    @Param('system') system: string,
    @Param('code') code: string,
    @Query({ schema: detailQuerySchema }) query: z.output<typeof detailQuerySchema>,
  ): Promise<ErrorGroupDetail> {
    const { cursor, limit } = query;
    const key = keyOf(system, code, query);
    const group = await getErrorGroup(this.db, { workspaceId, key, cursor, limit });
    if (group === null) throw notFound('error group');
    return group;
  }

  @Patch(':system/:code')
  @Needs('triage')
  @Answers('Resolves, ignores, reopens or assigns a group', errorGroupSchema)
  async changeOne(
    @Req() request: FastifyRequest,
    @Param('system') system: string,
    @Param('code') code: string,
    @Query({ schema: restOfKeySchema }) query: RestOfKey,
    @Body({ schema: errorGroupChangeSchema }) change: ErrorGroupChange,
  ): Promise<ErrorGroup> {
    const key = keyOf(system, code, query);
    const [changed] = await this.change(principalOf(request), [key], change, 'assignee');
    if (!changed?.group) throw notFound('error group');
    return changed.group;
  }

  @Post(':system/:code/comments')
  @Needs('triage')
  @Answers('Adds a comment to the history of a group', errorGroupDetailSchema, 201)
  async comment(
    @Req() request: FastifyRequest,
    @Param('system') system: string,
    @Param('code') code: string,
    @Query({ schema: restOfKeySchema }) query: RestOfKey,
    @Body({ schema: commentInputSchema }) { text }: z.output<typeof commentInputSchema>,
  ): Promise<ErrorGroupDetail> {
    const principal = principalOf(request);
    const { workspaceId } = principal;
    const key = keyOf(system, code, query);
    const by = nameOf(principal);
    if (!(await addComment(this.db, { workspaceId, key, by, text, now: new Date() }))) {
      throw notFound('error group');
    }
    return this.get(workspaceId, system, code, { ...query, limit: 50 });
  }

  private async change(
    principal: Principal,
    keys: ErrorGroupKey[],
    change: ErrorGroupChange,
    assigneeField: string,
  ): Promise<BulkErrorGroupsAnswer['items']> {
    const { workspaceId } = principal;
    const { assignee = null } = change;
    const member = assignee === null ? null : await getMember(this.db, { workspaceId, userId: assignee });
    if (assignee !== null && member === null)
      throw invalidField(assigneeField, 'expected the id of a member');
    return changeErrorGroups(this.db, {
      workspaceId,
      keys,
      change,
      by: nameOf(principal),
      assigneeEmail: member?.email ?? null,
      now: new Date(),
    });
  }
}

function keyOf(system: string, code: string, { app, variant }: RestOfKey): ErrorGroupKey {
  const found = errorGroupKeySchema.safeParse({
    system,
    code,
    variant: variant || null,
    app: app || undefined,
  });
  if (!found.success) throw notFound('error group');
  return found.data;
}

function whom(assignee: string, me: string | null): string | null {
  if (assignee === 'nobody') return null;
  if (assignee !== 'me') return assignee;
  if (me === null)
    throw invalidField('assignee', 'expected a member’s id or nobody: a token is nobody in person');
  return me;
}
