import { kindNamedBy, type PersonalKind, type PseudonymKind, personalMark } from '@turnaway/contracts';
import { z } from 'zod';

/** What stands in place of a person, an address or a network; `null` shows nothing. */
export type Hide = (kind: PseudonymKind, text: string) => string | null;

/** The same value with what is personal in it replaced. */
export type Mask = (value: unknown, hide: Hide, around: Around) => unknown;

/** What an object says of the fields inside it: what they are broken down by, and whether they are personal. */
export interface Around {
  by: unknown;
  personal: unknown;
}

const kindSchema = z.enum([
  'person',
  'user-key',
  'user-id',
  'address',
  'by-dimension',
  'if-personal',
  'free-text',
] satisfies PersonalKind[]);

/** What a text reads that may name anybody, for those who may not see it. */
const withheld = '(not shown to your role)';
const dimensions: Record<string, PseudonymKind> = { user: 'person', ip: 'address' };

/**
 * Finds the fields that a schema marks as personal, and makes of them what masks an answer of its shape; `null` for a
 * schema without any. What no mark is on stays as it is.
 */
export function compileMask(schema: unknown): Mask | null {
  if (!(schema instanceof z.ZodType)) return null;
  const marked = kindSchema.safeParse(schema.meta()?.[personalMark]);
  if (marked.success) return maskOf(marked.data);
  if (schema instanceof z.ZodObject) return objectMask(schema);
  if (schema instanceof z.ZodArray) return each(compileMask(schema.element));
  if (schema instanceof z.ZodRecord) return eachOf(compileMask(schema.valueType));
  if (schema instanceof z.ZodNullable) return nullable(compileMask(schema.unwrap()));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return compileMask(schema.unwrap());
  if (schema instanceof z.ZodPipe) return oneAfterTheOther([compileMask(schema.in), compileMask(schema.out)]);
  if (schema instanceof z.ZodIntersection) {
    return oneAfterTheOther([compileMask(schema.def.left), compileMask(schema.def.right)]);
  }
  if (schema instanceof z.ZodUnion) return oneAfterTheOther(schema.options.map(compileMask));
  return null;
}

function maskOf(kind: PersonalKind): Mask {
  return (value, hide, around) => {
    if (Array.isArray(value)) {
      if (kind === 'free-text') return [];
      return value.flatMap((item) => maskText(kind, item, hide, around) ?? []);
    }
    return maskText(kind, value, hide, around);
  };
}

function maskText(kind: PersonalKind, value: unknown, hide: Hide, around: Around): unknown {
  if (typeof value !== 'string') return value;
  switch (kind) {
    case 'free-text':
      return withheld;
    // A user name is one person in any letter case, and is counted in lower case.
    case 'person':
      return hide('person', value.toLowerCase());
    case 'user-key':
    case 'user-id':
      return hide('person', value);
    case 'address':
      return hide('address', value);
    case 'by-dimension': {
      const dimension = typeof around.by === 'string' ? dimensions[around.by] : undefined;
      return dimension === undefined ? value : hide(dimension, value);
    }
    case 'if-personal':
      return around.personal === true ? hide(kindNamedBy(value), value) : value;
  }
}

function objectMask(schema: z.ZodObject): Mask | null {
  const masks = Object.entries(schema.shape).flatMap(([name, field]): [string, Mask][] => {
    const mask = compileMask(field);
    return mask === null ? [] : [[name, mask]];
  });
  if (masks.length === 0) return null;
  return (value, hide, outer) => {
    if (typeof value !== 'object' || value === null) return value;
    const fields = new Map(Object.entries(value));
    const around = { by: fields.get('by') ?? outer.by, personal: fields.get('personal') ?? outer.personal };
    for (const [name, mask] of masks) {
      if (fields.has(name)) fields.set(name, mask(fields.get(name), hide, around));
    }
    return Object.fromEntries(fields);
  };
}

/** Text that is withheld is `null` where the contract allows it. */
function nullable(mask: Mask | null): Mask | null {
  return (
    mask &&
    ((value, hide, around) => {
      const masked = value === null ? null : mask(value, hide, around);
      return masked === withheld ? null : masked;
    })
  );
}

function each(mask: Mask | null): Mask | null {
  return (
    mask &&
    ((value, hide, around) => (Array.isArray(value) ? value.map((item) => mask(item, hide, around)) : value))
  );
}

function eachOf(mask: Mask | null): Mask | null {
  return (
    mask &&
    ((value, hide, around) =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mask(item, hide, around)]))
        : value)
  );
}

/** A pseudonym is not hidden again, so that masks of several shapes can be applied to one value. */
function oneAfterTheOther(found: (Mask | null)[]): Mask | null {
  const masks = found.filter((mask) => mask !== null);
  if (masks.length === 0) return null;
  return (value, hide, around) => masks.reduce((masked, mask) => mask(masked, hide, around), value);
}
