import { Controller, Get, Inject, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Session, sessionSchema } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { getWorkspace } from '@turnaway/db/workspaces/get-workspace';
import type { FastifyRequest } from 'fastify';
import { DB, ENV } from '../engines.js';
import type { Env } from '../env.js';
import { Answers } from '../http/api-doc.js';
import { notFound } from '../http/problem.js';
import { version } from '../version.js';
import { principalOf } from './principal.js';

@ApiTags('auth')
@Controller('api/session')
export class SessionController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @Answers('Who is signed in, and what this install is', sessionSchema)
  async getSession(@Req() request: FastifyRequest): Promise<Session> {
    const { user, workspaceId } = principalOf(request);
    const workspace = await getWorkspace(this.db, { workspaceId });
    if (workspace === null) throw notFound('workspace');
    return {
      user,
      workspace: { id: workspace.id, name: workspace.name },
      publicUrl: this.env.TURNAWAY_PUBLIC_URL ?? addressReachedBy(request),
      version,
    };
  }
}

/**
 * The address that the asker reached this server by. It is only shown to the asker, so what a proxy in between,
 * or the dashboard's own server, says of the original request is taken as it is.
 */
function addressReachedBy(request: FastifyRequest): string {
  const host = firstOf(request.headers['x-forwarded-host']) ?? request.host;
  const protocol = firstOf(request.headers['x-forwarded-proto']) ?? request.protocol;
  const url = `${protocol}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : `${request.protocol}://${request.host}`;
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return (
    String(header ?? '')
      .split(',', 1)[0]
      ?.trim() || undefined
  );
}
