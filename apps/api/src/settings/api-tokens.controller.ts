import { Body, Controller, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { apiTokenSchema, type Page, pageOf, pageQuerySchema } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { createApiToken } from '@turnaway/db/api-tokens/create-api-token';
import { deleteApiToken } from '@turnaway/db/api-tokens/delete-api-token';
import { listApiTokens } from '@turnaway/db/api-tokens/list-api-tokens';
import { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { forStorage, makeSecretText } from '../auth/secret-text.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe } from '../http/ids.js';
import { notFound } from '../http/problem.js';

type ApiToken = z.output<typeof apiTokenSchema>;
const apiTokenInputSchema = z.object({ name: z.string().trim().min(1).max(80) });
const newApiTokenSchema = apiTokenSchema.extend({ token: z.string() });

@ApiTags('settings')
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
  @Answers('Makes an API token; it is shown this once', newApiTokenSchema, 201)
  async create(
    @WorkspaceId() workspaceId: string,
    @Body({ schema: apiTokenInputSchema }) { name }: z.output<typeof apiTokenInputSchema>,
  ): Promise<z.output<typeof newApiTokenSchema>> {
    const token = makeSecretText('twa_');
    const made = await createApiToken(this.db, { workspaceId, name, ...forStorage(token) });
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
