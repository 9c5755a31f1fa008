import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import { may, type Right, rolesWith } from '@turnaway/contracts';
import type { FastifyRequest } from 'fastify';
import { ProblemException } from '../http/problem.js';

const rightKey = 'turnaway:right';
const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Says which right a route, or all of a controller's, asks of who calls it; the contract names it too. */
export function Needs(right: Right): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(rightKey, right), ApiExtension('x-right', right));
}

/**
 * Lets nobody do what their role does not allow. A route that does not say what it needs asks for `read` to be read
 * and for `settings` to change anything: one that was forgotten is closed rather than open. Routes without
 * credentials, such as those that take logs, have guards of their own.
 */
@Injectable()
export class RightsGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.principal === null || request.principal === undefined) return true;
    const named = this.reflector.getAllAndOverride<Right | undefined>(rightKey, [
      context.getHandler(),
      context.getClass(),
    ]);
    const right = named ?? (reading.has(request.method) ? 'read' : 'settings');
    if (may(request.principal.role, right)) return true;
    throw noRight(right, request.principal.role);
  }
}

/** 403 that says which role can do it. */
export function noRight(right: Right, role: string): ProblemException {
  const [least = 'owner'] = rolesWith(right);
  const detail = `This needs the role ${least} or above; yours is ${role}. An owner of the workspace can change it.`;
  return new ProblemException(403, 'no-right', detail);
}
