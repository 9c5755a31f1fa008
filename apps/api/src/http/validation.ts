import { Injectable, StandardSchemaValidationPipe } from '@nestjs/common';
import { invalidInput } from './problem.js';

/** Most fields that a refusal names. */
const errorsMax = 20;

/** Checks what a route's parameters say with the schema they name; what is wrong becomes a 400 with the fields. */
@Injectable()
export class ContractPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({
      exceptionFactory: (issues) =>
        invalidInput(
          issues.slice(0, errorsMax).map(({ path = [], message }) => ({
            field: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.') || 'body',
            message,
          })),
        ),
    });
  }
}
