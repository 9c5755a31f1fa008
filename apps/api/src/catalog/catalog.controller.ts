import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { entries, lookup } from '@turnaway/catalog';
import { explain } from '@turnaway/catalog/node';
import {
  type CatalogFilter,
  type CatalogPage,
  type CatalogQuery,
  type CatalogSystem,
  catalogFilterSchema,
  catalogPageSchema,
  catalogQuerySchema,
  catalogSystemSchema,
  explainRequestSchema,
  type Page,
  pageOf,
  type WorkspaceEntry,
  type WorkspaceExplainResponse,
  workspaceEntrySchema,
  workspaceExplainResponseSchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { listOverrides } from '@turnaway/db/code-overrides/list-overrides';
import { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { Needs } from '../auth/rights.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { notFound } from '../http/problem.js';
import { asDecidedHere } from './as-decided-here.js';
import { listEntries, listSystems } from './list-entries.js';

const entryQuerySchema = z.object({ variant: z.string().max(128).optional() });
/** Overrides are decided one by one, by people: more than this are not looked at when the catalog is filtered. */
const overridesMax = 1_000;

/** What every error code means. */
@ApiTags('catalog')
@Controller('api')
export class CatalogController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get('catalog')
  @Answers('The entries of the catalog, as this workspace sees them', pageOf(workspaceEntrySchema))
  async list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: catalogQuerySchema }) query: CatalogQuery,
  ): Promise<Page<WorkspaceEntry>> {
    return listEntries(query, await this.overrides(workspaceId));
  }

  @Get('catalog-systems')
  @Answers('The systems of the catalog, with how many entries fit', pageOf(catalogSystemSchema))
  async listSystems(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: catalogFilterSchema }) filter: CatalogFilter,
  ): Promise<Page<CatalogSystem>> {
    return listSystems(filter, await this.overrides(workspaceId));
  }

  @Get('catalog/:system/:code')
  @Answers('One entry, with what this workspace decided about it', catalogPageSchema)
  async get(
    @Param('system') system: string,
    @Param('code') code: string,
    @Query({ schema: entryQuerySchema }) { variant = null }: { variant?: string | null },
    @WorkspaceId() workspaceId: string,
  ): Promise<CatalogPage> {
    const entry = lookup({ system, code, variant });
    const [decided] = entry === null ? [] : await asDecidedHere(this.db, workspaceId, [entry]);
    if (decided === undefined) throw notFound('entry in the catalog');
    return { ...decided, variants: variantsOf(decided) };
  }

  @Post('explain')
  @Needs('read')
  @Answers('The entries behind any pasted text, best first', workspaceExplainResponseSchema)
  async explain(
    @Body({ schema: explainRequestSchema }) { text }: z.output<typeof explainRequestSchema>,
    @WorkspaceId() workspaceId: string,
  ): Promise<WorkspaceExplainResponse> {
    const { explanations, nearest, ...beside } = explain(text);
    const found = [...explanations.map(({ entry }) => entry), ...nearest];
    const decided = await asDecidedHere(this.db, workspaceId, found);
    return {
      explanations: explanations.flatMap((explanation, place) => {
        const entry = decided[place];
        return entry === undefined ? [] : [{ ...explanation, entry }];
      }),
      nearest: decided.slice(explanations.length),
      ...beside,
    };
  }

  private async overrides(workspaceId: string) {
    return (await listOverrides(this.db, { workspaceId, limit: overridesMax })).items;
  }
}

function variantsOf({ system, code }: WorkspaceEntry) {
  return entries().filter((one) => one.variant !== null && one.code === code && one.system === system);
}
