import { randomBytes } from 'node:crypto';
import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Channel,
  channelInputSchema,
  channelPatchSchema,
  channelSchema,
  type Delivery,
  deliverySchema,
  type NewChannel,
  newChannelSchema,
  type Page,
  pageOf,
  pageQuerySchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { createTestDelivery } from '@turnaway/db/alert-history/create-test-delivery';
import { createChannel } from '@turnaway/db/channels/create-channel';
import { deleteChannel } from '@turnaway/db/channels/delete-channel';
import { getChannel } from '@turnaway/db/channels/get-channel';
import { listChannels } from '@turnaway/db/channels/list-channels';
import { updateChannel } from '@turnaway/db/channels/update-channel';
import { createSecretBox, type SecretBox } from '@turnaway/db/secret-box';
import type { Queue } from '@turnaway/jobs';
import { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { DB, ENV, QUEUE } from '../engines.js';
import type { Env } from '../env.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe } from '../http/ids.js';
import { notFound } from '../http/problem.js';
import { sendDelivery } from './send-delivery.js';

const channelId = new IdPipe('channel');
const secretSchema = z.object({ secret: z.string() });

@ApiTags('alerts')
@Controller('api/channels')
export class ChannelsController {
  private readonly secretBox: SecretBox;

  constructor(
    @Inject(DB) private readonly db: Db,
    @Inject(QUEUE) private readonly queue: Queue,
    @Inject(ENV) env: Env,
  ) {
    this.secretBox = createSecretBox(env.TURNAWAY_SECRET);
  }

  @Get()
  @Answers('The channels, newest first', pageOf(channelSchema))
  list(
    @WorkspaceId() workspaceId: string,
    @Query({ schema: pageQuerySchema }) query: z.output<typeof pageQuerySchema>,
  ): Promise<Page<Channel>> {
    return listChannels(this.db, { workspaceId, ...query });
  }

  @Post()
  @Answers('Makes a channel; its signing secret is shown this once', newChannelSchema, 201)
  async create(
    @WorkspaceId() workspaceId: string,
    @Body({ schema: channelInputSchema }) input: z.output<typeof channelInputSchema>,
  ): Promise<NewChannel> {
    const secret = makeSigningSecret();
    const secretEncrypted = this.secretBox.seal(secret);
    return { ...(await createChannel(this.db, { workspaceId, ...input, secretEncrypted })), secret };
  }

  @Get(':id')
  @Answers('One channel', channelSchema)
  async get(@WorkspaceId() workspaceId: string, @Param('id', channelId) id: string): Promise<Channel> {
    return orNotFound(await getChannel(this.db, { workspaceId, id }));
  }

  @Patch(':id')
  @Answers('Changes a channel', channelSchema)
  async update(
    @WorkspaceId() workspaceId: string,
    @Param('id', channelId) id: string,
    @Body({ schema: channelPatchSchema }) patch: z.output<typeof channelPatchSchema>,
  ): Promise<Channel> {
    return orNotFound(await updateChannel(this.db, { workspaceId, id, ...patch }));
  }

  @Delete(':id')
  @Answers('Takes a channel away, with its deliveries', null, 204)
  async delete(@WorkspaceId() workspaceId: string, @Param('id', channelId) id: string): Promise<void> {
    if (!(await deleteChannel(this.db, { workspaceId, id }))) throw notFound('channel');
  }

  @Post(':id/test')
  @Answers('Sends a test message to a channel', deliverySchema, 202)
  async test(@WorkspaceId() workspaceId: string, @Param('id', channelId) id: string): Promise<Delivery> {
    const delivery = orNotFound(
      await createTestDelivery(this.db, { workspaceId, channelId: id, now: new Date() }),
    );
    await sendDelivery(this.queue, delivery.id);
    return delivery;
  }

  @Post(':id/rotate-secret')
  @Answers(
    'Gives a channel a new signing secret; it is shown this once, and the old one is gone',
    secretSchema,
  )
  async rotateSecret(
    @WorkspaceId() workspaceId: string,
    @Param('id', channelId) id: string,
  ): Promise<z.output<typeof secretSchema>> {
    const secret = makeSigningSecret();
    const secretEncrypted = this.secretBox.seal(secret);
    orNotFound(await updateChannel(this.db, { workspaceId, id, secretEncrypted }));
    return { secret };
  }
}

/** A secret in the form that Standard Webhooks gives them. */
function makeSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

function orNotFound<Found>(found: Found | null): Found {
  if (found === null) throw notFound('channel');
  return found;
}
