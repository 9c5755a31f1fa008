import { z } from 'zod';
import {
  catalogEntrySchema,
  explainResponseSchema,
  explanationSchema,
  hintsSchema,
} from './catalog-entry.js';
import { actorSchema, causeSchema, outcomeSchema, sourceSchema } from './taxonomy.js';

const stepSchema = z.string().trim().min(1).max(500);

/** What may be decided about a code in one workspace. What is left out stays as the catalog has it. */
const decidedFields = {
  outcome: outcomeSchema.optional(),
  cause: causeSchema.optional(),
  source: sourceSchema.optional(),
  actor: actorSchema.optional(),
  /** For an audience named here, these steps stand in place of the catalog's. */
  hints: z
    .object({
      'end-user': z.array(stepSchema).max(10),
      'help-desk': z.array(stepSchema).max(10),
      'tenant-admin': z.array(stepSchema).max(10),
      'app-developer': z.array(stepSchema).max(10),
    })
    .partial()
    .optional(),
};

export const codeOverrideInputSchema = z
  .strictObject({
    ...decidedFields,
    /** Why this workspace sees it differently. */
    note: z.string().trim().min(1).max(1_000),
  })
  .refine(
    ({ outcome, cause, source, actor, hints }) => [outcome, cause, source, actor, hints].some(Boolean),
    {
      path: ['outcome'],
      message: 'expected at least one of outcome, cause, source, actor and hints',
    },
  );
export type CodeOverrideInput = z.output<typeof codeOverrideInputSchema>;

/** A decision of this workspace about a code, on top of the catalog. */
export const codeOverrideSchema = z.object({
  system: z.string(),
  code: z.string(),
  variant: z.string().nullable(),
  ...decidedFields,
  hints: hintsSchema.optional(),
  note: z.string(),
  /** Who decided it last. */
  author: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type CodeOverride = z.infer<typeof codeOverrideSchema>;

/** An override as it stands in the list of them: with what the code means. */
export const overrideRowSchema = codeOverrideSchema.extend({ title: z.string() });
export type OverrideRow = z.infer<typeof overrideRowSchema>;

/** An entry as it holds in this workspace: the catalog's, with the workspace's own decisions on top. */
export const workspaceEntrySchema = catalogEntrySchema.extend({ override: codeOverrideSchema.nullable() });
export type WorkspaceEntry = z.infer<typeof workspaceEntrySchema>;

/** What a text means, as it holds in this workspace. */
export const workspaceExplainResponseSchema = explainResponseSchema.extend({
  explanations: z.array(explanationSchema.extend({ entry: workspaceEntrySchema })).max(20),
  nearest: z.array(workspaceEntrySchema).max(5),
});
export type WorkspaceExplainResponse = z.infer<typeof workspaceExplainResponseSchema>;
export type WorkspaceExplanation = WorkspaceExplainResponse['explanations'][number];
