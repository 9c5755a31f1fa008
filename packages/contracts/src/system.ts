import { z } from 'zod';

/** Lower-case word that names a system: `entra`, `okta`, `auth0`, `oauth`. */
export const systemSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'expected a system in lower case, such as "entra"');
