import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  may,
  type Page,
  pageOf,
  pageQuerySchema,
  type SavedView,
  type SavedViewInput,
  savedViewInputSchema,
  savedViewPatchSchema,
  savedViewSchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { createSavedView } from '@turnaway/db/saved-views/create-saved-view';
import { deleteSavedView } from '@turnaway/db/saved-views/delete-saved-view';
import { getSavedView } from '@turnaway/db/saved-views/get-saved-view';
import { listSavedViews } from '@turnaway/db/saved-views/list-saved-views';
import { updateSavedView } from '@turnaway/db/saved-views/update-saved-view';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { nameOf } from '../alerts/name-of.js';
import { principalOf } from '../auth/principal.js';
import { Needs, noRight } from '../auth/rights.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe } from '../http/ids.js';
import { notFound } from '../http/problem.js';
import { noNames } from '../privacy/open-pseudonyms.js';

const viewId = new IdPipe('view');

/** Pages with their filters and time, under names, for oneself or for all members. */
@ApiTags('views')
@Controller('api/views')
export class SavedViewsController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('The shared views and your own, newest first', pageOf(savedViewSchema))
  list(
    @Req() request: FastifyRequest,
    @Query({ schema: pageQuerySchema }) query: z.output<typeof pageQuerySchema>,
  ): Promise<Page<SavedView>> {
    return listSavedViews(this.db, { ...askerOf(request), ...query });
  }

  @Post()
  @Needs('triage')
  @Answers('Saves a view', savedViewSchema, 201)
  create(
    @Req() request: FastifyRequest,
    @Body({ schema: savedViewInputSchema }) view: SavedViewInput,
  ): Promise<SavedView> {
    const { workspaceId, asker } = askerOf(request);
    return createSavedView(this.db, { workspaceId, author: asker, view });
  }

  @Get(':id')
  @Answers('One view', savedViewSchema)
  async get(@Req() request: FastifyRequest, @Param('id', viewId) id: string): Promise<SavedView> {
    const view = await getSavedView(this.db, { ...askerOf(request), id });
    if (view === null) throw notFound('view');
    const { user, ip } = view.query.filter;
    // Without its filter it would show the numbers of everybody under this name.
    if (principalOf(request).people === 'hidden' && (user ?? ip) !== undefined) throw noNames();
    return view;
  }

  @Patch(':id')
  @Needs('triage')
  @Answers('Changes a view of yours; those of others take the right to settings', savedViewSchema)
  async update(
    @Req() request: FastifyRequest,
    @Param('id', viewId) id: string,
    @Body({ schema: savedViewPatchSchema }) patch: z.output<typeof savedViewPatchSchema>,
  ): Promise<SavedView> {
    const { workspaceId } = await this.mine(request, id);
    await updateSavedView(this.db, { workspaceId, id, patch, now: new Date() });
    return this.get(request, id);
  }

  @Delete(':id')
  @Needs('triage')
  @Answers('Deletes a view of yours; those of others take the right to settings', null, 204)
  async delete(@Req() request: FastifyRequest, @Param('id', viewId) id: string): Promise<void> {
    const { workspaceId } = await this.mine(request, id);
    await deleteSavedView(this.db, { workspaceId, id });
  }

  /** Throws unless the view is there and the asker may change it. */
  private async mine(request: FastifyRequest, id: string): Promise<{ workspaceId: string }> {
    const { workspaceId, role } = principalOf(request);
    const { isYours } = await this.get(request, id);
    if (!isYours && !may(role, 'settings')) throw noRight('settings', role);
    return { workspaceId };
  }
}

function askerOf(request: FastifyRequest): { workspaceId: string; asker: string } {
  const principal = principalOf(request);
  return { workspaceId: principal.workspaceId, asker: nameOf(principal) };
}
