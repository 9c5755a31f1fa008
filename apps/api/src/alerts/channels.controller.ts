import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Channel,
  type ChannelPreview,
  channelInputSchema,
  channelKinds,
  channelPatchSchema,
  channelPreviewInputSchema,
  channelPreviewSchema,
  channelSchema,
  type Delivery,
  deliverySchema,
  faultsOfChannel,
  type NewChannel,
  newChannelSchema,
  type Page,
  pageOf,
  pageQuerySchema,
  type SentMissed,
  sentMissedSchema,
} from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { createTestDelivery } from '@turnaway/db/alert-history/create-test-delivery';
import { createChannel } from '@turnaway/db/channels/create-channel';
import { deleteChannel } from '@turnaway/db/channels/delete-channel';
import { getChannel } from '@turnaway/db/channels/get-channel';
import { listChannels } from '@turnaway/db/channels/list-channels';
import { rotateChannelSecret } from '@turnaway/db/channels/rotate-channel-secret';
import { sendMissed } from '@turnaway/db/channels/send-missed';
import { updateChannel } from '@turnaway/db/channels/update-channel';
import { createSecretBox, type SecretBox } from '@turnaway/db/secret-box';
import type { Queue } from '@turnaway/jobs';
import { templateFault } from '@turnaway/messages';
import { z } from 'zod';
import { WorkspaceId } from '../auth/principal.js';
import { DB, ENV, QUEUE } from '../engines.js';
import type { Env } from '../env.js';
import { Answers } from '../http/api-doc.js';
import { IdPipe } from '../http/ids.js';
import { invalidInput, notFound, ProblemException } from '../http/problem.js';
import { makeSigningSecret, sealAddress } from './channel-secrets.js';
import { previewMessages } from './preview-messages.js';
import { sendDeliveries } from './send-deliveries.js';

const channelId = new IdPipe('channel');
const secretSchema = z.object({ secret: z.string(), previousSecretUntil: z.string() });
/** How long receivers have to learn a new secret. */
const overlapMs = 24 * 3_600_000;

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
  @Answers('Makes a channel; a signing secret that is made for it is shown this once', newChannelSchema, 201)
  async create(
    @WorkspaceId() workspaceId: string,
    @Body({ schema: channelInputSchema }) input: z.output<typeof channelInputSchema>,
  ): Promise<NewChannel> {
    const { name, kind, settings, personalData, fallbackChannelId } = input;
    await this.refuseUnknownFallback(workspaceId, fallbackChannelId);
    const facts = channelKinds[kind];
    refuseTemplate(settings.body);
    const url = input.url ?? facts.defaultUrl;
    if (url === null) throw new Error(`a channel of kind ${kind} passed without an address`);
    const made = facts.credential === 'made' ? makeSigningSecret() : null;
    const secret = made ?? input.credential ?? null;
    const channel = await createChannel(this.db, {
      workspaceId,
      name,
      kind,
      settings,
      personalData,
      fallbackChannelId,
      ...sealAddress(this.secretBox, kind, url),
      secretEncrypted: secret === null ? null : this.secretBox.seal(secret),
    });
    return { ...channel, secret: made };
  }

  @Post('preview')
  @Answers('Writes a made-up alert as a channel of this kind would send it', channelPreviewSchema)
  preview(
    @Body({ schema: channelPreviewInputSchema }) input: z.output<typeof channelPreviewInputSchema>,
  ): ChannelPreview {
    refuseTemplate(input.settings.body);
    return previewMessages(input.kind, input.settings);
  }

  @Get(':id')
  @Answers('One channel', channelSchema)
  async get(@WorkspaceId() workspaceId: string, @Param('id', channelId) id: string): Promise<Channel> {
    return orNotFound(await getChannel(this.db, { workspaceId, id }));
  }

  @Patch(':id')
  @Answers(
    'Changes a channel; one that is switched on is told what is over of that it takes to fire',
    channelSchema,
  )
  async update(
    @WorkspaceId() workspaceId: string,
    @Param('id', channelId) id: string,
    @Body({ schema: channelPatchSchema }) patch: z.output<typeof channelPatchSchema>,
  ): Promise<Channel> {
    const present = orNotFound(await getChannel(this.db, { workspaceId, id }));
    const { url, credential, ...rest } = patch;
    refuseFaults(
      faultsOfChannel({
        kind: present.kind,
        // What is stored was accepted once, and the address may be a secret by now.
        url:
          url ?? (channelKinds[present.kind].addressIsSecret ? 'https://unchanged.example/x' : present.url),
        credential: credential !== undefined || channelKinds[present.kind].credential === 'required',
        settings: patch.settings ?? present.settings,
      }),
    );
    refuseTemplate(patch.settings?.body);
    await this.refuseUnknownFallback(workspaceId, patch.fallbackChannelId ?? null, id);
    const { channel, dueIds } = orNotFound(
      await updateChannel(this.db, {
        workspaceId,
        id,
        now: new Date(),
        ...rest,
        ...(url === undefined ? {} : sealAddress(this.secretBox, present.kind, url)),
        ...(credential === undefined ? {} : { secretEncrypted: this.secretBox.seal(credential) }),
      }),
    );
    await sendDeliveries(this.queue, dueIds);
    return channel;
  }

  @Post(':id/send-missed')
  @Answers(
    'Sends the latest message of every alert that did not come through to a channel, which is switched on if it is off',
    sentMissedSchema,
    202,
  )
  async sendMissed(
    @WorkspaceId() workspaceId: string,
    @Param('id', channelId) id: string,
  ): Promise<SentMissed> {
    const dueIds = orNotFound(await sendMissed(this.db, { workspaceId, id, now: new Date() }));
    await sendDeliveries(this.queue, dueIds);
    return { sent: dueIds.length };
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
    await sendDeliveries(this.queue, [delivery.id]);
    return delivery;
  }

  @Post(':id/rotate-secret')
  @Answers(
    'Gives a webhook channel a new signing secret, shown this once; messages carry both signatures for a day',
    secretSchema,
  )
  async rotateSecret(
    @WorkspaceId() workspaceId: string,
    @Param('id', channelId) id: string,
  ): Promise<z.output<typeof secretSchema>> {
    const { kind } = orNotFound(await getChannel(this.db, { workspaceId, id }));
    if (channelKinds[kind].credential !== 'made') {
      throw new ProblemException(409, 'not_signed', 'Messages of this kind of channel are not signed.');
    }
    const secret = makeSigningSecret();
    const previousUntil = new Date(Date.now() + overlapMs);
    const secretEncrypted = this.secretBox.seal(secret);
    orNotFound(await rotateChannelSecret(this.db, { workspaceId, id, secretEncrypted, previousUntil }));
    return { secret, previousSecretUntil: previousUntil.toISOString() };
  }

  /** A channel that is told when another stops must be another one of the workspace. */
  private async refuseUnknownFallback(workspaceId: string, id: string | null, own?: string): Promise<void> {
    if (id === null) return;
    if (id === own || (await getChannel(this.db, { workspaceId, id })) === null) {
      throw invalidInput([{ field: 'fallbackChannelId', message: 'expected another channel' }]);
    }
  }
}

function orNotFound<Found>(found: Found | null): Found {
  if (found === null) throw notFound('channel');
  return found;
}

function refuseFaults(faults: ReturnType<typeof faultsOfChannel>): void {
  if (faults.length === 0) return;
  throw invalidInput(faults.map(({ path, message }) => ({ field: path.join('.'), message })));
}

function refuseTemplate(body: string | undefined): void {
  const fault = body === undefined ? null : templateFault(body);
  if (fault !== null) throw invalidInput([{ field: 'settings.body', message: fault }]);
}
