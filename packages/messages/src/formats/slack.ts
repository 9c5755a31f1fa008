import type { AlertWebhook } from '@turnaway/contracts';
import { clip } from '../clip.js';
import { defuse } from '../defuse.js';
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
  const { state, facts, steps, stepsTitle, links, ...told } = partsOf(message);
  const [title, summary] = [defuse(told.title), defuse(told.summary)];
  const headline = `${marks[state]} ${title}`;
  const buttons = links.filter(({ url }) => url.length <= urlMax);
  return postJson(target.url, {
    text: escapeWithin(headline, sectionMax),
    // Read as it stands where the blocks are not shown.
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: clip(headline, headerMax), emoji: true } },
      // A header holds less than a title may.
      ...([...headline].length <= headerMax ? [] : [plainSection(title)]),
      plainSection(summary),
      ...(facts.length === 0
        ? []
        : [
            {
              type: 'section',
              fields: facts.slice(0, fieldsMax).map(({ label, value }) => field(label, defuse(value))),
            },
          ]),
      ...(steps.length === 0
        ? []
        : [section(`*${stepsTitle}*`), plainSection(steps.map(stepLine).join('\n'))]),
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
  return `${index + 1}. ${clip(defuse(step), stepMax)}`;
}

/** Words of our own, with Slack's marks. */
function section(text: string) {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

/** What may hold a name from a log: Slack has no way to write its marks as themselves, save in plain text. */
function plainSection(text: string) {
  return { type: 'section', text: { type: 'plain_text', text: clip(text, sectionMax), emoji: false } };
}

/** An underscore within a word is none of Slack's marks. */
const marked = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|:[\w+-]*[a-z][\w+-]*:/iu;

/** A fact under its name, which is bold where the fact has nothing that Slack would read as a mark or a picture. */
function field(label: string, value: string) {
  if (marked.test(value)) {
    return { type: 'plain_text', text: `${label}\n${clip(value, fieldValueMax)}`, emoji: false };
  }
  // Taken word for word: an address in a name becomes no link.
  const text = `*${escapeMarkup(label)}*\n${escapeWithin(value, fieldValueMax)}`;
  return { type: 'mrkdwn', verbatim: true, text };
}
