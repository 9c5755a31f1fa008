import { readDatabaseUrl } from './env.js';
import { migrate } from './migrate.js';

// Brings the database in DATABASE_URL to the current schema, before anything that needs it starts. Ends with 0 when
// it is there, 1 when a migration failed, 2 when the address is wrong.
const reading = readDatabaseUrl();
if (reading.ok) {
  const applied = await migrate(reading.databaseUrl);
  process.stdout.write(
    `turnaway migrate: applied ${applied.length === 0 ? 'nothing' : applied.join(', ')}\n`,
  );
} else {
  process.stderr.write(`turnaway migrate: ${reading.message}\n`);
  process.exitCode = 2;
}
