'use client';

import { Modal } from '@mantine/core';
import type { ChannelPreview as Preview } from '@turnaway/contracts/channels';
import { useState } from 'react';
import buttons from '@/components/button.module.css';
import { CodeBlock } from '@/components/code-block';
import forms from '@/components/form.module.css';
import { send } from '@/lib/browser-api';
import type { toChannelInput } from './channel-draft';

const titles: Readonly<Record<string, string>> = {
  'alert.firing': 'When an alert begins',
  'alert.resolved': 'When it is over',
};

/** A button that shows what a made-up alert would look like on its way. */
export function ChannelPreview({ input }: { input: ReturnType<typeof toChannelInput> }) {
  const [shown, setShown] = useState<Preview['messages'] | string | null>(null);
  async function show() {
    const { kind, settings } = input;
    const sent = await send<Preview>('POST', '/api/channels/preview', { kind, settings });
    setShown(sent.ok ? sent.answer.messages : sent.message);
  }
  return (
    <>
      <button type="button" className={buttons.button} onClick={show}>
        Preview
      </button>
      <Modal opened={shown !== null} onClose={() => setShown(null)} title="What would be sent" size="lg">
        {typeof shown === 'string' && (
          <p role="alert" className={forms.fault}>
            {shown}
          </p>
        )}
        {Array.isArray(shown) &&
          shown.map(({ type, body, fault }) => (
            <section key={type}>
              <h3>{titles[type] ?? type}</h3>
              {fault !== null && (
                <p role="alert" className={forms.fault}>
                  {fault}
                </p>
              )}
              <CodeBlock text={readable(body)} label={titles[type] ?? type} />
            </section>
          ))}
      </Modal>
    </>
  );
}

function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    // Not every body is JSON: text is shown as it is.
    return body;
  }
}
