import { Body, Controller, Delete, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type ApiToken,
  apiTokenInputSchema,
  apiTokenSchema,
  covers,
  type NewApiToken,
  newApiTokenSchema,
  type Page,
  pageOf,
  pageQuerySchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { createApiToken } from '@turnaway/db/api-tokens/create-api-token';
import { deleteApiToken } from '@turnaway/db/api-tokens/delete-api-token';
import { listApiTokens } from '@turnaway/db/api-tokens/list-api-tokens';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { principalOf, WorkspaceId } from '../auth/principal.js';
import { Needs, noRight } from '../auth/rights.js';
import { forStorage, makeSecretText } from '../auth/secret-text.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe } from '../http/ids.js';
import { notFound } from '../http/problem.js';

@ApiTags('settings')
@Needs('settings')
@Controller('api/api-tokens')
export class ApiTokensController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('The API tokens, newest first', pageOf(apiTokenSchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: pageQuerySchema }) query: z.output<typeof pageQuerySchema>,
  ): Promise<Page<ApiToken>> {
    return listApiTokens(this.db, { workspaceId, ...query });
  }

  @Post()
  @Answers('Makes an API token, with a role up to your own; it is shown this once', newApiTokenSchema, 201)
  async create(
    @Req() request: FastifyRequest,
    @Body({ schema: apiTokenInputSchema }) { name, role }: z.output<typeof apiTokenInputSchema>,
  ): Promise<NewApiToken> {
    const principal = principalOf(request);
    if (!covers(principal.role, role)) throw noRight('members', principal.role);
    const token = makeSecretText('twa_');
    const { workspaceId } = principal;
    const made = await createApiToken(this.db, { workspaceId, name, role, ...forStorage(token) });
    return { ...made, token };
  }

  @Delete(':id')
  @Answers('Takes an API token away; it stops within seconds', null, 204)
  async delete(
    @WorkspaceId() workspaceId: string,
    @Param('id', new IdPipe('API token')) id: string,
  ): Promise<void> {
    if (!(await deleteApiToken(this.db, { workspaceId, id }))) throw notFound('API token');
  }
}
