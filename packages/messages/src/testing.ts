import type { AlertWebhook } from '@turnaway/contracts';
import { sampleMessages } from './sample-messages.js';

/** The sample alert with a text wherever words from a log may stand. */
export function sampleAlertSaying(text: string): AlertWebhook {
  const [firing] = sampleMessages;
  if (firing?.type !== 'alert.firing') throw new Error('expected an alert');
  const { data } = firing;
  const [top] = data.topErrors;
  if (top === undefined) throw new Error('expected a code');
  return {
    ...firing,
    data: {
      ...data,
      title: text,
      summary: text,
      topApps: [{ app: text, events: 1 }],
      topErrors: [{ ...top, title: text, firstSteps: [text, text, text] }],
      evidence: [{ label: 'Person', value: text, personal: true }],
    },
  };
}
