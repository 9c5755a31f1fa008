import { Body, Controller, Delete, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Mark,
  type MarkInput,
  markInputSchema,
  markSchema,
  marksQuerySchema,
  type Page,
  pageOf,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { createMark } from '@turnaway/db/marks/create-mark';
import { deleteMark } from '@turnaway/db/marks/delete-mark';
import { listMarks } from '@turnaway/db/marks/list-marks';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { nameOf } from '../alerts/name-of.js';
import { principalOf, WorkspaceId } from '../auth/principal.js';
import { Needs } from '../auth/rights.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe } from '../http/ids.js';
import { notFound } from '../http/problem.js';

/** What happened around the sign-ins, such as deploys: a pipeline tells, the trend shows. */
@ApiTags('views')
@Controller('api/marks')
export class MarksController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('What happened around the sign-ins, the latest first', pageOf(markSchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: marksQuerySchema }) query: z.output<typeof marksQuerySchema>,
  ): Promise<Page<Mark>> {
    return listMarks(this.db, { workspaceId, ...query });
  }

  @Post()
  @Needs('triage')
  @Answers('Marks a moment on the trend, such as a deploy', markSchema, 201)
  create(@Req() request: FastifyRequest, @Body({ schema: markInputSchema }) mark: MarkInput): Promise<Mark> {
    const principal = principalOf(request);
    const { workspaceId } = principal;
    return createMark(this.db, { workspaceId, author: nameOf(principal), mark, now: new Date() });
  }

  @Delete(':id')
  @Needs('triage')
  @Answers('Deletes a mark', null, 204)
  async delete(
    @WorkspaceId() workspaceId: string,
    @Param('id', new IdPipe('mark')) id: string,
  ): Promise<void> {
    if (!(await deleteMark(this.db, { workspaceId, id }))) throw notFound('mark');
  }
}
