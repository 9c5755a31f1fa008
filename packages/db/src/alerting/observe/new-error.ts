import { watchedEvents } from '../watched-events.js';
import { countCodesSeen } from './codes-seen.js';
import { readLearnedSince } from './learned-since.js';
import { countNewAtApps } from './new-at-apps.js';
import type { Observer } from './observer.js';

/** Codes that were first seen in the window and, if the rule asks for it, known codes at apps where they are new. */
export const observeNewError: Observer<'new-error'> = async (transaction, { rule, params, now }) => {
  const scope = watchedEvents(rule, params.windowMinutes, now);
  const codes = await countCodesSeen(transaction, scope, { known: true });
  const atApps = params.perApp ? await countNewAtApps(transaction, scope) : [];
  return {
    learnedSince: await readLearnedSince(transaction, rule.workspaceId, rule.filter),
    codes: [...codes, ...atApps],
  };
};
