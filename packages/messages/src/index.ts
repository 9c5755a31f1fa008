export { formatMessage, isTaken } from './format-message.js';
export { templateFault } from './formats/template.js';
export type { ChannelTarget, Outgoing, OutgoingMail, OutgoingRequest } from './outgoing.js';
export { sampleMessages } from './sample-messages.js';
