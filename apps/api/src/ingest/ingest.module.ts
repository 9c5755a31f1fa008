import { Module } from '@nestjs/common';
import { DatadogController } from './datadog/datadog.controller.js';
import { ElasticsearchController } from './elasticsearch/elasticsearch.controller.js';
import { IngestController } from './ingest.controller.js';
import { IngestRequestsController } from './ingest-requests.controller.js';
import { Intake } from './intake.js';
import { LokiController } from './loki/loki.controller.js';
import { OtlpController } from './otlp/otlp.controller.js';
import { SenderSetupsController } from './sender-setups.controller.js';
import { SplunkHecController } from './splunk-hec/splunk-hec.controller.js';
import { UploadsController } from './uploads.controller.js';

@Module({
  controllers: [
    IngestController,
    SplunkHecController,
    OtlpController,
    LokiController,
    DatadogController,
    ElasticsearchController,
    IngestRequestsController,
    SenderSetupsController,
    UploadsController,
  ],
  providers: [Intake],
  exports: [Intake],
})
export class IngestModule {}
