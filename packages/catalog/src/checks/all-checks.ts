import { addressesTitledOnce } from './addresses-titled-once.js';
import { causeFitsOutcome } from './cause-fits-outcome.js';
import { causeFitsSource } from './cause-fits-source.js';
import { codesUnique } from './codes-unique.js';
import { daysVerified } from './days-verified.js';
import type { Check } from './finding.js';
import { fragmentsShort } from './fragments-short.js';
import { hintsForTheActor } from './hints-for-the-actor.js';
import { hintsKeepSecurity } from './hints-keep-security.js';
import { reasonsDiffer } from './reasons-differ.js';
import { reasonsNameKnownSystems } from './reasons-name-known-systems.js';
import { reasonsUsed } from './reasons-used.js';
import { referencesGiven } from './references-given.js';
import { samplesExplained } from './samples-explained.js';
import { sortedAndFormatted } from './sorted-and-formatted.js';
import { sourcesUsed } from './sources-used.js';
import { stepsFitSystem } from './steps-fit-system.js';
import { summariesReadable } from './summaries-readable.js';
import { textsWellFormed } from './texts-well-formed.js';
import { wordsAllowed } from './words-allowed.js';

/** Every promise about the data. That the files follow their schema is told by reading them. */
export const allChecks: readonly Check[] = [
  sortedAndFormatted,
  codesUnique,
  reasonsUsed,
  reasonsDiffer,
  reasonsNameKnownSystems,
  causeFitsOutcome,
  causeFitsSource,
  referencesGiven,
  sourcesUsed,
  addressesTitledOnce,
  daysVerified,
  textsWellFormed,
  wordsAllowed,
  stepsFitSystem,
  summariesReadable,
  hintsForTheActor,
  hintsKeepSecurity,
  fragmentsShort,
  samplesExplained,
];
