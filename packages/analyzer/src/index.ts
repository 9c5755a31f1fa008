export { decideAlert } from './alerts/decide.js';
export { findSilence, type SilenceableAlert } from './alerts/find-silence.js';
export { analyzeBatch, type BatchInput } from './analyze-batch.js';
export { readableSystems } from './detect.js';
export { isTableHead } from './frame/csv-table.js';
export { type Scan, scanValue } from './frame/scan-value.js';
export { rollUp } from './roll-up.js';
export { type Unpacked, unpack } from './unpack.js';
