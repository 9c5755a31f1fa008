import type { AlertWebhook } from '@turnaway/contracts';
import Mustache from 'mustache';
import type { ChannelTarget, OutgoingRequest } from '../outgoing.js';
import { partsOf } from '../parts.js';

type ContentType = NonNullable<ChannelTarget['settings']['contentType']>;

/** How a value is written so that it stays a value: no name from a log breaks out of its place. */
const escapes: Readonly<Record<ContentType, (value: unknown) => string>> = {
  'application/json': (value) => JSON.stringify(String(value)).slice(1, -1),
  'application/x-www-form-urlencoded': (value) =>
    encodeURIComponent(String(value).replace(/\p{Surrogate}/gu, '\uFFFD')),
  'text/plain': (value) => String(value),
};
const defaultContentType = 'application/json';

/** Numbers that only an alert has: in a test they are none, so that JSON with a bare number in it stays JSON. */
const numbersOfNone = { counts: { failures: 0, successes: 0, people: 0 }, value: 0, threshold: 0 };

/**
 * A request whose body is written by a Mustache template, which computes nothing and reaches nothing but the
 * message: `{{title}}`, `{{#steps}}…{{/steps}}`, `{{data.counts.failures}}`. Values are written as the content type
 * asks for; `{{{value}}}` writes one as it is. Throws if the template does not parse: see {@link templateFault}.
 */
export function templated(message: AlertWebhook, target: ChannelTarget): OutgoingRequest {
  const { settings } = target;
  const contentType = settings.contentType ?? defaultContentType;
  const parts = partsOf(message);
  const view = {
    ...parts,
    isFiring: parts.state === 'firing',
    isResolved: parts.state === 'resolved',
    isTest: parts.state === 'test',
    isNotice: parts.state === 'notice',
    // The last of a list, for the comma that JSON does not want after it.
    facts: parts.facts.map((fact, index) => ({ ...fact, last: index === parts.facts.length - 1 })),
    steps: parts.steps.map((text, index) => ({
      text,
      number: index + 1,
      last: index === parts.steps.length - 1,
    })),
    type: message.type,
    timestamp: message.timestamp,
    data: { ...numbersOfNone, ...message.data },
  };
  return {
    by: 'http',
    method: settings.method ?? 'POST',
    url: target.url,
    headers: {
      'content-type': contentType,
      ...settings.headers,
      ...(target.credential === null ? {} : { authorization: target.credential }),
    },
    body: Mustache.render(settings.body ?? '', view, {}, { escape: escapes[contentType] }),
  };
}

/** What is wrong with a template, as a sentence; `null` if it can be filled in. */
export function templateFault(body: string): string | null {
  try {
    Mustache.parse(body);
    return null;
  } catch (error) {
    return error instanceof Error
      ? `The template does not parse: ${error.message}.`
      : 'The template does not parse.';
  }
}
