import { Module } from '@nestjs/common';
import { ApiTokensController } from './api-tokens.controller.js';
import { FeedsController } from './feeds.controller.js';
import { IngestKeysController } from './ingest-keys.controller.js';
import { WorkspaceController } from './workspace.controller.js';

@Module({ controllers: [FeedsController, IngestKeysController, ApiTokensController, WorkspaceController] })
export class SettingsModule {}
