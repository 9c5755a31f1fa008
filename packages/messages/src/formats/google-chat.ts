import type { AlertWebhook } from '@turnaway/contracts';
import { clip } from '../clip.js';
import { defuse } from '../defuse.js';
import { escapeMarkup } from '../escape-markup.js';
import { type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';
import { partsOf } from '../parts.js';

const marks = { firing: '🔴', resolved: '✅', test: '🔔', notice: '⚠️' } as const;

/**
 * A card to a Google Chat webhook; messages about one alert go into one thread:
 * https://developers.google.com/workspace/chat/quickstart/webhooks
 */
export function googleChatMessage(message: AlertWebhook, target: ChannelTarget): OutgoingRequest {
  const { state, title, summary, facts, steps, stepsTitle, links, dedupKey } = partsOf(message);
  const url = new URL(target.url);
  if (dedupKey !== null) url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
  const headline = clip(`${marks[state]} ${defuse(title)}`, 300);
  const widgets = [
    { textParagraph: { text: escapeMarkup(clip(defuse(summary), 4_000)) } },
    ...facts.map(({ label, value }) => ({
      decoratedText: { topLabel: label, text: escapeMarkup(clip(defuse(value), 300)), wrapText: true },
    })),
    ...(steps.length === 0
      ? []
      : [
          {
            textParagraph: {
              text: [
                `<b>${stepsTitle}</b>`,
                ...steps.map((step, n) => `${n + 1}. ${escapeMarkup(clip(defuse(step), 1_000))}`),
              ].join('<br>'),
            },
          },
        ]),
    ...(links.length === 0
      ? []
      : [
          {
            buttonList: {
              buttons: links.map((link) => ({ text: link.label, onClick: { openLink: { url: link.url } } })),
            },
          },
        ]),
  ];
  return postJson(
    url.href,
    {
      fallbackText: headline,
      cardsV2: [{ cardId: 'alert', card: { header: { title: headline }, sections: [{ widgets }] } }],
      ...(dedupKey === null ? {} : { thread: { threadKey: dedupKey } }),
    },
    { 'content-type': 'application/json; charset=UTF-8' },
  );
}
