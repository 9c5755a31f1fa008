import type { FastifyInstance } from 'fastify';

/** Largest JSON body of the settings API: far above what any of its routes needs. */
const jsonBytesMax = 1024 ** 2;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes its body as bytes, whatever they are. */
    rawBody?: boolean;
  }
}

/** Bytes for the routes that say `rawBody`, up to `rawBytesMax`; JSON for all others. */
export function addBodyParsers(fastify: FastifyInstance, rawBytesMax: number): void {
  fastify.addHook('onRoute', (route) => {
    route.bodyLimit = route.config?.rawBody === true ? rawBytesMax : jsonBytesMax;
  });
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: rawBytesMax }, (request, body, done) => {
    if (request.routeOptions.config.rawBody === true) return done(null, body);
    if (body.length === 0) return done(null, undefined);
    return parseJson(request, body.toString(), done);
  });
}
