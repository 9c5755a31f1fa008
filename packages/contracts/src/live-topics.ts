/** What can have changed: events were counted, alerts began or ended, messages were tried, a feed sent something. */
export const liveTopics = ['counts', 'alerts', 'deliveries', 'feeds'] as const;
export type LiveTopic = (typeof liveTopics)[number];
