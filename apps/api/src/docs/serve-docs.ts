import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { version } from '../version.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
const methods = ['get', 'post', 'put', 'patch', 'delete', 'options'] as const;

/** Serves the API's contract at /api/openapi.json, and pages to browse it at /api/docs; built when first asked for. */
export function serveDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => buildDocument(app), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Turnaway API',
  });
}

function buildDocument(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Turnaway')
    .setDescription('Tells why sign-ins fail, whose move it is, and what to do.')
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API token' })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, { standardSchemaConverter: convert });
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const operation = item[method];
      if (operation !== undefined) complete(operation, path);
    }
  }
  return document;
}

/** Schemas as OpenAPI 3.0 writes them; what a filter's value becomes inside is nobody's business, so it is open. */
function convert(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  return {
    schema: z.toJSONSchema(schema, { target: 'openapi-3.0', io: schemaType, unrepresentable: 'any' }),
  };
}

/** Puts right what decorators cannot say: the type of refusals, and the parts of the path. */
function complete(operation: Operation, path: string): void {
  const refusal = operation.responses.default;
  const content = refusal !== undefined && 'content' in refusal ? refusal.content : undefined;
  const [problem] = Object.values(content ?? {});
  if (refusal !== undefined && problem !== undefined) {
    operation.responses.default = { ...refusal, content: { 'application/problem+json': problem } };
  }
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  const others = (operation.parameters ?? []).filter(
    (parameter) => !('in' in parameter) || parameter.in !== 'path',
  );
  operation.parameters = [
    ...inPath.map((name) => ({
      name,
      in: 'path' as const,
      required: true,
      schema: { type: 'string' as const },
    })),
    ...others,
  ];
}
