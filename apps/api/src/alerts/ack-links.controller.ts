import { Controller, Get, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Db } from '@turnaway/db';
import { readAckToken } from '@turnaway/db/ack-token';
import { acknowledgeAlert } from '@turnaway/db/alert-history/acknowledge-alert';
import type { FastifyReply } from 'fastify';
import { DB, ENV } from '../engines.js';
import type { Env } from '../env.js';
import { ackPage } from './ack-page.js';

/**
 * The links in messages by which an alert is acknowledged, with no sign-in: they are signed, each good for one alert
 * and a week. Opening one changes nothing, since chats and mail scanners open links by themselves; the button does.
 */
@ApiExcludeController()
@Controller('ack')
export class AckLinksController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get(':token')
  ask(@Param('token') token: string, @Res() reply: FastifyReply): void {
    const alertId = readAckToken(this.env.TURNAWAY_SECRET, token, new Date());
    send(reply, alertId === null || alertId === 'expired' ? 'no-link' : 'ask');
  }

  @Post(':token')
  async acknowledge(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const now = new Date();
    const id = readAckToken(this.env.TURNAWAY_SECRET, token, now);
    if (id === null || id === 'expired') return send(reply, 'no-link');
    const alert = await acknowledgeAlert(this.db, { workspaceId: null, id, by: 'a link in a message', now });
    send(reply, alert === null ? 'no-link' : alert === 'over' ? 'over' : 'done');
  }
}

function send(reply: FastifyReply, about: Parameters<typeof ackPage>[0]): void {
  void reply
    .status(about === 'no-link' ? 404 : 200)
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    )
    .type('text/html; charset=utf-8')
    .send(ackPage(about));
}
