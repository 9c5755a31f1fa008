import { Body, Controller, Delete, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Alert,
  type AlertChangeEntry,
  alertChangesSchema,
  alertSchema,
  alertsQuerySchema,
  muteAlertInputSchema,
  type Page,
  pageOf,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { acknowledgeAlert } from '@turnaway/db/alert-history/acknowledge-alert';
import { getAlert } from '@turnaway/db/alert-history/get-alert';
import { listAlerts } from '@turnaway/db/alert-history/list-alerts';
import { listChanges } from '@turnaway/db/alert-history/list-changes';
import { muteAlert } from '@turnaway/db/alert-history/mute-alert';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { principalOf, WorkspaceId } from '../auth/principal.js';
import { Needs } from '../auth/rights.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe, idSchema } from '../http/ids.js';
import { notFound, ProblemException } from '../http/problem.js';
import { nameOf } from './name-of.js';

const querySchema = alertsQuerySchema.extend({
  ruleId: idSchema.optional(),
  groupId: idSchema.optional(),
  inhibitedBy: idSchema.optional(),
});

@ApiTags('alerts')
@Controller('api/alerts')
export class AlertsController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('Alerts, the latest first', pageOf(alertSchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: querySchema }) query: z.output<typeof querySchema>,
  ): Promise<Page<Alert>> {
    return listAlerts(this.db, { workspaceId, ...query });
  }

  @Get(':id')
  @Answers('One alert', alertSchema)
  async get(
    @WorkspaceId() workspaceId: string,
    @Param('id', new IdPipe('alert')) id: string,
  ): Promise<Alert> {
    const alert = await getAlert(this.db, { workspaceId, id });
    if (alert === null) throw notFound('alert');
    return alert;
  }

  @Post(':id/ack')
  @Needs('triage')
  @Answers('Says that somebody has a firing alert in hand; the first who says so stands', alertSchema)
  async acknowledge(
    @WorkspaceId() workspaceId: string,
    @Req() request: FastifyRequest,
    @Param('id', new IdPipe('alert')) id: string,
  ): Promise<Alert> {
    const by = nameOf(principalOf(request));
    const alert = await acknowledgeAlert(this.db, { workspaceId, id, by, now: new Date() });
    if (alert === null) throw notFound('alert');
    if (alert === 'over') throw new ProblemException(409, 'over', 'This alert is over already.');
    return alert;
  }

  @Get(':id/changes')
  @Answers('What happened to an alert, in its order', alertChangesSchema)
  async changes(
    @WorkspaceId() workspaceId: string,
    @Param('id', new IdPipe('alert')) id: string,
  ): Promise<{ items: AlertChangeEntry[] }> {
    const items = await listChanges(this.db, { workspaceId, id });
    if (items === null) throw notFound('alert');
    return { items };
  }

  @Post(':id/mute')
  @Needs('triage')
  @Answers('Tells nobody of a firing alert until it gets worse by half than it is now', alertSchema)
  mute(
    @WorkspaceId() workspaceId: string,
    @Req() request: FastifyRequest,
    @Param('id', new IdPipe('alert')) id: string,
    @Body({ schema: muteAlertInputSchema }) _: z.output<typeof muteAlertInputSchema>,
  ): Promise<Alert> {
    return this.setMuted(workspaceId, request, id, true);
  }

  @Delete(':id/mute')
  @Needs('triage')
  @Answers('Lets a muted alert be told again', alertSchema)
  unmute(
    @WorkspaceId() workspaceId: string,
    @Req() request: FastifyRequest,
    @Param('id', new IdPipe('alert')) id: string,
  ): Promise<Alert> {
    return this.setMuted(workspaceId, request, id, false);
  }

  private async setMuted(
    workspaceId: string,
    request: FastifyRequest,
    id: string,
    muted: boolean,
  ): Promise<Alert> {
    const by = nameOf(principalOf(request));
    const alert = await muteAlert(this.db, { workspaceId, id, by, muted, now: new Date() });
    if (alert === null) throw notFound('alert');
    if (alert === 'over') throw new ProblemException(409, 'over', 'This alert is over already.');
    return alert;
  }
}
