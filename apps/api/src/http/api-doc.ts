import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import { problemSchema } from '@turnaway/contracts';
import type { z } from 'zod';

/** Says in the API's documentation what a route does and answers, and sets the status that it answers with. */
export function Answers(summary: string, schema: z.ZodType | null, status = 200): MethodDecorator {
  return applyDecorators(
    ApiOperation({ summary }),
    HttpCode(status),
    ApiResponse({ status, description: summary, ...(schema === null ? {} : { standardSchema: schema }) }),
    ApiResponse({
      status: 'default',
      description: 'Refused; the problem says why',
      standardSchema: problemSchema,
    }),
  );
}
