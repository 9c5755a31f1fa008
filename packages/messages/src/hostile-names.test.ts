import type { ChannelKind } from '@turnaway/contracts';
import { describe, expect, test } from 'vitest';
import { formatMessage } from './format-message.js';
import { sampleAlertSaying } from './testing.js';

/** Names as whoever signs in may choose them. */
const names = [
  'https://evil.example/x',
  'HTTP://evil.example:8080',
  'www.evil.example:8080/x.y',
  'mailto:x@evil.example',
  '[Reset it](https://evil.example/x)',
  '<https://evil.example|Reset it>',
  '<a href="https://evil.example">x</a>',
  '@everyone',
  'x @here @channel @all',
  '<!channel>',
  '<!here|x>',
  '<@123456789>',
  '<#C024BE7LR>',
  '<users/all>',
  '<at>Ada</at>',
  '*bold*',
  '**bold**',
  '_italic_',
  '__bold__',
  '~struck~',
  '~~struck~~',
  '`code`',
  '||hidden||',
  '# heading',
  '- item',
  '1. item',
  '> quoted',
  ':joy:',
  '{{DATE(2026-01-01T00:00:00Z)}}',
  'two\nlines\r\n# heading',
];

const kinds = [
  'slack',
  'teams',
  'discord',
  'mattermost',
  'google-chat',
  'ntfy',
  'email',
  'pagerduty',
  'opsgenie',
] as const satisfies readonly ChannelKind[];
type Kind = (typeof kinds)[number];

/** Texts of a message that hold the name, each with how its receiver reads it. */
type Shown = { text: string; reads: 'plain' | 'slack' | 'markdown' | 'html' };

function shownBy(kind: Kind, name: string): Shown[] {
  const target = { kind, url: 'https://hooks.example/x', credential: 'key', settings: {} };
  const outgoing = formatMessage(sampleAlertSaying(name), target, 'd');
  if (outgoing.by === 'mail') {
    return [
      { text: outgoing.subject, reads: 'plain' },
      { text: outgoing.text, reads: 'plain' },
      { text: outgoing.html.replace('<!doctype html>', ''), reads: 'html' },
    ];
  }
  const json = JSON.parse(outgoing.body);
  const all = (reads: Shown['reads'], texts: string[]) => texts.map((text) => ({ text, reads }));
  switch (kind) {
    case 'slack': {
      expect(json).toMatchObject({ mrkdwn: false, unfurl_links: false });
      const objects = json.blocks.flatMap(
        (block: Record<string, unknown>) => block.fields ?? block.text ?? [],
      );
      expect(objects.length).toBeGreaterThan(3);
      return objects.map(({ type, text, verbatim }: { type: string; text: string; verbatim?: boolean }) => {
        if (type === 'mrkdwn') expect(verbatim).toBe(true);
        // The name of a fact is ours, and bold.
        return {
          text: text.replace(/^\*[^*\n]+\*(?:\n|$)/, ''),
          reads: type === 'mrkdwn' ? 'slack' : 'plain',
        };
      });
    }
    case 'teams': {
      const { body, fallbackText } = json.attachments[0].content;
      const texts = body.flatMap((item: { text?: string; facts?: { value: string }[] }) =>
        item.facts === undefined ? [item.text] : item.facts.map(({ value }) => value),
      );
      return [...all('markdown', texts), { text: fallbackText, reads: 'plain' }];
    }
    case 'discord': {
      expect(json.allowed_mentions).toEqual({ parse: [] });
      const [{ title, description, fields }] = json.embeds;
      const own = fields.filter(({ name: label }: { name: string }) => label !== 'Links');
      return all('markdown', [title, description, ...own.map(({ value }: { value: string }) => value)]);
    }
    case 'mattermost': {
      const [{ title, fallback, text, fields }] = json.attachments;
      // Our own links and the title of the steps stand in it, too.
      const told = text
        .replace(/\[[^\]]+\]\(https:\/\/turnaway[^)]*\)/g, '')
        .replace(/^\*\*[^*\n]+\*\*$/gm, '');
      return [
        ...all('plain', [title, fallback]),
        ...all('markdown', [...told.split('\n'), ...fields.map(({ value }: { value: string }) => value)]),
      ];
    }
    case 'google-chat': {
      const { header, sections } = json.cardsV2[0].card;
      const texts = sections[0].widgets.flatMap(
        (item: { textParagraph?: { text: string }; decoratedText?: { text: string } }) =>
          item.textParagraph?.text ?? item.decoratedText?.text ?? [],
      );
      return [...all('plain', [header.title, json.fallbackText]), ...all('html', texts)];
    }
    case 'email':
      throw new Error('expected a letter');
    case 'ntfy':
      expect(json.markdown).toBeUndefined();
      return all('plain', [json.title, json.message]);
    case 'pagerduty':
      return all('plain', [
        json.payload.summary,
        ...Object.values(json.payload.custom_details).flat().map(String),
      ]);
    case 'opsgenie':
      return all('plain', [
        json.message,
        json.description.split('\nOpen the alert')[0],
        ...Object.values<string>(json.details),
      ]);
  }
}

const ours = /https:\/\/turnaway\.example\.com[^\s"]*/g;
const ourTags = /<\/?(?:html|body|h1|h2|p|table|tr|td|ol|li|a|b|br)(?: (?:lang|style|href)="[^"<>]*")*>/g;

describe.each(kinds)('%s', (kind) => {
  test.each(names)('makes nothing of the name %j', (name) => {
    for (const { text, reads } of shownBy(kind, name)) {
      const found = text.replace(ours, '');
      expect(found).not.toMatch(/(?:https?:\/\/|www\.|mailto:)[\w@]/i);
      expect(found).not.toMatch(/(?:^|\W)@(?:everyone|here|channel|all)\b/i);
      expect(found).not.toMatch(/<(?:[!@#]|users\/|at>)/);
      if (reads === 'html') expect(found.replace(ourTags, '')).not.toMatch(/[<>]/);
      if (reads === 'slack') expect(found).not.toMatch(/[*~`]|(?:^|\W)_|_(?:\W|$)|:[a-z]+:|<|>/);
      if (reads === 'markdown') {
        const unescaped = found.replace(/\\[\\*_~`|[\]<>]/g, '');
        expect(unescaped).not.toMatch(/[*`[\]]|(?:^|\W)_|_(?:\W|$)|\{\{/);
        if (kind !== 'teams') expect(unescaped).not.toMatch(/[~|]{2}|:[a-z]+:/);
        expect(unescaped).not.toMatch(/^\s*(?:#|>|- )/);
      }
    }
  });

  test.each(names)('shows the name %j to whoever reads it', (name) => {
    const read = shownBy(kind, name)
      .map(({ text }) => text.replaceAll('\u200b', ''))
      .map((text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))
      .map((text) => text.replace(/\\([\\*_~`|[\]<>])/g, '$1'));
    const shown = read.filter((text) => text.includes(name.replace(/[\r\n]+/g, ' ')));
    expect(shown.length).toBeGreaterThan(1);
  });
});

test('a name of a person or an app that is none of these is written as it is', () => {
  for (const name of ['svc_backup_2@corp.example.com', 'Payroll (EU) 08:05', 'CN=App,OU=x', 'a.b.c']) {
    for (const kind of kinds.filter((each) => each !== 'mattermost')) {
      const read = shownBy(kind, name).map(({ text }) => text.replaceAll('\\_', '_'));
      expect(read.some((text) => text.includes(name))).toBe(true);
    }
  }
});
