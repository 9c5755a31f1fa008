import { Module } from '@nestjs/common';
import { AckLinksController } from './ack-links.controller.js';
import { AlertGroupsController } from './alert-groups.controller.js';
import { AlertRulesController } from './alert-rules.controller.js';
import { AlertsController } from './alerts.controller.js';
import { ChannelsController } from './channels.controller.js';
import { DeliveriesController } from './deliveries.controller.js';
import { SilencesController } from './silences.controller.js';

@Module({
  controllers: [
    AckLinksController,
    AlertGroupsController,
    AlertRulesController,
    AlertsController,
    ChannelsController,
    DeliveriesController,
    SilencesController,
  ],
})
export class AlertsModule {}
