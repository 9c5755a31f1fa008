export { decideAlert } from './alerts/decide.js';
export { analyzeBatch, type BatchInput } from './analyze-batch.js';
export { rollUp } from './roll-up.js';
export { type Unpacked, unpack } from './unpack.js';
