import { z } from 'zod';
import { roles } from './roles.js';

/** A role by its name. Apart from what roles may do, which the browser asks too: it gets no schemas. */
export const roleSchema = z.enum(roles);
