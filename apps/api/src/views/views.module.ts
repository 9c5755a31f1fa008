import { Module } from '@nestjs/common';
import { MarksController } from './marks.controller.js';
import { SavedViewsController } from './saved-views.controller.js';

@Module({ controllers: [SavedViewsController, MarksController] })
export class ViewsModule {}
