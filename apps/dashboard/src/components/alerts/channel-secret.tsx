'use client';

import { CodeBlock } from '@/components/code-block';
import page from '@/components/page.module.css';
import { ShownOnce } from '@/components/shown-once';

const verification = `import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.TURNAWAY_WEBHOOK_SECRET);
// Throws unless Turnaway signed these very bytes within the last minutes.
const message = webhook.verify(rawBody, request.headers);`;

/** A channel's signing secret, shown once, with how the receiver checks a message by it. */
export function ChannelSecret({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  return (
    <ShownOnce title="Signing secret" secret={secret} onClose={onClose}>
      <p className={page.note}>
        Every message carries webhook-id, webhook-timestamp and webhook-signature. Check them with any
        Standard Webhooks library before you trust a message:
      </p>
      <CodeBlock text={verification} label="How to verify a message" />
    </ShownOnce>
  );
}
