import { auth0 } from './auth0.js';
import { entra } from './entra.js';
import { oauth } from './oauth.js';
import { okta } from './okta.js';
import type { Parser } from './parser.js';

/** In the order of detection: the most particular shapes first, since `oauth` asks for two fields alone. */
export const parsers: readonly Parser[] = [entra, okta, auth0, oauth];
