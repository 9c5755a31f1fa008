import { Body, Controller, Delete, Get, Inject, Param, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { classOfCode, hasCause, lookup } from '@turnaway/catalog';
import {
  type CodeOverride,
  type CodeOverrideInput,
  causeDefaults,
  codeOverrideInputSchema,
  codeOverrideSchema,
  type OverrideRow,
  overrideRowSchema,
  type Page,
  pageOf,
  pageQuerySchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { dropOverride } from '@turnaway/db/code-overrides/drop-override';
import { listOverrides } from '@turnaway/db/code-overrides/list-overrides';
import { saveOverride } from '@turnaway/db/code-overrides/save-override';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { principalOf, WorkspaceId } from '../auth/principal.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { invalidField, notFound } from '../http/problem.js';
import { catalogClassOf } from './catalog-class-of.js';

const variantQuerySchema = z.object({ variant: z.string().max(128).optional() });

/** Where a workspace sees a code differently from the catalog. */
@ApiTags('catalog')
@Controller('api/code-overrides')
export class CodeOverridesController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('What this workspace decided about codes', pageOf(overrideRowSchema))
  async list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: pageQuerySchema }) query: z.output<typeof pageQuerySchema>,
  ): Promise<Page<OverrideRow>> {
    const overrides = await listOverrides(this.db, { workspaceId, ...query });
    return { ...overrides, items: overrides.items.map(withTitle) };
  }

  @Put(':system/:code')
  @Answers('Decides about a code; all history follows at once', codeOverrideSchema)
  async save(
    @WorkspaceId() workspaceId: string,
    @Param('system') system: string,
    @Param('code') code: string,
    @Query({ schema: variantQuerySchema }) { variant = null }: { variant?: string | null },
    @Body({ schema: codeOverrideInputSchema }) input: CodeOverrideInput,
    @Req() request: FastifyRequest,
  ): Promise<CodeOverride> {
    const errorCode = { system, code, variant };
    const { name, email } = principalOf(request).user;
    const saved = await saveOverride(this.db, {
      workspaceId,
      errorCode,
      catalogClass: catalogClassOf(errorCode),
      decided: complete(input, lookup(errorCode)?.outcome ?? null),
      author: name || email,
    });
    if (saved === null) throw notFound('error code');
    return saved;
  }

  @Delete(':system/:code')
  @Answers('Lets the catalog decide about a code again', null, 204)
  async drop(
    @WorkspaceId() workspaceId: string,
    @Param('system') system: string,
    @Param('code') code: string,
    @Query({ schema: variantQuerySchema }) { variant = null }: { variant?: string | null },
  ): Promise<void> {
    const errorCode = { system, code, variant };
    const catalogClass = catalogClassOf(errorCode);
    if (!(await dropOverride(this.db, { workspaceId, errorCode, catalogClass }))) throw notFound('override');
  }
}

function withTitle(override: CodeOverride): OverrideRow {
  return { ...override, title: classOfCode(override, 'failure').title };
}

/** Another cause makes it another's move, unless the input says whose. Throws where outcome and cause don't go together. */
function complete(input: CodeOverrideInput, catalogOutcome: string | null): CodeOverrideInput {
  const { outcome, cause } = input;
  if (cause !== undefined && outcome !== undefined && !hasCause(outcome)) {
    throw invalidField('cause', `expected none, since the outcome ${outcome} has no cause`);
  }
  if (
    cause !== undefined &&
    outcome === undefined &&
    (catalogOutcome === 'success' || catalogOutcome === 'other')
  ) {
    throw invalidField('outcome', `expected, since the catalog's outcome ${catalogOutcome} has no cause`);
  }
  if (cause === 'expected-step' && outcome === 'failure') {
    throw invalidField('cause', 'expected another: an expected step is never a failure');
  }
  return cause === undefined ? input : { ...input, actor: input.actor ?? causeDefaults[cause].actor };
}
