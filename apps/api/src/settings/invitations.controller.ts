import { Body, Controller, Delete, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Invitation,
  invitationInputSchema,
  invitationSchema,
  type NewInvitation,
  newInvitationSchema,
  type Page,
  pageOf,
  pageQuerySchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { createInvitation } from '@turnaway/db/invitations/create-invitation';
import { deleteInvitation } from '@turnaway/db/invitations/delete-invitation';
import { listInvitations } from '@turnaway/db/invitations/list-invitations';
import { findAccount } from '@turnaway/db/members/find-account';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { nameOf } from '../alerts/name-of.js';
import { principalOf, WorkspaceId } from '../auth/principal.js';
import { Needs } from '../auth/rights.js';
import { hashOf, makeSecretText } from '../auth/secret-text.js';
import { DB, ENV } from '../engines.js';
import type { Env } from '../env.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe } from '../http/ids.js';
import { notFound, ProblemException } from '../http/problem.js';
import { publicUrlOf } from '../http/public-url.js';

const dayMs = 86_400_000;

/** Links by which people become members: made here, brought to them by whatever the inviter uses. */
@ApiTags('settings')
@Needs('members')
@Controller('api/invitations')
export class InvitationsController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  @Answers('The invitations that nobody accepted yet, newest first', pageOf(invitationSchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: pageQuerySchema }) query: z.output<typeof pageQuerySchema>,
  ): Promise<Page<Invitation>> {
    return listInvitations(this.db, { workspaceId, now: new Date(), ...query });
  }

  @Post()
  @Answers(
    'Invites an address; the link is shown this once, and ends one made before',
    newInvitationSchema,
    201,
  )
  async create(
    @Req() request: FastifyRequest,
    @Body({ schema: invitationInputSchema }) input: z.output<typeof invitationInputSchema>,
  ): Promise<NewInvitation> {
    const principal = principalOf(request);
    const email = input.email.toLowerCase();
    if (((await findAccount(this.db, { email }))?.memberships ?? 0) > 0) {
      throw new ProblemException(409, 'is-member', 'This address belongs to a member already.', {
        errors: [{ field: 'email', message: 'expected the address of somebody who is not a member' }],
      });
    }
    const token = makeSecretText('twj_');
    const now = new Date();
    const invitation = await createInvitation(this.db, {
      workspaceId: principal.workspaceId,
      email,
      role: input.role,
      hash: hashOf(token),
      invitedBy: nameOf(principal),
      expiresAt: new Date(now.getTime() + input.days * dayMs),
      now,
    });
    // Behind the #, so that no server or proxy on the way writes it into a log.
    return { ...invitation, url: `${publicUrlOf(this.env, request)}/join#${token}` };
  }

  @Delete(':id')
  @Answers('Takes an invitation back; its link ends', null, 204)
  async delete(
    @WorkspaceId() workspaceId: string,
    @Param('id', new IdPipe('invitation')) id: string,
  ): Promise<void> {
    if (!(await deleteInvitation(this.db, { workspaceId, id }))) throw notFound('invitation');
  }
}
