import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { stitchAttempts } from '@turnaway/analyzer/attempts/stitch-attempts';
import { tellAttempt } from '@turnaway/analyzer/attempts/tell-attempt';
import {
  type AttemptStory,
  type Attempts,
  attemptStorySchema,
  attemptsQuerySchema,
  attemptsSchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import type { KnownEvent } from '@turnaway/db/attempts/attempt-event-row';
import { listAttempts } from '@turnaway/db/attempts/list-attempts';
import { listEventsAround } from '@turnaway/db/attempts/list-events-around';
import type { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { notFound } from '../http/problem.js';
import { readScope } from '../http/range.js';

const stepsMax = 100;

/** Events grouped into tries to sign in, and what became of them. */
@ApiTags('readings')
@Controller('api')
export class AttemptsController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get('attempts')
  @Answers('Attempts in which a prompt was shown, once the time to answer it was over', attemptsSchema)
  listAttempts(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: attemptsQuerySchema }) query: z.output<typeof attemptsQuerySchema>,
  ): Promise<Attempts> {
    const { result, cursor, limit } = query;
    return listAttempts(this.db, { workspaceId, ...readScope(query), result, cursor, limit });
  }

  @Get('sign-ins/:id/attempt')
  @Answers('The attempt that a sign-in belongs to, step by step', attemptStorySchema)
  async getAttempt(@WorkspaceId() workspaceId: string, @Param('id') id: string): Promise<AttemptStory> {
    const around = await listEventsAround(this.db, { workspaceId, id });
    if (around === null) throw notFound('sign-in');
    const attempt = stitchAttempts(around.events, new Date()).find(({ events }) =>
      events.some((event) => event.id === id.toLowerCase()),
    );
    if (attempt === undefined) throw notFound('sign-in');
    const { outcome, answeredAfterMs, events } = attempt;
    const steps = events.map(({ codeClass }) => codeClass);
    return {
      outcome,
      sentence: tellAttempt(steps, { outcome, answeredAfterMs }),
      answeredAfterMs,
      steps: events.slice(0, stepsMax).map(toStep),
      knowsSuccesses: around.knowsSuccesses,
    };
  }
}

function toStep({ id, occurredAt, codeClass, app, ip, country, client, feed, isSignIn }: KnownEvent) {
  return { id, occurredAt, codeClass, app, ip, country, client, feed, isSignIn };
}
