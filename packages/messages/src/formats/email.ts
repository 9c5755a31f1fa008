import type { AlertWebhook } from '@turnaway/contracts';
import { clip } from '../clip.js';
import { defuse } from '../defuse.js';
import { escapeMarkup } from '../escape-markup.js';
import type { ChannelTarget, OutgoingMail } from '../outgoing.js';
import { type MessageParts, partsOf } from '../parts.js';

/** The title of what is over says so itself. */
const marks = { firing: '[Alert] ', resolved: '', test: '[Test] ', notice: '[Notice] ' } as const;

/** A letter, as text and as HTML without pictures, scripts or anything fetched. */
export function mail(message: AlertWebhook, target: ChannelTarget): OutgoingMail {
  const parts = defused(partsOf(message));
  return {
    by: 'mail',
    server: { url: target.url, user: target.settings.user ?? null, password: target.credential },
    from: target.settings.from ?? '',
    to: target.settings.to ?? [],
    // A line break in a name from a log would begin another header.
    subject: clip(`${marks[parts.state]}${parts.title}`.replace(/\p{Cc}+/gu, ' '), 200),
    text: textOf(parts),
    html: htmlOf(parts),
    thread: parts.dedupKey,
  };
}

/** Mail readers make links of addresses that they find. */
function defused(parts: MessageParts): MessageParts {
  return {
    ...parts,
    title: defuse(parts.title),
    summary: defuse(parts.summary),
    facts: parts.facts.map(({ label, value }) => ({ label, value: defuse(value) })),
    steps: parts.steps.map(defuse),
  };
}

function textOf({ title, summary, facts, steps, stepsTitle, links }: MessageParts): string {
  return [
    title,
    '',
    summary,
    '',
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...(steps.length === 0
      ? []
      : ['', `${stepsTitle}:`, ...steps.map((step, index) => `${index + 1}. ${step}`)]),
    ...(links.length === 0 ? [] : ['', ...links.map(({ label, url }) => `${label}: ${url}`)]),
    '',
  ].join('\n');
}

function htmlOf({ title, summary, facts, steps, stepsTitle, links }: MessageParts): string {
  const rows = facts.map(
    ({ label, value }) =>
      `<tr><td style="padding:2px 16px 2px 0;color:#667085">${escapeMarkup(label)}</td><td>${escapeMarkup(value)}</td></tr>`,
  );
  return [
    '<!doctype html><html lang="en"><body style="font:15px/1.5 system-ui,sans-serif;color:#101828;max-width:640px">',
    `<h1 style="font-size:18px">${escapeMarkup(title)}</h1>`,
    `<p>${escapeMarkup(summary)}</p>`,
    rows.length === 0 ? '' : `<table style="border-collapse:collapse">${rows.join('')}</table>`,
    steps.length === 0
      ? ''
      : `<h2 style="font-size:15px">${stepsTitle}</h2><ol>${steps.map((step) => `<li>${escapeMarkup(step)}</li>`).join('')}</ol>`,
    links.length === 0
      ? ''
      : `<p>${links.map(({ label, url }) => `<a href="${escapeMarkup(url).replaceAll('"', '&quot;')}">${escapeMarkup(label)}</a>`).join(' &nbsp; ')}</p>`,
    '</body></html>',
  ].join('');
}
