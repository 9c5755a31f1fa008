import type { AlertWebhook } from '@turnaway/contracts';
import { clip } from '../clip.js';
import { defuseMarkdown } from '../defuse.js';
import { type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';
import { partsOf } from '../parts.js';

const colors = { firing: '#d92d20', resolved: '#17803d', test: '#64748b', notice: '#b45309' } as const;

/** A message to a Mattermost incoming webhook: https://developers.mattermost.com/integrate/reference/message-attachments */
export function mattermostMessage(message: AlertWebhook, target: ChannelTarget): OutgoingRequest {
  const { state, title, summary, facts, steps, stepsTitle, links } = partsOf(message);
  const [first] = links;
  const text = [
    plain(summary),
    steps.length === 0
      ? ''
      : [`**${stepsTitle}**`, ...steps.map((step, index) => `${index + 1}. ${plain(step)}`)].join('\n'),
    links.map(({ label, url }) => `[${label}](${url})`).join(' · '),
  ]
    .filter((part) => part !== '')
    // What follows a list without an empty line belongs to its last step.
    .join('\n\n');
  return postJson(target.url, {
    attachments: [
      {
        fallback: clip(uncalled(title), 300),
        color: colors[state],
        // Taken as it stands, without Markdown.
        title: clip(uncalled(title), 300),
        ...(first === undefined ? {} : { title_link: first.url }),
        text: clip(text, 7_000),
        fields: facts.map(({ label, value }) => ({
          short: true,
          title: label,
          value: plain(clip(value, 300)),
        })),
      },
    ],
  });
}

/** What Mattermost would read as Markdown loses its meaning. */
function plain(text: string): string {
  return uncalled(text).replace(/[\\*_~`|[\]<>]/g, '\\$&');
}

/** Nothing calls people, leads to a channel (`~`) or to a search (`#`): any word may be somebody's name there. */
function uncalled(text: string): string {
  return defuseMarkdown(text).replace(/[@#~](?=\S)/g, '$&\u200b');
}
