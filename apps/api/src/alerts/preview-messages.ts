import {
  type ChannelKind,
  type ChannelPreview,
  type ChannelSettings,
  channelKinds,
} from '@turnaway/contracts';
import { formatMessage, type Outgoing, sampleMessages } from '@turnaway/messages';

/** Writes a made-up alert and its end as a channel of this kind would send them. */
export function previewMessages(kind: ChannelKind, settings: ChannelSettings): ChannelPreview {
  const target = {
    kind,
    url: channelKinds[kind].defaultUrl ?? 'https://receiver.example.com/topic',
    credential: null,
    settings,
  };
  return {
    messages: sampleMessages.map((message) => ({
      type: message.type,
      ...shown(formatMessage(message, target, '00000000-0000-4000-8000-000000000003')),
    })),
  };
}

function shown(outgoing: Outgoing): Omit<ChannelPreview['messages'][number], 'type'> {
  if (outgoing.by === 'mail') {
    return { contentType: 'text/plain', body: `${outgoing.subject}\n\n${outgoing.text}`, fault: null };
  }
  const contentType = outgoing.headers['content-type'] ?? 'application/json';
  const { body } = outgoing;
  return { contentType, body, fault: /\bjson\b/.test(contentType) ? faultOfJson(body) : null };
}

/** What a receiver that reads JSON will say of it. */
function faultOfJson(body: string): string | null {
  try {
    JSON.parse(body);
    return null;
  } catch (error) {
    return error instanceof Error ? `This is no JSON: ${error.message}.` : 'This is no JSON.';
  }
}
