import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Disclosure, Role } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { findApiToken, type KnownApiToken } from '@turnaway/db/api-tokens/find-api-token';
import { touchApiToken } from '@turnaway/db/api-tokens/touch-api-token';
import { findMembership } from '@turnaway/db/members/find-membership';
import type { FastifyRequest } from 'fastify';
import { createShortCache, type ShortCache } from '../http/short-cache.js';
import type { Auth } from './create-auth.js';
import { hashOf, sameHash } from './secret-text.js';

/** Who asks, for which workspace, and what they may do there. */
export interface Principal {
  kind: 'session' | 'token';
  workspaceId: string;
  role: Role;
  /** How people and addresses are shown to them. */
  people: Disclosure;
  /** The account's id; `null` for a token. */
  userId: string | null;
  user: { email: string; name: string };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for all routes under /api that need credentials. */
    principal: Principal | null;
  }
}

/** A fresh install has one workspace: sessions are for it. */
export const defaultWorkspaceId = 'default';
const touchEveryMs = 60_000;
/** How long a token that was taken away may still work. */
const tokenTtlMs = 3_000;

/** Finds out who a request comes from; `null` without credentials, or with ones that are not good. */
export type Identify = (request: Pick<FastifyRequest, 'headers'>) => Promise<Principal | null>;

/** Knows people by their session cookie and programs by `Authorization: Bearer <API token>`. */
export function createIdentify(db: Db, auth: Auth): Identify {
  const tokens = createShortCache((hash) => findAndTouch(db, Buffer.from(hash, 'hex')), {
    ttlMs: tokenTtlMs,
    entriesMax: 1_000,
  });
  return async ({ headers }) => {
    const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return byToken(tokens, bearer);
    return headers.cookie === undefined ? null : bySession(db, auth, headers.cookie);
  };
}

async function byToken(tokens: ShortCache<KnownApiToken | null>, text: string): Promise<Principal | null> {
  const hash = hashOf(text);
  const token = await tokens.get(hash.toString('hex'));
  if (token === null || !sameHash(token.hash, hash)) return null;
  const { workspaceId, role, people, name } = token;
  return { kind: 'token', workspaceId, role, people, userId: null, user: { email: '', name } };
}

async function bySession(db: Db, auth: Auth, cookie: string): Promise<Principal | null> {
  const session = await auth.api.getSession({ headers: new Headers({ cookie }) });
  if (session === null) return null;
  const { id: userId, email, name } = session.user;
  const workspaceId = defaultWorkspaceId;
  const membership = await findMembership(db, { workspaceId, userId });
  if (membership === null) return null;
  return { kind: 'session', workspaceId, ...membership, userId, user: { email, name } };
}

async function findAndTouch(db: Db, hash: Buffer): Promise<KnownApiToken | null> {
  const token = await findApiToken(db, { hash });
  if (token !== null && Date.now() - (token.lastUsedAt?.getTime() ?? 0) > touchEveryMs) {
    await touchApiToken(db, token);
  }
  return token;
}

/** The workspace of who asks. */
export const WorkspaceId = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  return principalOf(context.switchToHttp().getRequest<FastifyRequest>()).workspaceId;
});

/** Who asks. Throws if the route let someone in without asking: a bug, and nothing is shown. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === null) throw new Error('a route was reached without credentials');
  return request.principal;
}
