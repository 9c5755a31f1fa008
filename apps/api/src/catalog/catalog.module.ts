import { Module } from '@nestjs/common';
import { CatalogController } from './catalog.controller.js';
import { CodeOverridesController } from './code-overrides.controller.js';
import { UnknownCodesController } from './unknown-codes.controller.js';

@Module({ controllers: [CatalogController, CodeOverridesController, UnknownCodesController] })
export class CatalogModule {}
