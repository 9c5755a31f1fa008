import { Module } from '@nestjs/common';
import { ApiTokensController } from './api-tokens.controller.js';
import { FeedsController } from './feeds.controller.js';
import { IngestKeysController } from './ingest-keys.controller.js';
import { InvitationsController } from './invitations.controller.js';
import { MembersController } from './members.controller.js';
import { WorkspaceController } from './workspace.controller.js';

@Module({
  controllers: [
    FeedsController,
    IngestKeysController,
    ApiTokensController,
    MembersController,
    InvitationsController,
    WorkspaceController,
  ],
})
export class SettingsModule {}
