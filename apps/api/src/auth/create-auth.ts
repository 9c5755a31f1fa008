import { Logger } from '@nestjs/common';
import type { Db } from '@turnaway/db';
import { deriveKey } from '@turnaway/db/secret-box';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { betterAuth } from 'better-auth/minimal';

/** The header that {@link answerWithAuth} puts the caller's address in; what a caller sends in it is dropped. */
export const addressHeader = 'x-turnaway-address';
const signInTriesPerMinute = 10;

/** Accounts, passwords and sessions. Nobody can make an account over HTTP. */
export function createAuth(db: Db, { secret, publicUrl }: { secret: string; publicUrl: string | undefined }) {
  const logger = new Logger('Auth');
  return betterAuth({
    appName: 'Turnaway',
    // Without a public address this is never shown nor followed: it only keeps the environment from deciding.
    baseURL: publicUrl ?? 'http://turnaway.invalid',
    basePath: '/api/auth',
    secret: deriveKey(secret, 'sessions').toString('base64'),
    database: prismaAdapter(db.prisma, { provider: 'postgresql' }),
    emailAndPassword: { enabled: true, disableSignUp: true },
    session: { expiresIn: 30 * 86_400, updateAge: 86_400 },
    // Signing in works at any address that the server is reached by, from that address's own pages alone.
    trustedOrigins: (request) => ownOrigins(request?.headers.get('host') ?? null),
    rateLimit: {
      enabled: true,
      storage: 'memory',
      window: 60,
      max: 300,
      customRules: {
        '/sign-in/email': { window: 60, max: signInTriesPerMinute },
        '/change-password': { window: 60, max: signInTriesPerMinute },
      },
    },
    advanced: {
      cookiePrefix: 'turnaway',
      useSecureCookies: publicUrl?.startsWith('https:') === true,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    telemetry: { enabled: false },
    // Its messages can hold addresses and names: only that something was said, and how bad, goes to the log.
    logger: {
      level: 'error',
      log: (level, message) => logger.debug({ level, length: message.length }, 'auth message'),
    },
  });
}
export type Auth = ReturnType<typeof createAuth>;

function ownOrigins(host: string | null): string[] {
  return host === null ? [] : [`http://${host}`, `https://${host}`];
}
