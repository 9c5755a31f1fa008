import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Page,
  pageOf,
  type Silence,
  type SilenceInput,
  silenceInputSchema,
  silencePatchSchema,
  silenceSchema,
  silencesQuerySchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { createSilence } from '@turnaway/db/silences/create-silence';
import { endSilence } from '@turnaway/db/silences/end-silence';
import { getSilence } from '@turnaway/db/silences/get-silence';
import { listSilences } from '@turnaway/db/silences/list-silences';
import { updateSilence } from '@turnaway/db/silences/update-silence';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { principalOf, WorkspaceId } from '../auth/principal.js';
import { Needs } from '../auth/rights.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe } from '../http/ids.js';
import { invalidField, notFound } from '../http/problem.js';
import { nameOf } from './name-of.js';

const silenceId = new IdPipe('silence');

@ApiTags('alerts')
@Controller('api/silences')
export class SilencesController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('The silences, newest first', pageOf(silenceSchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: silencesQuerySchema }) query: z.output<typeof silencesQuerySchema>,
  ): Promise<Page<Silence>> {
    return listSilences(this.db, { workspaceId, now: new Date(), ...query });
  }

  @Post()
  @Needs('triage')
  @Answers('Keeps alerts quiet that fit; they are still recorded', silenceSchema, 201)
  create(
    @WorkspaceId() workspaceId: string,
    @Req() request: FastifyRequest,
    @Body({ schema: silenceInputSchema }) silence: SilenceInput,
  ): Promise<Silence> {
    const now = new Date();
    if (new Date(silence.endsAt) <= now) throw invalidField('endsAt', 'expected a time to come');
    return createSilence(this.db, { workspaceId, author: nameOf(principalOf(request)), now, silence });
  }

  @Get(':id')
  @Answers('One silence', silenceSchema)
  async get(@WorkspaceId() workspaceId: string, @Param('id', silenceId) id: string): Promise<Silence> {
    return orNotFound(await getSilence(this.db, { workspaceId, id, now: new Date() }));
  }

  @Patch(':id')
  @Needs('triage')
  @Answers('Changes a silence', silenceSchema)
  async update(
    @WorkspaceId() workspaceId: string,
    @Param('id', silenceId) id: string,
    @Body({ schema: silencePatchSchema }) patch: z.output<typeof silencePatchSchema>,
  ): Promise<Silence> {
    const now = new Date();
    const stored = orNotFound(await getSilence(this.db, { workspaceId, id, now }));
    if (Date.parse(patch.endsAt ?? stored.endsAt) <= Date.parse(stored.startsAt)) {
      throw invalidField('endsAt', 'expected a time after startsAt');
    }
    return orNotFound(await updateSilence(this.db, { workspaceId, id, now, ...patch }));
  }

  @Delete(':id')
  @Needs('triage')
  @Answers('Ends a silence now; one that has not begun is gone', null, 204)
  async end(@WorkspaceId() workspaceId: string, @Param('id', silenceId) id: string): Promise<void> {
    if (!(await endSilence(this.db, { workspaceId, id, now: new Date() }))) throw notFound('silence');
  }
}

function orNotFound<Found>(found: Found | null): Found {
  if (found === null) throw notFound('silence');
  return found;
}
