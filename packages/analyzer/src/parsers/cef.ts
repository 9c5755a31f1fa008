import type { Outcome } from '@turnaway/contracts/taxonomy';
import type { VendorEvent } from '../frame/cef.js';
import { joined, name } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * Events in the Common Event Format and in LEEF of products that have no parser of their own: those whose name,
 * category or action speaks of a sign-in.
 * https://www.microfocus.com/documentation/arcsight/
 */
export const cef: SystemParser = {
  system: 'cef',
  isGeneric: true,
  text: {
    claims({ vendorEvent }) {
      return vendorEvent !== null;
    },

    read(line, context) {
      const event = line.vendorEvent;
      if (event === null) return skipped('event');
      const { fields } = event;
      const said = spaced(saidIn(event));
      if (!signInWords.test(said) || otherWords.test(said))
        return skipped(`${event.vendor} ${event.product}`);
      const outcome = outcomeOf(event, said);
      if (outcome === null) return skipped(`${event.vendor} ${event.product}`);
      return signIn(
        {
          system: 'cef',
          record: line.line,
          time: fields.rt ?? fields.end ?? fields.start ?? fields.devTime,
          timeField: 'rt',
          code: outcome,
          outcome,
          reason: name(fields.reason) ?? name(fields.msg) ?? event.name ?? event.eventId,
          user: name(fields.duser) ?? name(fields.suser) ?? name(fields.usrName) ?? fields.user,
          userId: fields.duid ?? fields.suid,
          app: name(fields.app) ?? event.product,
          ip: fields.src ?? fields.sourceTranslatedAddress,
          client: fields.requestClientApplication,
          correlationId: fields.externalId,
          evidence: said,
        },
        context,
      );
    },
  },
};

/** What kind of event it is, in the words of its head and its category. */
function saidIn({ name: title, eventId, fields }: VendorEvent): string {
  const parts = [title, eventId, fields.cat, fields.act, fields.deviceEventCategory, fields.eventName];
  return joined(' ', ...parts.map(name)) ?? '';
}

/** `UserLoginFailed` in words. */
function spaced(said: string): string {
  return said.replace(/([a-z])(?=[A-Z])/g, '$1 ');
}

const signInWords =
  /\bauth[-_ ](?:fail|succe|reject|den|ok)|\blog(?:ged)?[-_ ]?(?:in|on)|\bsign(?:ed)?[-_ ]?(?:in|on)\b|authenticat|\bmfa\b|\b2fa\b|two[-_ ]factor/i;
const otherWords =
  /\blog(?:ged)?[-_ ]?(?:out|off)|\bsign(?:ed)?[-_ ]?out|password (?:change|reset)|session end|(?:created|deleted|modified|updated)\b/i;
const failedWords = /fail|den(?:y|ied)|reject|invalid|block|lock|unsuccessful|error|drop|bad\b|incorrect/i;
const passedWords = /succe|allow|accept|permit|pass(?:ed)?\b|grant|\bok\b|(?:logged|signed)[-_ ]?(?:in|on)/i;

/** The outcome field decides; else the action, else the name. */
function outcomeOf({ fields, name: title, eventId }: VendorEvent, said: string): Outcome | null {
  for (const words of [
    fields.outcome,
    fields.eventOutcome,
    fields.act,
    title,
    eventId,
    fields.reason,
    said,
    fields.msg,
  ]) {
    if (words === undefined || words === null) continue;
    if (failedWords.test(words)) return 'failure';
    if (passedWords.test(words)) return 'success';
  }
  return null;
}
