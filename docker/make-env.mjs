// Makes .env for docker-compose.yml, with secrets of this install's own, if there is none yet:
//
//   node docker/make-env.mjs [the first owner's e-mail address]
//
// On a machine that has Docker but not Node:
//
//   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/app" --workdir /app node:24-slim node docker/make-env.mjs
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const [adminEmail = 'owner@turnaway.local', ...rest] = process.argv.slice(2);
if (rest.length > 0 || !/^[^\s@$#'"]+@[^\s@$#'"]+\.[a-z]{2,}$/i.test(adminEmail)) {
  console.error("usage: node docker/make-env.mjs [the first owner's e-mail address]");
  process.exit(2);
}

/** Letters, digits, "-" and "_": safe in an address, in a .env file and in a header. */
const random = (bytes) => randomBytes(bytes).toString('base64url');

const text = `# Settings and secrets of this install, read by docker compose. Keep a copy of it in a safe place.
COMPOSE_PROJECT_NAME=turnaway

# The port on this machine, and the address that people and senders reach it by.
PORT=3000
TURNAWAY_PUBLIC_URL=http://localhost:3000

# Used when the database is first made. To change it later, change it in the database too.
POSTGRES_PASSWORD=${random(32)}

# Encrypts secrets at rest. Without it, what is stored encrypted cannot be read again.
TURNAWAY_SECRET=${random(32)}

# The first owner, the first feed's ingest key and the first API token: made at the first start.
TURNAWAY_ADMIN_EMAIL=${adminEmail}
TURNAWAY_ADMIN_PASSWORD=${random(18)}
TURNAWAY_INGEST_KEY=tk_${random(24)}
TURNAWAY_API_TOKEN=ta_${random(24)}

# Worker processes.
TURNAWAY_WORKERS=1
`;

const file = fileURLToPath(new URL('../.env', import.meta.url));
const shownFile = relative(process.cwd(), file) || file;
try {
  writeFileSync(file, text, { flag: 'wx', mode: 0o600 });
  console.log(`Wrote ${shownFile}: ports, addresses, and the password of ${adminEmail} are in it.`);
} catch (error) {
  if (error.code !== 'EEXIST') throw error;
  console.log(`${shownFile} is there already and stays as it is.`);
}
console.log('Next: docker compose up --build --detach');
