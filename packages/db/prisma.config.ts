import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: '../../prisma/schema.prisma',
  migrations: { path: '../../prisma/migrations' },
  experimental: { externalTables: true },
  // Partitioned by day: Prisma would drop and make them anew if it tried to manage them.
  tables: { external: ['public.event_ids', 'public.sign_ins'] },
});
