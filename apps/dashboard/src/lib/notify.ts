import type { NotificationData } from '@mantine/notifications';

const listening = new Set<() => void>();

/** Hears that there is a notice to show; answers what ends that. */
export function onNotice(hear: () => void): () => void {
  listening.add(hear);
  return () => listening.delete(hear);
}

/** Says how something went, in a corner of the page. What draws it is no part of the first script. */
export async function notify(notice: NotificationData): Promise<void> {
  for (const hear of listening) hear();
  const { notifications } = await import('@mantine/notifications');
  notifications.show(notice);
}
