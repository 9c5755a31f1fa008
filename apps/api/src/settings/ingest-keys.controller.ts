import { Body, Controller, Delete, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type IngestKey,
  ingestKeyInputSchema,
  ingestKeySchema,
  ingestKeysQuerySchema,
  type NewIngestKey,
  newIngestKeySchema,
  type Page,
  pageOf,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { createIngestKey } from '@turnaway/db/ingest-keys/create-ingest-key';
import { deleteIngestKey } from '@turnaway/db/ingest-keys/delete-ingest-key';
import { listIngestKeys } from '@turnaway/db/ingest-keys/list-ingest-keys';
import type { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { forStorage, makeSecretText } from '../auth/secret-text.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe, idSchema } from '../http/ids.js';
import { invalidInput, notFound } from '../http/problem.js';

const inputSchema = ingestKeyInputSchema.extend({ feedId: idSchema });
const querySchema = ingestKeysQuerySchema.extend({ feedId: idSchema.optional() });

@ApiTags('settings')
@Controller('api/ingest-keys')
export class IngestKeysController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('The ingest keys, newest first', pageOf(ingestKeySchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: querySchema }) query: z.output<typeof querySchema>,
  ): Promise<Page<IngestKey>> {
    return listIngestKeys(this.db, { workspaceId, ...query });
  }

  @Post()
  @Answers('Makes an ingest key; it is shown this once', newIngestKeySchema, 201)
  async create(
    @WorkspaceId() workspaceId: string,
    @Body({ schema: inputSchema }) input: z.output<typeof inputSchema>,
  ): Promise<NewIngestKey> {
    const key = makeSecretText('twi_');
    const made = await createIngestKey(this.db, { workspaceId, ...input, ...forStorage(key) });
    if (made === 'unknown-feed')
      throw invalidInput([{ field: 'feedId', message: 'expected the id of a feed' }]);
    return { ...made, key };
  }

  @Delete(':id')
  @Answers('Takes an ingest key away; it stops within seconds', null, 204)
  async delete(
    @WorkspaceId() workspaceId: string,
    @Param('id', new IdPipe('ingest key')) id: string,
  ): Promise<void> {
    if (!(await deleteIngestKey(this.db, { workspaceId, id }))) throw notFound('ingest key');
  }
}
