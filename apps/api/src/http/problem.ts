import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import type { Problem } from '@turnaway/contracts';

type FieldErrors = NonNullable<Problem['errors']>;

/**
 * A refusal with words for the caller. `kind` is a short name that programs can tell refusals apart by; `detail`
 * is shown to people, so it holds nothing internal.
 */
export class ProblemException extends HttpException {
  constructor(
    status: number,
    readonly kind: string,
    readonly detail: string,
    readonly extras: { errors?: FieldErrors; headers?: Record<string, string> } = {},
  ) {
    super(detail, status);
  }
}

/** 400 that names the fields that were wrong, and what was expected of each. */
export function invalidInput(errors: FieldErrors): ProblemException {
  const detail = errors
    .map(({ field, message }) => (field === '' ? message : `${field}: ${message}`))
    .join('; ');
  return new ProblemException(400, 'invalid-input', detail, { errors });
}

/** 400 for one field. */
export function invalidField(field: string, message: string): ProblemException {
  return invalidInput([{ field, message }]);
}

/** 404 for a thing that this workspace does not have. */
export function notFound(what: string): ProblemException {
  return new ProblemException(404, 'not-found', `There is no such ${what}.`);
}

/** 503 while the database or the queue is away; its type is `engineUnreachableType` of the contracts. */
export function engineUnreachable(retryAfterSeconds: number): ProblemException {
  return new ProblemException(503, 'engine-unreachable', 'The database cannot be reached. Try again.', {
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}

/** 503 that asks the caller to come back. */
export function unavailable(detail: string, retryAfterSeconds: number): ProblemException {
  return new ProblemException(503, 'unavailable', detail, {
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}

/** The body of an error answer, by RFC 9457. */
export function problemBody(
  status: number,
  requestId: string,
  { kind, detail, errors }: { kind?: string; detail?: string; errors?: FieldErrors | undefined } = {},
): Problem {
  return {
    type: kind === undefined ? 'about:blank' : `urn:turnaway:problem:${kind}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    ...(detail === undefined ? {} : { detail }),
    requestId,
    ...(errors === undefined ? {} : { errors }),
  };
}
