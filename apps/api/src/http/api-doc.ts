import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse } from '@nestjs/swagger';
import { problemSchema } from '@turnaway/contracts';
import type { z } from 'zod';

/** Where a route's answer's schema is found: what is masked at the edge follows it. */
export const answerKey = 'turnaway:answer';

/** Says in the API's documentation what a route does and answers, and sets the status that it answers with. */
export function Answers(summary: string, schema: z.ZodType | null, status = 200): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    SetMetadata(answerKey, schema),
    HttpCode(status),
    ApiResponse({ status, description: summary, ...(schema === null ? {} : { standardSchema: schema }) }),
    ApiResponse({
      status: 'default',
      description: 'Refused; the problem says why',
      standardSchema: problemSchema,
    }),
  );
}

/** Says of a route that it answers with a stream of server-sent events, and what the data of each of them is. */
export function StreamOf(summary: string, data: z.ZodType): MethodDecorator {
  return applyDecorators(ApiProduces('text/event-stream'), Answers(summary, data));
}
