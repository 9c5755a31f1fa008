import type { NotificationData } from '@mantine/notifications';

/** Says how something went, in a corner of the page. What draws it is no part of the first script. */
export async function notify(notice: NotificationData): Promise<void> {
  const { notifications } = await import('@mantine/notifications');
  notifications.show(notice);
}
