import type { Db } from '@turnaway/db';
import { findFeedDoor } from '@turnaway/db/feeds/find-feed-door';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { principalOf } from '../auth/principal.js';
import type { Env } from '../env.js';
import { idSchema } from '../http/ids.js';
import { notFound, ProblemException } from '../http/problem.js';
import { orUnavailable, readEncoding, tooLarge } from './admit.js';
import type { Room } from './room.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes logs for the feed of its path, from whoever is signed in. */
    upload?: boolean;
  }
}

/**
 * Decides whether a file may be uploaded, before a byte of it is read: whoever is signed in is known already, so the
 * feed is all that is asked for. What may not is answered with a problem: 404, 410, 413, 415 or 503.
 */
export function admitUploads(
  fastify: FastifyInstance,
  { db, env, room }: { db: Db; env: Env; room: Room },
): void {
  fastify.addHook('onRequest', async (request) => {
    if (request.routeOptions.config.upload !== true) return;
    const { workspaceId } = principalOf(request);
    const feedId = feedIdOf(request);
    const feed = await orUnavailable(findFeedDoor(db, { workspaceId, id: feedId }));
    if (feed === null) throw notFound('feed');
    request.wire = {
      feed: { workspaceId, feedId },
      dialect: 'turnaway',
      contentType: request.headers['content-type'] ?? null,
      keyPlace: null,
      keyPreview: null,
      batchId: null,
      refusedAs: null,
      notes: [],
    };
    if (!feed.enabled) {
      const detail = 'This feed is switched off. It takes no logs; turn it on first.';
      throw new ProblemException(410, 'feed-disabled', detail);
    }
    // Who is signed in needs no signature of a sender.
    request.admission = { workspaceId, feedId, verification: null, contentEncoding: readEncoding(request) };
    if (Number(request.headers['content-length'] ?? 0) > env.TURNAWAY_MAX_BODY_BYTES) throw tooLarge(env);
    await orUnavailable(room.refuseWhenFull());
    // A browser names the type that it guesses from the file's name; it is bytes to us, whatever it says.
    request.raw.headers['content-type'] = 'application/octet-stream';
  });
}

function feedIdOf({ params }: FastifyRequest): string {
  const id = idSchema.safeParse(Reflect.get(Object(params), 'id'));
  if (!id.success) throw notFound('feed');
  return id.data;
}
