import { once } from 'node:events';
import { Client, errors } from '@elastic/elasticsearch';
import { OTLPLogExporter as JsonExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { pinoLoki } from 'pino-loki';
import splunk from 'splunk-logging';

/** Sends lines to the product as somebody else's library does; resolves once all were answered for. */
export type Send = (lines: readonly string[], url: string, key: string) => Promise<void>;

const batchRecords = 100;
/** Longer than any test turns a sender away. */
const patienceMs = 300_000;

/** OpenTelemetry's exporter in JSON, each line as the body of a log record. */
export const sendByOtlpJson: Send = (lines, url, key) =>
  sendByOtlp(lines, new JsonExporter(otlpOptions(url, key)));

/** The same in protobuf, packed. */
export const sendByOtlpProtobuf: Send = (lines, url, key) =>
  sendByOtlp(lines, new ProtobufExporter(otlpOptions(url, key)));

function otlpOptions(url: string, key: string) {
  return {
    url: `${url}/v1/logs`,
    headers: { authorization: `Bearer ${key}` },
    timeoutMillis: patienceMs,
  };
}

async function sendByOtlp(
  lines: readonly string[],
  exporter: JsonExporter | ProtobufExporter,
): Promise<void> {
  const processor = new BatchLogRecordProcessor({
    exporter,
    maxQueueSize: lines.length,
    maxExportBatchSize: batchRecords,
    exportTimeoutMillis: patienceMs,
  });
  const provider = new LoggerProvider({ processors: [processor] });
  const logger = provider.getLogger('sign-ins');
  for (const body of lines) logger.emit({ body });
  await provider.forceFlush({ timeoutMillis: patienceMs });
  await provider.shutdown();
}

/** Splunk's own logger, with its own wrapper around each event. */
export const sendByHec: Send = async (lines, url, key) => {
  const logger = new splunk.Logger({ token: key, url, maxBatchCount: 0 });
  for (const line of lines)
    logger.send({ message: JSON.parse(line), metadata: { sourcetype: 'azure:aad:signin' } });
  await new Promise<void>((resolve, reject) => {
    logger.error = reject;
    logger.flush((error, response, body) => {
      if (error === null && response.statusCode === 200 && body.code === 0) resolve();
      else reject(new Error(`HEC: ${String(error)} ${response?.statusCode} ${JSON.stringify(body)}`));
    });
  });
};

/**
 * Elastic's own client with its bulk helper. It gives up after a few tries, and then its user sends everything again, as
 * nothing says which documents were taken.
 */
export const sendByElasticClient: Send = async (lines, url, key) => {
  const client = new Client({
    node: `${url}/es`,
    auth: { username: 'shipper', password: key },
    compression: true,
  });
  const sendAll = () =>
    client.helpers.bulk({
      datasource: lines.map((line) => JSON.parse(line) as object),
      onDocument: () => ({ create: { _index: 'sign-ins' } }),
      flushBytes: 256 * 1_024,
    });
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    try {
      const { total, successful, failed } = await sendAll();
      if (successful !== total || failed > 0) throw new Error(`bulk: ${successful} of ${total} were taken`);
      break;
    } catch (error) {
      const isTurnedAway = error instanceof errors.ResponseError && error.statusCode === 503;
      if (!isTurnedAway || Date.now() > giveUpAt) throw error;
    }
  }
  await client.close();
};

/** Pino's transport for Loki. */
export const sendByPinoLoki: Send = async (lines, url, key) => {
  const transport = pinoLoki({
    host: url,
    basicAuth: { username: 'tenant', password: key },
    labels: { job: 'entra' },
    batching: { interval: 1, maxBufferSize: lines.length },
    logFormat: ({ msg }) => msg ?? '',
  });
  const time = Date.now();
  for (const msg of lines) transport.write(`${JSON.stringify({ level: 30, time, msg })}\n`);
  transport.end();
  await once(transport, 'close');
};
