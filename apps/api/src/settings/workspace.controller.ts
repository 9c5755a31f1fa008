import { Body, Controller, Get, Inject, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Workspace, workspacePatchSchema, workspaceSchema } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { getWorkspace } from '@turnaway/db/workspaces/get-workspace';
import { updateWorkspace } from '@turnaway/db/workspaces/update-workspace';
import type { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { notFound } from '../http/problem.js';

@ApiTags('settings')
@Controller('api/workspace')
export class WorkspaceController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('The workspace, and what is kept for how long', workspaceSchema)
  async get(@WorkspaceId() workspaceId: string): Promise<Workspace> {
    const workspace = await getWorkspace(this.db, { workspaceId });
    if (workspace === null) throw notFound('workspace');
    return workspace;
  }

  @Patch()
  @Answers('Changes the workspace', workspaceSchema)
  update(
    @WorkspaceId() workspaceId: string,
    @Body({ schema: workspacePatchSchema }) patch: z.output<typeof workspacePatchSchema>,
  ): Promise<Workspace> {
    return updateWorkspace(this.db, { workspaceId, ...patch });
  }
}
