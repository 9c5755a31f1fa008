import { Body, Controller, Delete, Get, Inject, Param, Patch, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Member,
  memberPatchSchema,
  memberSchema,
  membersQuerySchema,
  type Page,
  pageOf,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { changeRole } from '@turnaway/db/members/change-role';
import { getMember } from '@turnaway/db/members/get-member';
import { listMembers } from '@turnaway/db/members/list-members';
import { removeMember } from '@turnaway/db/members/remove-member';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { principalOf } from '../auth/principal.js';
import { Needs } from '../auth/rights.js';
import { DB } from '../engines.js';
import { Answers } from '../http/api-doc.js';
import { notFound, ProblemException } from '../http/problem.js';

/** Who belongs to the workspace, and what they may do. */
@ApiTags('settings')
@Controller('api/members')
export class MembersController {
  constructor(@Inject(DB) private readonly db: Db) {}

  @Get()
  @Answers('The members, by e-mail address', pageOf(memberSchema))
  async list(
    @Req() request: FastifyRequest,
    @Query({ schema: membersQuerySchema }) query: z.output<typeof membersQuerySchema>,
  ): Promise<Page<Member>> {
    const { workspaceId, userId } = principalOf(request);
    const page = await listMembers(this.db, { workspaceId, ...query });
    return { ...page, items: page.items.map((member) => ({ ...member, isYou: member.id === userId })) };
  }

  @Patch(':id')
  @Needs('members')
  @Answers('Gives a member another role; the last owner stays one', memberSchema)
  async changeRole(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body({ schema: memberPatchSchema }) { role }: z.output<typeof memberPatchSchema>,
  ): Promise<Member> {
    const { workspaceId, userId } = principalOf(request);
    if ((await changeRole(this.db, { workspaceId, userId: id, role })) === 'last-owner') throw lastOwner();
    const member = await getMember(this.db, { workspaceId, userId: id });
    if (member === null) throw notFound('member');
    return { ...member, isYou: id === userId };
  }

  @Delete(':id')
  @Needs('members')
  @Answers('Removes a member; their sessions end at once', null, 204)
  async remove(@Req() request: FastifyRequest, @Param('id') id: string): Promise<void> {
    const { workspaceId } = principalOf(request);
    const outcome = await removeMember(this.db, { workspaceId, userId: id });
    if (outcome === 'last-owner') throw lastOwner();
    if (outcome === 'not-found') throw notFound('member');
  }
}

function lastOwner(): ProblemException {
  return new ProblemException(409, 'last-owner', 'A workspace needs an owner. Make somebody else one first.');
}
