import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Feed,
  type FeedVerificationInput,
  feedInputSchema,
  feedPatchSchema,
  feedSchema,
  feedVerificationSchema,
  type Page,
  pageOf,
  pageQuerySchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { createFeed } from '@turnaway/db/feeds/create-feed';
import { getFeed } from '@turnaway/db/feeds/get-feed';
import { listFeeds } from '@turnaway/db/feeds/list-feeds';
import { updateFeed } from '@turnaway/db/feeds/update-feed';
import { createSecretBox, type SecretBox } from '@turnaway/db/secret-box';
import type { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { DB, ENV } from '../engines.js';
import type { Env } from '../env.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe } from '../http/ids.js';
import { notFound, ProblemException } from '../http/problem.js';

const feedId = new IdPipe('feed');

@ApiTags('settings')
@Controller('api/feeds')
export class FeedsController {
  private readonly secretBox: SecretBox;

  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(ENV) env: Env,
  ) {
    this.secretBox = createSecretBox(env.TURNAWAY_SECRET, 'feed-secrets');
  }

  @Get()
  @Answers('The feeds, newest first', pageOf(feedSchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: pageQuerySchema }) query: z.output<typeof pageQuerySchema>,
  ): Promise<Page<Feed>> {
    return listFeeds(this.db, { workspaceId, ...query });
  }

  @Post()
  @Answers('Makes a feed', feedSchema, 201)
  async create(
    @WorkspaceId() workspaceId: string,
    @Body({ schema: feedInputSchema }) input: z.output<typeof feedInputSchema>,
  ): Promise<Feed> {
    const verification = this.seal(input.verification);
    return orNameTaken(await createFeed(this.db, { workspaceId, ...input, verification }));
  }

  @Get(':id')
  @Answers('One feed', feedSchema)
  async get(@WorkspaceId() workspaceId: string, @Param('id', feedId) id: string): Promise<Feed> {
    const feed = await getFeed(this.db, { workspaceId, id });
    if (feed === null) throw notFound('feed');
    return feed;
  }

  @Patch(':id')
  @Answers('Changes a feed; a disabled one takes no logs', feedSchema)
  async update(
    @WorkspaceId() workspaceId: string,
    @Param('id', feedId) id: string,
    @Body({ schema: feedPatchSchema }) patch: z.output<typeof feedPatchSchema>,
  ): Promise<Feed> {
    const verification = patch.verification === undefined ? undefined : this.seal(patch.verification);
    const feed = orNameTaken(await updateFeed(this.db, { workspaceId, id, ...patch, verification }));
    if (feed === null) throw notFound('feed');
    return feed;
  }

  /** Parts the secret from the settings, which are shown again. */
  private seal(input: FeedVerificationInput | null) {
    if (input === null) return null;
    return {
      settings: feedVerificationSchema.parse(input),
      secretEncrypted: 'secret' in input ? this.secretBox.seal(input.secret) : null,
    };
  }
}

function orNameTaken<Found extends Feed | null>(found: Found | 'name-taken'): Found {
  if (found !== 'name-taken') return found;
  throw new ProblemException(409, 'name-taken', 'There is a feed of this name already.', {
    errors: [{ field: 'name', message: 'expected a name that no other feed has' }],
  });
}
