import { z } from 'zod';
import { timeZoneSchema } from './feeds.js';
import { pageQuerySchema } from './page.js';
import { causeSchema, sourceSchema } from './taxonomy.js';

const word = z.string().min(1).max(256);
const words = z.array(word).min(1).max(50);

/**
 * Which alerts a silence keeps quiet: those that fit every field that is given. The rule is the alert's; system,
 * code, cause, source and app are those that lead in it.
 */
export const silenceMatchersSchema = z
  .strictObject({
    ruleId: words.optional(),
    system: words.optional(),
    /** `entra/50126`, with or without its variant. */
    code: words.optional(),
    cause: z.array(causeSchema).min(1).max(15).optional(),
    source: z.array(sourceSchema).min(1).max(11).optional(),
    app: words.optional(),
  })
  .refine((matchers) => Object.values(matchers).some((value) => value !== undefined), {
    message: 'expected at least one of ruleId, system, code, cause, source, app',
  });
export type SilenceMatchers = z.infer<typeof silenceMatchersSchema>;

const instant = z.iso.datetime({
  offset: true,
  error: 'expected an ISO 8601 time, such as 2026-01-31T08:00:00Z',
});
const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day, such as 22:30');
/** The hours of a week that a silence holds in, within its start and end. */
export const recurrenceSchema = z.strictObject({
  /** 0 is Sunday; the day that the hours begin on. */
  days: z.array(z.int().min(0).max(6)).min(1).max(7),
  from: timeOfDay,
  /** At or before `from`: on the next day. */
  to: timeOfDay,
  timeZone: timeZoneSchema,
});
export type Recurrence = z.infer<typeof recurrenceSchema>;

const fields = z.object({
  matchers: silenceMatchersSchema,
  startsAt: instant,
  endsAt: instant,
  recurrence: recurrenceSchema.nullable().default(null),
  comment: z.string().trim().min(1, 'expected why these alerts are kept quiet').max(1_000),
});
const endsAfterItStarts = {
  path: ['endsAt'],
  message: 'expected a time after startsAt',
};

export const silenceInputSchema = fields
  .extend({ startsAt: instant.optional() })
  // A misspelled recurrence would make a silence that never pauses.
  .strict()
  .refine(
    ({ startsAt, endsAt }) => startsAt === undefined || Date.parse(endsAt) > Date.parse(startsAt),
    endsAfterItStarts,
  );
export type SilenceInput = z.output<typeof silenceInputSchema>;
export const silencePatchSchema = fields.omit({ recurrence: true, startsAt: true }).partial().strict();

export const silenceSchema = fields.extend({
  id: z.string(),
  recurrence: recurrenceSchema.nullable(),
  /** The e-mail address of who made it, or the name of an API token. */
  author: z.string(),
  createdAt: z.string(),
  state: z.enum(['pending', 'active', 'expired']),
});
export type Silence = z.infer<typeof silenceSchema>;
export const silencesQuerySchema = pageQuerySchema.extend({
  state: z.enum(['pending', 'active', 'expired']).optional(),
});
