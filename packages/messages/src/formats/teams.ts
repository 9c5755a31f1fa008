import type { AlertWebhook } from '@turnaway/contracts';
import { clip } from '../clip.js';
import { defuse, defuseMarkdown } from '../defuse.js';
import { type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';
import { partsOf } from '../parts.js';

const colors = { firing: 'Attention', resolved: 'Good', test: 'Default', notice: 'Warning' } as const;
/** Teams refuses messages of about 28 kB; texts are cut well before. */
const textMax = 4_000;

/**
 * An Adaptive Card for a Teams workflow that waits for a webhook:
 * https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
export function teamsCard(message: AlertWebhook, target: ChannelTarget): OutgoingRequest {
  const { state, title, summary, facts, steps, stepsTitle, links } = partsOf(message);
  const body = [
    text(clip(title, 300), { weight: 'Bolder', size: 'Medium', color: colors[state], style: 'heading' }),
    text(clip(summary, textMax)),
    ...(facts.length === 0
      ? []
      : [
          {
            type: 'FactSet',
            facts: facts.map(({ label, value }) => ({ title: label, value: plain(clip(value, 300)) })),
          },
        ]),
    ...(steps.length === 0
      ? []
      : [
          text(stepsTitle, { weight: 'Bolder' }),
          // A list as cards know it: one text, its lines parted by carriage returns.
          {
            ...text('', { spacing: 'Small' }),
            text: steps.map((step, index) => `${index + 1}. ${plain(clip(step, 1_000))}`).join('\r'),
          },
        ]),
  ];
  return postJson(target.url, {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          fallbackText: clip(defuse(title), 300),
          body,
          actions: links.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url })),
          msteams: { width: 'Full' },
        },
      },
    ],
  });
}

function text(value: string, look: Record<string, string> = {}) {
  return { type: 'TextBlock', text: plain(value), wrap: true, ...look };
}

/**
 * A text block reads some Markdown, and so does a fact: bold, italic, lists and links, and dates in double braces. An
 * underscore within a word is none of these: https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features
 */
function plain(value: string): string {
  return defuseMarkdown(value).replace(/[\\*[\]`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');
}
