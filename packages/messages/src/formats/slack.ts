import type { AlertWebhook } from '@turnaway/contracts';
import { clip } from '../clip.js';
import { escapeMarkup, escapeWithin } from '../escape-markup.js';
import { type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';
import { partsOf } from '../parts.js';

/** https://docs.slack.dev/reference/block-kit/blocks: the most that a block may hold. */
const headerMax = 150;
const sectionMax = 3_000;
const fieldValueMax = 1_900;
/** So that all steps have room in one section. */
const stepMax = 900;
const fieldsMax = 10;
const urlMax = 3_000;

const marks = { firing: '🔴', resolved: '✅', test: '🔔', notice: '⚠️' } as const;

/** A message to a Slack incoming webhook: blocks, with a text for notifications and old clients. */
export function slackMessage(message: AlertWebhook, target: ChannelTarget): OutgoingRequest {
  const { state, title, summary, facts, steps, stepsTitle, links } = partsOf(message);
  const headline = `${marks[state]} ${title}`;
  const buttons = links.filter(({ url }) => url.length <= urlMax);
  return postJson(target.url, {
    text: escapeWithin(headline, sectionMax),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: clip(headline, headerMax), emoji: true } },
      // A header holds less than a title may.
      ...([...headline].length <= headerMax ? [] : [section(`*${escapeWithin(title, sectionMax - 2)}*`)]),
      section(escapeWithin(summary, sectionMax)),
      ...(facts.length === 0
        ? []
        : [
            {
              type: 'section',
              fields: facts.slice(0, fieldsMax).map(({ label, value }) => ({
                type: 'mrkdwn',
                verbatim: true,
                text: `*${escapeMarkup(label)}*\n${escapeWithin(value, fieldValueMax)}`,
              })),
            },
          ]),
      ...(steps.length === 0 ? [] : [section([`*${stepsTitle}*`, ...steps.map(stepLine)].join('\n'))]),
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

function stepLine(step: string, index: number): string {
  return `${index + 1}. ${escapeWithin(step, stepMax)}`;
}

function section(text: string) {
  // Taken word for word: an address in a name from a log becomes no link.
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}
