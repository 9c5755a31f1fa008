import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { explain, lookup } from '@turnaway/catalog';
import {
  type CatalogEntry,
  catalogEntrySchema,
  explainRequestSchema,
  explainResponseSchema,
  type Page,
  pageOf,
  pageQuerySchema,
} from '@turnaway/contracts';
import { z } from 'zod';
import { Answers } from '../http/api-doc.js';
import { notFound } from '../http/problem.js';
import { listEntries } from './list-entries.js';

const catalogQuerySchema = pageQuerySchema.extend({
  system: z.string().max(32).optional(),
  q: z.string().max(200).optional(),
});
const entryQuerySchema = z.object({ variant: z.string().max(128).optional() });

/** What every error code means. */
@ApiTags('catalog')
@Controller('api')
export class CatalogController {
  @Get('catalog')
  @Answers('The entries of the catalog', pageOf(catalogEntrySchema))
  list(
    @Query({ schema: catalogQuerySchema }) query: z.output<typeof catalogQuerySchema>,
  ): Page<CatalogEntry> {
    return listEntries(query);
  }

  @Get('catalog/:system/:code')
  @Answers('One entry', catalogEntrySchema)
  get(
    @Param('system') system: string,
    @Param('code') code: string,
    @Query({ schema: entryQuerySchema }) { variant = null }: { variant?: string | null },
  ): CatalogEntry {
    const entry = lookup({ system, code, variant });
    if (entry === null) throw notFound('entry in the catalog');
    return entry;
  }

  @Post('explain')
  @Answers('The entries behind any pasted text, best first', explainResponseSchema)
  explain(
    @Body({ schema: explainRequestSchema }) { text }: z.output<typeof explainRequestSchema>,
  ): z.output<typeof explainResponseSchema> {
    return { explanations: explain(text) };
  }
}
