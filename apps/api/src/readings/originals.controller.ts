import { setTimeout as wait } from 'node:timers/promises';
import { Controller, Get, Inject, Param, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type OriginalRecord, originalRecordSchema } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { readOriginal } from '@turnaway/db/originals/read-original';
import { getSignIn } from '@turnaway/db/readings/get-sign-in';
import { addReveal } from '@turnaway/db/reveals/add-reveal';
import type { Queue } from '@turnaway/jobs';
import type { FastifyRequest } from 'fastify';
import { nameOf } from '../alerts/name-of.js';
import { principalOf } from '../auth/principal.js';
import { Needs } from '../auth/rights.js';
import { DB, QUEUE } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { notFound, ProblemException } from '../http/problem.js';
import { noNames } from '../privacy/open-pseudonyms.js';

const foundWithinMs = 10_000;
const lookEveryMs = 100;

/** The record of a sign-in as it was sent. A worker finds it, since workers read logs and the API does not. */
@ApiTags('readings')
@Controller('api')
export class OriginalsController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(QUEUE) private readonly queue: Queue,
  ) {}

  @Get('sign-ins/:id/raw')
  @Needs('reveal')
  @Answers(
    'The record of a sign-in as it was sent, secrets masked; who asked is written down',
    originalRecordSchema,
  )
  async getOriginal(@Req() request: FastifyRequest, @Param('id') id: string): Promise<OriginalRecord> {
    const principal = principalOf(request);
    const { workspaceId } = principal;
    if (principal.people !== 'full') throw noNames();
    const signIn = await getSignIn(this.db, { workspaceId, id });
    if (signIn === null) throw notFound('sign-in');
    // Written down first: what could not be is not shown.
    await addReveal(this.db, {
      workspaceId,
      who: nameOf(principal),
      kind: 'record',
      pseudonym: signIn.id,
      reason: null,
    });
    const asked = { workspaceId, signInId: signIn.id };
    // Somebody else may just have asked for the same.
    const found = await readOriginal(this.db, asked);
    if (found !== null) return found;
    await this.queue.enqueue('find-original', asked);
    const giveUpAt = Date.now() + foundWithinMs;
    while (Date.now() < giveUpAt) {
      await wait(lookEveryMs);
      const original = await readOriginal(this.db, asked);
      if (original !== null) return original;
    }
    throw new ProblemException(
      503,
      'busy',
      'The record was not found in time: the workers are busy. Try again in a minute.',
    );
  }
}
