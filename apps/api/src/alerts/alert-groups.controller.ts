import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type AlertGroupRow,
  alertGroupSchema,
  alertGroupsQuerySchema,
  type Page,
  pageOf,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { listAlertGroups } from '@turnaway/db/alert-history/list-alert-groups';
import type { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { idSchema } from '../http/ids.js';

const querySchema = alertGroupsQuerySchema.extend({ ruleId: idSchema.optional() });

@ApiTags('alerts')
@Controller('api/alert-groups')
export class AlertGroupsController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('Alerts by the groups that they are told in, the worst first', pageOf(alertGroupSchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: querySchema }) query: z.output<typeof querySchema>,
  ): Promise<Page<AlertGroupRow>> {
    return listAlertGroups(this.db, { workspaceId, ...query });
  }
}
