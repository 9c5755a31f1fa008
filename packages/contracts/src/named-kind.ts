import { z } from 'zod';
import { type PseudonymKind, readPseudonym } from './personal.js';

const addressSchema = z.union([z.ipv4(), z.ipv6()]);
const networkSchema = z.union([z.cidrv4(), z.cidrv6()]);

/** What a text that names somebody stands for, in clear or as a pseudonym: what is no address and no network is a person. */
export function kindNamedBy(text: string): PseudonymKind {
  const pseudonym = readPseudonym(text);
  if (pseudonym !== null) return pseudonym.kind;
  if (addressSchema.safeParse(text).success) return 'address';
  return networkSchema.safeParse(text).success ? 'network' : 'person';
}
