import { Body, Controller, Get, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Page,
  pageOf,
  pageQuerySchema,
  type Reveal,
  type Revealed,
  revealedSchema,
  revealInputSchema,
  revealSchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { addReveal } from '@turnaway/db/reveals/add-reveal';
import { listReveals } from '@turnaway/db/reveals/list-reveals';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { nameOf } from '../alerts/name-of.js';
import { principalOf, WorkspaceId } from '../auth/principal.js';
import { Needs } from '../auth/rights.js';
import { DB, ENV } from '../engines.js';
import type { Env } from '../env.js';
import { Answers } from '../http/api-doc.js';
import { invalidField } from '../http/problem.js';
import { noNames } from './open-pseudonyms.js';
import { createPseudonyms } from './pseudonyms.js';

/** Looks behind pseudonyms, one at a time, each written down. */
@ApiTags('privacy')
@Controller('api/reveals')
export class RevealsController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post()
  @Needs('reveal')
  @Answers('Says who is behind a pseudonym; who asked is written down', revealedSchema)
  async reveal(
    @Req() request: FastifyRequest,
    @Body({ schema: revealInputSchema }) { token, reason }: z.output<typeof revealInputSchema>,
  ): Promise<Revealed> {
    const principal = principalOf(request);
    const { workspaceId } = principal;
    if (principal.people === 'hidden') throw noNames();
    const revealed = createPseudonyms(this.env.TURNAWAY_SECRET, workspaceId).reveal(token);
    if (revealed === null) throw invalidField('token', 'expected a pseudonym of this workspace');
    // Written down first: what could not be is not shown.
    await addReveal(this.db, {
      workspaceId,
      who: nameOf(principal),
      kind: revealed.kind,
      pseudonym: token,
      reason: reason || null,
    });
    return revealed;
  }

  @Get()
  @Needs('settings')
  @Answers('Who looked behind which pseudonym, the latest first', pageOf(revealSchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: pageQuerySchema }) query: z.output<typeof pageQuerySchema>,
  ): Promise<Page<Reveal>> {
    return listReveals(this.db, { workspaceId, ...query });
  }
}
