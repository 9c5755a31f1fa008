export { connectDb, type Db } from './client.js';
export { listPendingMigrations, migrate } from './migrate.js';
