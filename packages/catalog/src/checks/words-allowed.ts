import type { Check } from './finding.js';
import { textsOf } from './texts.js';

/** A word that is no part of a code, an address or a menu's name: `login_hint`, `login.example.com`, `"Login"`. */
const alone = (word: string) => new RegExp(`(?<![\\w./"'=-])${word}(?![\\w/"'-]|\\.\\w)`);

const banned: readonly [pattern: RegExp, instead: string][] = [
  // Inside a sentence a capital letter marks a name, such as Logon Type; at its start it does not.
  [alone(String.raw`(?<!\b(?:aws|sso|az|gcloud|auth|oc|npm|docker) )log(?:in|on)s?`), 'sign-in'],
  [/(?:^|[.:] )Log(?:in|on)s?(?= [a-z])/, 'sign-in'],
  [/\b(?:to|can|cannot|can't|could|must|may|then|and) log (?:in|on|out|off)\b/i, 'sign in, sign out'],
  [/\blogged (?:in|on|out|off)\b/i, 'signed in, signed out'],
  [/\blogging (?:in|on|out|off)\b/i, 'signing in, signing out'],
  [/\bplease\b/i, 'the instruction alone'],
  [/\bsimply\b/i, 'nothing'],
];

/** One word for one thing, and no filler. */
export const wordsAllowed: Check = ({ data }) =>
  textsOf(data).flatMap(({ system, at, kind, text }) =>
    banned
      .filter(([pattern]) => pattern.test(text))
      .map(([pattern, instead]) => ({
        system,
        at,
        problem: `${kind} says "${text.match(pattern)?.[0].trim()}" where we say ${instead}: ${text}`,
      })),
  );
