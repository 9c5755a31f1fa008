import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { ENV } from '../engines.js';
import type { Env } from '../env.js';
import { answerKey } from '../http/api-doc.js';
import { compileMask, type Hide, type Mask } from './compile-mask.js';
import { noNames, openPseudonyms } from './open-pseudonyms.js';
import { createPseudonyms, type Pseudonyms } from './pseudonyms.js';

/** Questions that look into names and words of logs, or rank by them. */
const dimensionsOfPeople = new Set(['user', 'ip']);

/**
 * The one place where people and addresses become pseudonyms, or nothing, for those who may not see them: every answer
 * passes here and is masked as its schema marks it; and pseudonyms in a filter become the names they stand for.
 */
@Injectable()
export class PrivacyInterceptor implements NestInterceptor {
  private readonly masks = new WeakMap<object, { mask: Mask | null }>();
  private readonly pseudonyms = new Map<string, Pseudonyms>();

  constructor(
    private readonly reflector: Reflector,
    @Inject(ENV) private readonly env: Env,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { principal } = request;
    if (principal === null || principal === undefined) return next.handle();
    const pseudonyms = this.pseudonymsOf(principal.workspaceId);
    const mayName = principal.people === 'full';
    request.query = openPseudonyms(request.query, pseudonyms, { mayName, inFilter: true });
    request.body = openPseudonyms(request.body, pseudonyms, { mayName, inFilter: false });
    if (mayName) return next.handle();
    refuseProbes(request.query, principal.people === 'hidden');
    const mask = this.maskOf(this.reflector.get<unknown>(answerKey, context.getHandler()));
    if (mask === null) return next.handle();
    const hide: Hide = (kind, text) => (principal.people === 'hidden' ? null : pseudonyms.hide(kind, text));
    return next.handle().pipe(map((answer) => mask(answer, hide, { by: null, personal: null })));
  }

  private maskOf(schema: unknown): Mask | null {
    if (typeof schema !== 'object' || schema === null) return null;
    const known = this.masks.get(schema) ?? { mask: compileMask(schema) };
    this.masks.set(schema, known);
    return known.mask;
  }

  private pseudonymsOf(workspaceId: string): Pseudonyms {
    const known = this.pseudonyms.get(workspaceId) ?? createPseudonyms(this.env.TURNAWAY_SECRET, workspaceId);
    this.pseudonyms.set(workspaceId, known);
    return known;
  }
}

function refuseProbes(query: unknown, hidden: boolean): void {
  if (typeof query !== 'object' || query === null) return;
  const asked = new Map<string, unknown>(Object.entries(query));
  // Free text is looked for in names too.
  if ((asked.get('q') ?? '') !== '') throw noNames();
  // There are no pseudonyms for devices, which are often named after their owners.
  if (asked.get('by') === 'device') throw noNames();
  if (!hidden) return;
  if (asked.has('user') || asked.has('ip') || dimensionsOfPeople.has(String(asked.get('by'))))
    throw noNames();
}
