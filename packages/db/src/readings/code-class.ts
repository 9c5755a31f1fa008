import { actorSchema, type CodeClass, causeSchema, outcomeSchema, sourceSchema } from '@turnaway/contracts';
import { Prisma } from '../generated/client.js';

/** A row of code_classes as PostgreSQL gives it. */
export interface CodeClassRow {
  system: string;
  code: string;
  variant: string | null;
  known: boolean;
  title: string;
  outcome: string;
  cause: string | null;
  source: string;
  actor: string;
}

export const codeClassColumns = Prisma.sql`c.system, c.code, c.variant, c.known, c.title, c.outcome, c.cause,
  c.source, c.actor`;

/** A row in the contract's shape. Throws if the table holds a word that is not of the taxonomy. */
export function toCodeClass(row: CodeClassRow): CodeClass {
  return {
    system: row.system,
    code: row.code,
    variant: row.variant,
    known: row.known,
    title: row.title,
    outcome: outcomeSchema.parse(row.outcome),
    cause: row.cause === null ? null : causeSchema.parse(row.cause),
    source: sourceSchema.parse(row.source),
    actor: actorSchema.parse(row.actor),
  };
}
