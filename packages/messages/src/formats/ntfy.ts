import type { AlertSeverity, AlertWebhook } from '@turnaway/contracts';
import { clip, clipBytes } from '../clip.js';
import { defuse } from '../defuse.js';
import { bearer, type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';
import { partsOf } from '../parts.js';

/** Longer messages become attachments: https://docs.ntfy.sh/publish/#limitations */
const messageBytesMax = 4_096;
const actionsMax = 3;

const priorities: Readonly<Record<AlertSeverity, number>> = { critical: 5, error: 4, warning: 3, info: 2 };
const tags = {
  firing: 'rotating_light',
  resolved: 'white_check_mark',
  test: 'bell',
  notice: 'warning',
} as const;

/** A notification published as JSON, which goes to the server's root: https://docs.ntfy.sh/publish/#publish-as-json */
export function ntfyNotification(message: AlertWebhook, target: ChannelTarget): OutgoingRequest {
  const { state, title, summary, steps, stepsTitle, links } = partsOf(message);
  const url = new URL(target.url);
  const path = url.pathname.split('/').filter(Boolean);
  const topic = path.pop() ?? '';
  url.pathname = `/${path.join('/')}`;
  const [first] = links;
  const text = [
    defuse(summary),
    ...(steps.length === 0 ? [] : [`${stepsTitle}:`]),
    ...steps.map((step, index) => `${index + 1}. ${defuse(step)}`),
  ].join('\n');
  return postJson(
    url.href,
    {
      topic: decodeURIComponent(topic),
      title: clip(defuse(title), 250),
      message: clipBytes(text, messageBytesMax),
      tags: [tags[state]],
      // That it is over, or a test, wakes nobody.
      priority: state === 'firing' ? priorities[target.settings.severity ?? 'error'] : 3,
      ...(first === undefined ? {} : { click: first.url }),
      // A tap leads where the first link does.
      actions: links
        .slice(1, 1 + actionsMax)
        .map(({ label, url: href }) => ({ action: 'view', label, url: href })),
    },
    bearer(target.credential),
  );
}
