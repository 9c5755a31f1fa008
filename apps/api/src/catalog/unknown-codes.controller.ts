import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { draftEntry, nearestEntries } from '@turnaway/catalog';
import {
  type Page,
  pageOf,
  type UnknownCode,
  unknownCodeSchema,
  unknownCodesQuerySchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { type CountedUnknownCode, listUnknownCodes } from '@turnaway/db/readings/list-unknown-codes';
import type { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { readScope } from '../http/range.js';

/** What was seen and is in no catalog: counted, and ready to be written down. */
@ApiTags('catalog')
@Controller('api/unknown-codes')
export class UnknownCodesController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('Codes that were seen and that the catalog does not have', pageOf(unknownCodeSchema))
  async list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: unknownCodesQuerySchema }) query: z.output<typeof unknownCodesQuerySchema>,
  ): Promise<Page<UnknownCode>> {
    const { cursor, limit } = query;
    const page = await listUnknownCodes(this.db, { workspaceId, ...readScope(query), cursor, limit });
    return { ...page, items: page.items.map(withCatalog) };
  }
}

/** The code with the entries that come nearest to it, and one to begin with. */
function withCatalog(counted: CountedUnknownCode): UnknownCode {
  const { system, code, reasonTexts } = counted;
  const text = reasonTexts[0]?.text ?? '';
  return {
    ...counted,
    nearest: nearestEntries(system, code, text),
    draft: draftEntry(system, code, text),
  };
}
