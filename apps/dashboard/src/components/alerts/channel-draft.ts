import { type ChannelKind, channelKinds } from '@turnaway/contracts/channel-kinds';
import type { ChannelSettings } from '@turnaway/contracts/channel-settings';
import type { Channel } from '@turnaway/contracts/channels';

/** A channel as its form holds it: texts, as they are typed. */
export interface ChannelDraft {
  kind: ChannelKind;
  name: string;
  url: string;
  credential: string;
  severity: string;
  from: string;
  to: string;
  user: string;
  method: string;
  contentType: string;
  /** One `Name: value` a line. */
  headers: string;
  body: string;
}

const exampleBody = `{
  "title": "{{title}}",
  "text": "{{summary}}",
  "steps": [{{#steps}}"{{text}}"{{^last}}, {{/last}}{{/steps}}],
  "url": "{{data.links.alert}}"
}`;

/** What the form begins with: an empty channel of a kind, or the one that is changed. */
export function draftOfChannel(channel: Channel | null, kind: ChannelKind = 'webhook'): ChannelDraft {
  const settings = channel?.settings ?? {};
  return {
    kind: channel?.kind ?? kind,
    name: channel?.name ?? '',
    // An address that is a secret is not shown again: left empty, it stays.
    url: channel === null || channelKinds[channel.kind].addressIsSecret ? '' : channel.url,
    credential: '',
    severity: settings.severity ?? 'error',
    from: settings.from ?? '',
    to: settings.to?.join(', ') ?? '',
    user: settings.user ?? '',
    method: settings.method ?? 'POST',
    contentType: settings.contentType ?? 'application/json',
    headers: Object.entries(settings.headers ?? {})
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
    body: settings.body ?? exampleBody,
  };
}

/** What the API takes: nothing of what the kind does not know, nor of what was left empty. */
export function toChannelInput(draft: ChannelDraft) {
  return {
    kind: draft.kind,
    name: draft.name,
    ...(draft.url.trim() === '' ? {} : { url: draft.url.trim() }),
    ...(draft.credential === '' ? {} : { credential: draft.credential }),
    settings: settingsOf(draft),
  };
}

function settingsOf(draft: ChannelDraft) {
  const to = draft.to.split(/[\s,;]+/).filter(Boolean);
  const headers = headersOf(draft.headers);
  const all = {
    severity: draft.severity,
    from: draft.from.trim() || undefined,
    to: to.length === 0 ? undefined : to,
    user: draft.user.trim() || undefined,
    method: draft.method,
    contentType: draft.contentType,
    headers: Object.keys(headers).length === 0 ? undefined : headers,
    body: draft.body,
  } satisfies Record<keyof ChannelSettings, unknown>;
  const known = channelKinds[draft.kind].settings;
  return Object.fromEntries(known.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}

function headersOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return colon === -1 ? [line.trim(), ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
}
