import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: '../../prisma/schema.prisma',
  migrations: { path: '../../prisma/migrations' },
  experimental: { externalTables: true },
  // Partitioned by day, or read and written by hand alone: Prisma would drop and make them anew if it tried to manage them.
  tables: {
    external: [
      'public.event_ids',
      'public.sign_ins',
      'public.successes',
      'public.success_countries',
      'public.travel_habits',
      'public.attempts',
      'public.rollup_attempts',
      'public.rollup_attempt_codes',
      'public.unsettled_quarters',
      'public.unfolded_buckets',
      'public.folded_buckets',
      'public.folded_codes',
      'public.folded_apps',
      'public.folded_groups',
      'public.folded_feeds',
      'public.folded_people',
      'public.folded_keys',
      'public.rollup_days',
      'public.error_group_sightings',
    ],
  },
});
