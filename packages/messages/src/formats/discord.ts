import type { AlertWebhook } from '@turnaway/contracts';
import { clip } from '../clip.js';
import { defuseMarkdown } from '../defuse.js';
import { type ChannelTarget, type OutgoingRequest, postJson } from '../outgoing.js';
import { partsOf } from '../parts.js';

const colors = { firing: 0xd92d20, resolved: 0x17803d, test: 0x64748b, notice: 0xb45309 } as const;

/** https://discord.com/developers/docs/resources/message#embed-object-embed-limits; 6,000 characters in all. */
const titleMax = 256;
const descriptionMax = 2_000;
const fieldNameMax = 256;
const fieldValueMax = 200;
const stepsMax = 900;
/** What a field holds at most; links that it has no room for are left out whole. */
const linksMax = 1_024;

/** A message to a Discord webhook: one embed, and nobody is called by it. */
export function discordMessage(message: AlertWebhook, target: ChannelTarget): OutgoingRequest {
  const { state, title, summary, facts, steps, stepsTitle, links, startedAt, endedAt } = partsOf(message);
  const [first] = links;
  return postJson(target.url, {
    embeds: [
      {
        title: clip(plain(title), titleMax),
        ...(first === undefined ? {} : { url: first.url }),
        description: clip(plain(summary), descriptionMax),
        color: colors[state],
        timestamp: endedAt ?? startedAt,
        fields: [
          ...facts.map(({ label, value }) => ({
            name: clip(label, fieldNameMax),
            value: clip(plain(value), fieldValueMax) || '–',
            inline: true,
          })),
          ...(steps.length === 0
            ? []
            : [
                {
                  name: stepsTitle,
                  value: clip(
                    steps.map((step, index) => `${index + 1}. ${plain(step)}`).join('\n'),
                    stepsMax,
                  ),
                  inline: false,
                },
              ]),
          ...linkField(links.slice(1)),
        ],
      },
    ],
    allowed_mentions: { parse: [] },
  });
}

/** The ways on, beside the title, which leads to the alert itself. */
function linkField(links: readonly { label: string; url: string }[]) {
  let value = '';
  for (const { label, url } of links) {
    const longer = `${value}${value === '' ? '' : ' · '}[${label}](${url})`;
    if (longer.length <= linksMax) value = longer;
  }
  return value === '' ? [] : [{ name: 'Links', value, inline: false }];
}

/** Loses what Discord would read as Markdown, in titles too: https://discord.com/developers/docs/reference#message-formatting */
function plain(text: string): string {
  return defuseMarkdown(text).replace(/[\\*_~`|[\]<>]/g, '\\$&');
}
