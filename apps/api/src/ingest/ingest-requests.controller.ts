import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type IngestRequest,
  ingestRequestSchema,
  ingestRequestsQuerySchema,
  type Page,
  pageOf,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { listIngestRequests } from '@turnaway/db/ingest-requests/list-ingest-requests';
import type { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';

/** What senders sent, how it was understood and answered, and what is odd about it. */
@ApiTags('ingest')
@Controller('api/ingest-requests')
export class IngestRequestsController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('The last requests of senders, newest first', pageOf(ingestRequestSchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: ingestRequestsQuerySchema }) query: z.output<typeof ingestRequestsQuerySchema>,
  ): Promise<Page<IngestRequest>> {
    return listIngestRequests(this.db, { workspaceId, ...query });
  }
}
