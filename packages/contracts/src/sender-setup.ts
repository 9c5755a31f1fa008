import { z } from 'zod';

/** How to make one kind of sender send to this install: what to do, and texts to copy. */
export const senderSetupSchema = z.object({
  /** Short name that stays the same, such as `fluent-bit`. */
  id: z.string(),
  name: z.string(),
  kind: z.enum(['shipper', 'cloud', 'identity-provider']),
  /** What to do, in order; sentences. */
  steps: z.array(z.string()),
  /** Files and commands, with this install's address in them and `keyPlaceholder` for the key. */
  texts: z.array(z.object({ label: z.string(), text: z.string() })),
  /** Where the sender's own documentation says so. */
  docsUrl: z.url(),
});
export type SenderSetup = z.infer<typeof senderSetupSchema>;
