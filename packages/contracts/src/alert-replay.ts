import { z } from 'zod';
import { personal } from './personal.js';

/** Firings that a replay lists, at the most; all are counted. */
export const replayedFiringsMax = 50;

/** One time that a rule would have fired, for one of its keys. */
export const replayedFiringSchema = z.object({
  key: z.string().meta(personal('if-personal')),
  label: z.string().meta(personal('if-personal')),
  /** Key and label name a person or an address. */
  personal: z.boolean(),
  /** The worst that it came to. */
  level: z.enum(['warn', 'alert']),
  /** The look that would have told it: the end of the hours that it was found in. */
  startedAt: z.string(),
  /** `null` while it would still fire. */
  endedAt: z.string().nullable(),
  peakValue: z.number(),
});
export type ReplayedFiring = z.infer<typeof replayedFiringSchema>;

/** What a rule would have done, had it been there; `from` is how far back that is known. */
export const alertRulePreviewSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** Where nothing that is kept tells it, a rule cannot be replayed, and nothing is counted. */
  canReplay: z.boolean(),
  wouldHaveFired: z.int(),
  /** The latest first. */
  firings: z.array(replayedFiringSchema).max(replayedFiringsMax),
  /** How it was replayed, or why it could not be. */
  because: z.string(),
});
export type AlertRulePreview = z.infer<typeof alertRulePreviewSchema>;
