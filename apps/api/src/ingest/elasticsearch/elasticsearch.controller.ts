import { promisify } from 'node:util';
import { unzip } from 'node:zlib';
import { All, Controller, Header, Param, Post, Put, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiExcludeEndpoint, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Answers } from '../../http/api-doc.js';
import { ProblemException } from '../../http/problem.js';
import { isGzip } from '../dialect/wire-format.js';
import { bodyOf, Intake } from '../intake.js';
import { answerStub } from './cluster-stubs.js';
import { bulkTaken, documentTaken, writeElasticRefusal } from './elastic-answer.js';
import { readBulk } from './read-bulk.js';

const route = {
  ingest: true,
  rawBody: true,
  dialect: 'elasticsearch',
  refusal: writeElasticRefusal,
} as const;
const bulkBody = { description: 'Lines of actions and documents', schema: { type: 'string' } };
const bulkSchema = z.object({
  took: z.int(),
  errors: z.boolean(),
  items: z.array(z.record(z.string(), z.looseObject({ status: z.int() }))),
});
const defaultIndex = 'sign-ins';
/** What Elasticsearch takes by default (http.max_content_length). */
const unpackedBytesMax = 100 * 1024 ** 2;
const unpack = promisify<Buffer, { maxOutputLength: number }, Buffer>(unzip);

/** As much of Elasticsearch as shippers need to send documents; nothing can be searched here. */
@ApiTags('ingest')
@Controller('es')
export class ElasticsearchController {
  constructor(private readonly intake: Intake) {}

  @Post(['_bulk', ':index/_bulk', ':index/:type/_bulk'])
  @RouteConfig(route)
  @Header('x-elastic-product', 'Elasticsearch')
  @ApiBody(bulkBody)
  @Answers('Stores documents as the bulk API of Elasticsearch does', bulkSchema)
  bulk(@Req() request: FastifyRequest, @Param('index') index?: string): Promise<object> {
    return this.takeBulk(request, index);
  }

  @Put(['_bulk', ':index/_bulk', ':index/:type/_bulk'])
  @RouteConfig(route)
  @Header('x-elastic-product', 'Elasticsearch')
  @ApiBody(bulkBody)
  @Answers('The same as POST, for senders that put', bulkSchema)
  putBulk(@Req() request: FastifyRequest, @Param('index') index?: string): Promise<object> {
    return this.takeBulk(request, index);
  }

  @Post([':index/_doc', ':index/_doc/:id', ':index/_create/:id'])
  @RouteConfig(route)
  @Header('x-elastic-product', 'Elasticsearch')
  @ApiExcludeEndpoint()
  document(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    return this.takeDocument(request, reply);
  }

  @Put([':index/_doc/:id', ':index/_create/:id'])
  @RouteConfig(route)
  @Header('x-elastic-product', 'Elasticsearch')
  @ApiExcludeEndpoint()
  putDocument(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.takeDocument(request, reply);
  }

  @All(['', '*'])
  @RouteConfig({ ...route, needsRoom: false })
  @Header('x-elastic-product', 'Elasticsearch')
  @ApiExcludeEndpoint()
  stub(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): object {
    const [path = ''] = request.url.split('?', 1);
    const { status, body } = answerStub(request.method, path.replace(/^\/es\/?/, ''));
    reply.status(status);
    return body;
  }

  private async takeBulk(request: FastifyRequest, index = defaultIndex): Promise<object> {
    const startedAt = performance.now();
    const body = bodyOf(request);
    const actions = body.length === 0 ? [] : readBulk(await plain(body, request));
    if (actions === null) {
      throw new ProblemException(
        400,
        'no-bulk-action',
        'Malformed action/metadata line [1]: expected an object with index, create, update or delete.',
      );
    }
    const { batchId } = await this.intake.take(request);
    const tookMs = Math.round(performance.now() - startedAt);
    return bulkTaken(actions, { batchId, index, tookMs });
  }

  private async takeDocument(request: FastifyRequest, reply: FastifyReply): Promise<object> {
    const { batchId } = await this.intake.take(request);
    const { index, id } = paramsSchema.parse(request.params);
    reply.status(201);
    return documentTaken(index, id ?? batchId);
  }
}

const paramsSchema = z.object({ index: z.string(), id: z.string().optional() });
const encodings = new Set([null, 'gzip', 'x-gzip', 'deflate']);

/** The body without its compression: the actions in it have to be counted. Off the thread that answers. */
async function plain(body: Buffer, { admission }: FastifyRequest): Promise<Buffer> {
  const encoding = admission?.contentEncoding ?? null;
  if (!encodings.has(encoding)) {
    throw new ProblemException(415, 'unsupported-encoding', 'Bulk requests are read plain or with gzip.');
  }
  const isPacked = isGzip(body) || encoding === 'deflate';
  if (!isPacked) return body;
  try {
    return await unpack(body, { maxOutputLength: unpackedBytesMax });
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw isTooLarge
      ? new ProblemException(
          413,
          'batch-too-large',
          `The body is larger than ${unpackedBytesMax} bytes unpacked.`,
        )
      : new ProblemException(400, 'corrupt-compression', 'The compression of the body is broken.');
  }
}
