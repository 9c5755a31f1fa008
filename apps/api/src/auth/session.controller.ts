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
import { publicUrlOf } from '../http/public-url.js';
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
    const { user, role, people, workspaceId } = principalOf(request);
    const workspace = await getWorkspace(this.db, { workspaceId });
    if (workspace === null) throw notFound('workspace');
    return {
      user,
      role,
      people,
      workspace: { id: workspace.id, name: workspace.name },
      publicUrl: publicUrlOf(this.env, request),
      version,
    };
  }
}
