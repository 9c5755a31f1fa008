import { watchedEvents } from '../watched-events.js';
import { countCodesSeen } from './codes-seen.js';
import type { Observer } from './observer.js';

/** Codes that were first seen in the window and that the catalog does not have. */
export const observeUnknownCode: Observer<'unknown-code'> = (transaction, { rule, params, now }) =>
  countCodesSeen(transaction, watchedEvents(rule, params.windowMinutes, now), { known: false });
