import { classOfCode } from '@turnaway/catalog';
import { type CodeClass, formatErrorCode, type Outcome, type SignInEvent } from '@turnaway/contracts';
import type { Db } from '@turnaway/db';
import { listOverriddenOutcomes } from '@turnaway/db/code-overrides/list-overridden-outcomes';

/** How long an override may go unnoticed: until then, its code's sign-ins are kept or not as before. */
const overridesTtlMs = 5_000;
/** Codes come from senders: what is remembered of them is bounded. */
const rememberedMax = 10_000;

const classByCode = new Map<string, CodeClass>();
const overridesByWorkspace = new Map<string, { readAtMs: number; outcomes: ReadonlyMap<string, Outcome> }>();

/** What an event's code means in a workspace: what it decided itself, else the catalog, else the record. */
export async function loadClassOf(
  db: Db,
  workspaceId: string,
  now: Date,
): Promise<(event: SignInEvent) => CodeClass> {
  const outcomes = await readOverrides(db, workspaceId, now.getTime());
  return ({ errorCode, observedOutcome }) => {
    const codeClass = rememberClass(errorCode, observedOutcome);
    const decided = outcomes.size === 0 ? undefined : outcomes.get(formatErrorCode(errorCode));
    return decided === undefined ? codeClass : { ...codeClass, known: true, outcome: decided };
  };
}

async function readOverrides(db: Db, workspaceId: string, nowMs: number) {
  const before = overridesByWorkspace.get(workspaceId);
  if (before !== undefined && nowMs - before.readAtMs < overridesTtlMs) return before.outcomes;
  const outcomes = await listOverriddenOutcomes(db, workspaceId);
  overridesByWorkspace.set(workspaceId, { readAtMs: nowMs, outcomes });
  return outcomes;
}

function rememberClass(errorCode: SignInEvent['errorCode'], observedOutcome: Outcome): CodeClass {
  const key = `${formatErrorCode(errorCode)} ${observedOutcome}`;
  const before = classByCode.get(key);
  if (before !== undefined) return before;
  const codeClass = classOfCode(errorCode, observedOutcome);
  if (classByCode.size < rememberedMax) classByCode.set(key, codeClass);
  return codeClass;
}
