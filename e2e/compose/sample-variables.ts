const password = 'a-password_of-the-test-0123456789';
/** What an operator has to give. */
export const required = {
  POSTGRES_PASSWORD: password,
  TURNAWAY_SECRET: '0123456789abcdef0123456789abcdef',
  TURNAWAY_ADMIN_EMAIL: 'owner@example.com',
  TURNAWAY_ADMIN_PASSWORD: password,
  TURNAWAY_INGEST_KEY: `tk_${password}`,
};
/** Every variable that an operator can give, each with a value that is not the one it has by itself. */
export const everything = {
  ...required,
  PORT: '8080',
  TURNAWAY_PUBLIC_URL: 'https://turnaway.example.com',
  TURNAWAY_API_TOKEN: `ta_${password}`,
  TURNAWAY_TRUSTED_PROXIES: '10.0.0.0/8',
  TURNAWAY_MAX_BODY_BYTES: '2048',
  TURNAWAY_MAX_BACKLOG_BATCHES: '2',
  TURNAWAY_MAX_BACKLOG_BYTES: '2048',
  TURNAWAY_LOG_LEVEL: 'debug',
  TURNAWAY_WORKERS: '3',
  TURNAWAY_WEBHOOK_ALLOW_CIDRS: '10.0.0.0/8',
  TURNAWAY_MAX_UNPACKED_BYTES: '2048',
  TURNAWAY_WORKER_CONCURRENCY: '3',
};
