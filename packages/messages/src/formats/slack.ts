import type { AlertWebhook } from '@turnaway/contracts';
import { clip } from '../clip.js';
import { escapeMarkup } from '../escape-markup.js';
import { type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';
import { partsOf } from '../parts.js';

/** https://docs.slack.dev/reference/block-kit/blocks: the most that a block may hold. */
const headerMax = 150;
const sectionMax = 3_000;
const fieldMax = 2_000;
const fieldsMax = 10;
const urlMax = 3_000;

const marks = { firing: '🔴', resolved: '✅', test: '🔔', notice: '⚠️' } as const;

/** A message to a Slack incoming webhook: blocks, with a text for notifications and old clients. */
export function slackMessage(message: AlertWebhook, target: ChannelTarget): OutgoingRequest {
  const { state, title, summary, facts, steps, links } = partsOf(message);
  const headline = `${marks[state]} ${title}`;
  const buttons = links.filter(({ url }) => url.length <= urlMax);
  return postJson(target.url, {
    text: escapeMarkup(clip(headline, sectionMax)),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: clip(headline, headerMax), emoji: true } },
      section(escapeMarkup(summary)),
      ...(facts.length === 0
        ? []
        : [
            {
              type: 'section',
              fields: facts.slice(0, fieldsMax).map(({ label, value }) => ({
                type: 'mrkdwn',
                text: clip(`*${escapeMarkup(label)}*\n${escapeMarkup(value)}`, fieldMax),
              })),
            },
          ]),
      ...(steps.length === 0
        ? []
        : [section(steps.map((step, index) => `${index + 1}. ${escapeMarkup(step)}`).join('\n'))]),
      ...(buttons.length === 0
        ? []
        : [
            {
              type: 'actions',
              elements: buttons.map(({ label, url }) => ({
                type: 'button',
                text: { type: 'plain_text', text: label },
                url,
              })),
            },
          ]),
    ],
  });
}

function section(text: string) {
  return { type: 'section', text: { type: 'mrkdwn', text: clip(text, sectionMax) } };
}
