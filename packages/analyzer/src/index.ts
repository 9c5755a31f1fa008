export { type CodeRole, codesOf } from './alerts/codes-of.js';
export { decide } from './alerts/decide.js';
export { findSilence, type RunningSilence } from './alerts/find-silence.js';
export { judge } from './alerts/judge.js';
export { weighAlerts } from './alerts/weigh-alerts.js';
export { analyzeBatch, type BatchInput } from './analyze-batch.js';
export { readableSystems } from './detect.js';
export {
  firstState,
  nextState,
  type ObservedErrorGroup,
  type StateChange,
  usualHour,
} from './error-groups/next-state.js';
export { findOriginal, type Original } from './find-original.js';
export { isTableHead } from './frame/csv-table.js';
export { type Scan, scanValue } from './frame/scan-value.js';
export { rollUp } from './roll-up.js';
export { type Unpacked, unpack } from './unpack.js';
