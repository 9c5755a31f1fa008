import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  acceptInvitationSchema,
  type InvitationLook,
  invitationLookSchema,
  invitationTokenSchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { findInvitation } from '@turnaway/db/invitations/find-invitation';
import { redeemInvitation } from '@turnaway/db/invitations/redeem-invitation';
import { findAccount } from '@turnaway/db/members/find-account';
import type { z } from 'zod';
import { AUTH, DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { ProblemException } from '../http/problem.js';
import { createAccount } from './create-account.js';
import type { Auth } from './create-auth.js';
import { hashOf } from './secret-text.js';

/** What whoever has an invitation's link can do with it, before they have an account. */
@ApiTags('auth')
@Controller('api/auth')
export class JoinController {
  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(AUTH) private readonly auth: Auth,
  ) {}

  @Post('invitation')
  @Answers('What an invitation is for, by what is in its link', invitationLookSchema)
  async look(
    @Body({ schema: invitationTokenSchema }) { token }: z.output<typeof invitationTokenSchema>,
  ): Promise<InvitationLook> {
    const invitation = await findInvitation(this.db, { hash: hashOf(token), now: new Date() });
    if (invitation === null) throw noInvitation();
    return invitation;
  }

  @Post('accept-invitation')
  @Answers('Makes the account that an invitation is for; sign in with it next', null, 204)
  async accept(
    @Body({ schema: acceptInvitationSchema }) body: z.output<typeof acceptInvitationSchema>,
  ): Promise<void> {
    const hash = hashOf(body.token);
    const { email } = await this.look(body);
    const context = await this.auth.$context;
    const known = await findAccount(this.db, { email });
    if (known !== null && known.memberships > 0) {
      throw new ProblemException(409, 'has-account', 'This address has an account already. Sign in with it.');
    }
    // Left behind by an attempt to accept that was cut off before it made a member.
    if (known !== null) await context.internalAdapter.deleteUser(known.userId);
    const userId = await createAccount(this.auth, { email, name: body.name, password: body.password });
    if (await redeemInvitation(this.db, { hash, userId, now: new Date() })) return;
    await context.internalAdapter.deleteUser(userId);
    throw noInvitation();
  }
}

function noInvitation(): ProblemException {
  return new ProblemException(
    404,
    'no-invitation',
    'This invitation is used up, taken back or over. Ask an owner of the workspace for a new one.',
  );
}
