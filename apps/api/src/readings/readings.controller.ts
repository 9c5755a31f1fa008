import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lookup } from '@turnaway/catalog';
import {
  type Breakdown,
  breakdownQuerySchema,
  breakdownSchema,
  type CauseSourceGrid,
  causeSourceGridSchema,
  type ErrorDetail,
  type ErrorRow,
  errorDetailSchema,
  errorRowSchema,
  errorsQuerySchema,
  formatErrorCode,
  type Page,
  pageOf,
  type RelatedCodes,
  relatedCodesSchema,
  type SignInRow,
  type SignIns,
  type Summary,
  signInQuerySchema,
  signInRowSchema,
  signInsQuerySchema,
  signInsSchema,
  summarySchema,
  type Trends,
  trendsQuerySchema,
  trendsSchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { findOverrides } from '@turnaway/db/code-overrides/find-overrides';
import { getBreakdown } from '@turnaway/db/readings/get-breakdown';
import { getCauseSourceGrid } from '@turnaway/db/readings/get-cause-source-grid';
import { getErrorDetail } from '@turnaway/db/readings/get-error-detail';
import { getSignIn } from '@turnaway/db/readings/get-sign-in';
import { getSummary } from '@turnaway/db/readings/get-summary';
import { getTrends } from '@turnaway/db/readings/get-trends';
import { listErrors } from '@turnaway/db/readings/list-errors';
import { listRelatedCodes } from '@turnaway/db/readings/list-related-codes';
import { listSignIns } from '@turnaway/db/readings/list-sign-ins';
import { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { withOverride } from '../catalog/as-decided-here.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { notFound } from '../http/problem.js';
import { readScope } from '../http/range.js';

const errorDetailQuerySchema = signInQuerySchema.extend({ variant: z.string().max(128).optional() });

/** What the dashboard shows: all by time range and the same filters. */
@ApiTags('readings')
@Controller('api')
export class ReadingsController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get('summary')
  @Answers('Counts over a range and the one before', summarySchema)
  getSummary(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: signInQuerySchema }) query: z.output<typeof signInQuerySchema>,
  ): Promise<Summary> {
    return getSummary(this.db, { workspaceId, ...readScope(query) });
  }

  @Get('trends')
  @Answers('Failures over time, by a dimension', trendsSchema)
  getTrends(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: trendsQuerySchema }) query: z.output<typeof trendsQuerySchema>,
  ): Promise<Trends> {
    return getTrends(this.db, { workspaceId, ...readScope(query), by: query.by });
  }

  @Get('errors')
  @Answers('Error codes that were seen', pageOf(errorRowSchema))
  listErrors(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: errorsQuerySchema }) query: z.output<typeof errorsQuerySchema>,
  ): Promise<Page<ErrorRow>> {
    const { sort, cursor, limit } = query;
    return listErrors(this.db, { workspaceId, ...readScope(query), sort, cursor, limit });
  }

  @Get('errors/:system/:code')
  @Answers('One error code: what it means, and whom it hits', errorDetailSchema)
  async getErrorDetail(
    @WorkspaceId() workspaceId: string,
    @Param('system') system: string,
    @Param('code') code: string,
    @Query({ schema: errorDetailQuerySchema }) query: z.output<typeof errorDetailQuerySchema>,
  ): Promise<ErrorDetail> {
    const variant = query.variant ?? null;
    const detail = await getErrorDetail(this.db, { workspaceId, system, code, variant, ...readScope(query) });
    if (detail === null) throw notFound('error code');
    const { codeClass } = detail;
    const entry = lookup({ system, code, variant: codeClass.variant });
    const overrides = await findOverrides(this.db, { workspaceId, errorCodes: [codeClass] });
    const override = overrides.get(formatErrorCode(codeClass)) ?? null;
    return { ...detail, entry: entry === null ? null : withOverride(entry, override), override };
  }

  @Get('errors/:system/:code/related')
  @Answers('What else the people of an error code met within an hour of it', relatedCodesSchema)
  listRelatedCodes(
    @WorkspaceId() workspaceId: string,
    @Param('system') system: string,
    @Param('code') code: string,
    @Query({ schema: errorDetailQuerySchema }) query: z.output<typeof errorDetailQuerySchema>,
  ): Promise<RelatedCodes> {
    const variant = query.variant ?? null;
    return listRelatedCodes(this.db, { workspaceId, system, code, variant, ...readScope(query) });
  }

  @Get('breakdown')
  @Answers('Failures by a dimension', breakdownSchema)
  getBreakdown(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: breakdownQuerySchema }) query: z.output<typeof breakdownQuerySchema>,
  ): Promise<Breakdown> {
    const { by, cursor, limit } = query;
    return getBreakdown(this.db, { workspaceId, ...readScope(query), by, cursor, limit });
  }

  @Get('cause-source-grid')
  @Answers('Failures where cause and source cross', causeSourceGridSchema)
  getCauseSourceGrid(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: signInQuerySchema }) query: z.output<typeof signInQuerySchema>,
  ): Promise<CauseSourceGrid> {
    return getCauseSourceGrid(this.db, { workspaceId, ...readScope(query) });
  }

  @Get('sign-ins')
  @Answers('Sign-ins that failed or were interrupted', signInsSchema)
  listSignIns(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: signInsQuerySchema }) query: z.output<typeof signInsQuerySchema>,
  ): Promise<SignIns> {
    const { q, match, cursor, limit } = query;
    return listSignIns(this.db, { workspaceId, ...readScope(query), q, match, cursor, limit });
  }

  @Get('sign-ins/:id')
  @Answers('One sign-in', signInRowSchema)
  async getSignIn(@WorkspaceId() workspaceId: string, @Param('id') id: string): Promise<SignInRow> {
    const signIn = await getSignIn(this.db, { workspaceId, id });
    if (signIn === null) throw notFound('sign-in');
    return signIn;
  }
}
