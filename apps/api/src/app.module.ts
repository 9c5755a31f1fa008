import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import { AlertsModule } from './alerts/alerts.module.js';
import { AuthModule } from './auth/auth.module.js';
import { RightsGuard } from './auth/rights.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { type Engines, enginesModule } from './engines.js';
import { ErrorGroupsModule } from './error-groups/error-groups.module.js';
import { HealthModule } from './health/health.module.js';
import { loggerParams } from './http/logging.js';
import { NotFoundController } from './http/not-found.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ContractPipe } from './http/validation.js';
import { IngestModule } from './ingest/ingest.module.js';
import { LiveModule } from './live/live.module.js';
import { PrivacyInterceptor } from './privacy/privacy.interceptor.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { ReadingsModule } from './readings/readings.module.js';
import { SettingsModule } from './settings/settings.module.js';
import { ViewsModule } from './views/views.module.js';

@Module({})
class AppModule {}

/** All of the server, on the given engines. `logStream` is where its log goes instead of stdout. */
export function appModule(engines: Engines, logStream: DestinationStream | undefined): DynamicModule {
  return {
    module: AppModule,
    imports: [
      LoggerModule.forRoot(loggerParams(engines.env.TURNAWAY_LOG_LEVEL, logStream)),
      enginesModule(engines),
      IngestModule,
      ReadingsModule,
      CatalogModule,
      SettingsModule,
      ViewsModule,
      PrivacyModule,
      AlertsModule,
      ErrorGroupsModule,
      LiveModule,
      AuthModule,
      HealthModule,
    ],
    controllers: [NotFoundController],
    providers: [
      { provide: APP_FILTER, useClass: ProblemFilter },
      { provide: APP_GUARD, useClass: RightsGuard },
      { provide: APP_INTERCEPTOR, useClass: PrivacyInterceptor },
      { provide: APP_PIPE, useClass: ContractPipe },
    ],
  };
}
