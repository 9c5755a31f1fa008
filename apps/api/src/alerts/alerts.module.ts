import { Module } from '@nestjs/common';
import { AlertRulesController } from './alert-rules.controller.js';
import { AlertsController } from './alerts.controller.js';
import { ChannelsController } from './channels.controller.js';
import { DeliveriesController } from './deliveries.controller.js';

@Module({ controllers: [AlertRulesController, AlertsController, ChannelsController, DeliveriesController] })
export class AlertsModule {}
