export type { QueueEngine } from './backend.js';
export * from './job-table.js';
export { createQueue, type Queue } from './queue.js';
export { type Working, work } from './work.js';
