import type { AlertWebhook, ChannelKind } from '@turnaway/contracts';
import { alertmanagerWebhook } from './formats/alertmanager.js';
import { cloudEvent } from './formats/cloudevents.js';
import { discordMessage } from './formats/discord.js';
import { mail } from './formats/email.js';
import { googleChatMessage } from './formats/google-chat.js';
import { mattermostMessage } from './formats/mattermost.js';
import { ntfyNotification } from './formats/ntfy.js';
import { opsgenieAlert } from './formats/opsgenie.js';
import { pagerDutyEvent } from './formats/pagerduty.js';
import { slackMessage } from './formats/slack.js';
import { standardWebhook } from './formats/standard-webhook.js';
import { teamsCard } from './formats/teams.js';
import { templated } from './formats/template.js';
import type { ChannelTarget, Outgoing } from './outgoing.js';

type Format = (message: AlertWebhook, target: ChannelTarget, deliveryId: string) => Outgoing;

const formats: Readonly<Record<ChannelKind, Format>> = {
  webhook: standardWebhook,
  cloudevents: cloudEvent,
  alertmanager: alertmanagerWebhook,
  pagerduty: pagerDutyEvent,
  opsgenie: opsgenieAlert,
  slack: slackMessage,
  teams: teamsCard,
  discord: discordMessage,
  mattermost: mattermostMessage,
  'google-chat': googleChatMessage,
  ntfy: ntfyNotification,
  email: mail,
  template: templated,
};

/**
 * Writes a message as its channel's kind takes it, within that kind's limits. The same message, target and delivery
 * (an id) always give the same text. Throws only for a template that does not parse.
 */
export function formatMessage(message: AlertWebhook, target: ChannelTarget, deliveryId: string): Outgoing {
  return formats[target.kind](message, target, deliveryId);
}

/** Whether an answer says that the message was taken. `answer` is the start of its text, where there was any. */
export function isTaken(kind: ChannelKind, statusCode: number, answer: string | null): boolean {
  if (statusCode < 200 || statusCode > 299) return false;
  // Slack answers some refusals with 200 and another word than this.
  return kind !== 'slack' || answer === null || answer.trim() === 'ok';
}
