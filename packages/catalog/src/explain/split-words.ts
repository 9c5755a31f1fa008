import { stem } from './stem.js';

/** Ways to say one thing, as one word. They stand before splitting, so that they can hold blanks. */
const sayings: readonly [pattern: RegExp, word: string][] = [
  [
    /\b(?:isn|aren|wasn|weren|doesn|don|didn|hasn|haven|can|couldn|won|wouldn|shouldn)['’]?t\b|\bcannot\b/g,
    ' not ',
  ],
  [
    /\b(?:(?:not|never)\s{1,3}(?:\w{1,8} ){0,2}(?:match|fit|agree)(?:es|s|ed|ing)?|differ(?:s|ed|ent)?(?: from)?)\b/g,
    ' mismatch ',
  ],
  [
    /\b(?:ran|runs?|running|aged) ?out\b|\blaps(?:ed?|es|ing)\b|\bout of date\b|\bpast its end\b/g,
    ' expire ',
  ],
  [/\block(?:s|ed|ing)? ?outs?\b/g, ' locked '],
  [/\b(?:text(?:ed)? messages?|sms(?:es)?)\b/g, ' sms '],
  [
    /\b(?:let(?:s|ting)? (?:me|us|him|her|them|anyone|people|users?) in(?:to)?|(?:get|getting|got) (?:back )?in(?:to)?)\b/g,
    ' signin ',
  ],
  [
    /\b(?:(?:say|said|answer|press|hit|tap|click|chose|choose|pick)(?:s|ed|ped|ing|ped)? ["'“]?(?:no|deny|decline|reject|not me))\b/g,
    ' denied ',
  ],
  [
    /\b(?:sign|log)(?:s|ned|ged|ning|ging|ed|ing)?[ -]?(?:in|on)\b|\b(?:login|logon|signin|signon)s?\b/g,
    ' signin ',
  ],
  [/\b(?:sign|log)(?:s|ned|ged|ning|ging)?[ -]?(?:out|off)\b|\b(?:logout|logoff)s?\b/g, ' signout '],
  [
    /\b(?:multi|two)[ -]?(?:factor|step)(?: (?:authentication|verification|auth))?\b|\b(?:2fa|mfa)\b/g,
    ' mfa ',
  ],
  [/\b(?:reply|redirect(?:ion)?|callback|return)[ _-]?(?:ur[il]s?|address(?:es)?)\b/g, ' redirecturi '],
  [/\b(?:identity provider|id provider|idp)s?\b/g, ' idp '],
  [/\b(?:azure active directory|azure ad|aad|entra id|microsoft entra)\b/g, ' entra '],
  [/\bone[ -]?time (?:pass)?codes?\b|\botps?\b|\bpasscodes?\b/g, ' otp '],
  [/\be-mails?\b/g, ' email '],
  [/\bsingle sign-?on\b/g, ' sso '],
];

/** Words that mean the same in messages about sign-in; by their stems. */
export const sameAs: ReadonlyMap<string, string> = new Map(
  [
    ['wrong', 'incorrect', 'bad', 'mistyped', 'mismatch', 'mismatched'],
    ['person', 'user', 'people', 'caller', 'colleague', 'employee', 'coworker', 'staff'],
    ['app', 'application', 'applications', 'apps'],
    ['admin', 'administrator', 'administrative'],
    ['expire', 'expiration', 'expiry', 'stale', 'outdated'],
    ['device', 'laptop', 'notebook', 'pc', 'macbook', 'workstation'],
    ['phone', 'mobile', 'cellphone', 'smartphone', 'iphone', 'handset'],
    ['push', 'prompt', 'notification', 'buzzed'],
    ['tries', 'attempt', 'attempted'],
    ['enroll', 'enrol', 'enrollment', 'enrolment'],
    ['permission', 'permit', 'permitted', 'entitled', 'entitlement', 'privilege'],
    ['unreachable', 'unavailable', 'offline'],
    ['address', 'uri', 'url'],
    ['blocked', 'barred'],
    ['cvv', 'cvc', 'cvn', 'cvv2', 'cvc2'],
    ['throttle', 'ratelimit'],
    ['organization', 'organisation', 'org'],
    ['authentication', 'auth', 'authn'],
    ['authorization', 'authz'],
    ['disabled', 'deactivated', 'inactive'],
    ['config', 'configured', 'configuration', 'misconfigured', 'setup'],
    ['validate', 'valid', 'validation'],
    ['parameter', 'param', 'params'],
    ['missing', 'absent', 'lacks'],
    ['revoke', 'revocation'],
    ['register', 'registration'],
    ['use', 'using', 'used', 'usage'],
    ['refused', 'rejected', 'denied', 'declined'],
  ].flatMap(([main = '', ...others]) => others.map((other) => [stem(other), stem(main)] as const)),
);

const words = /[\p{L}\p{N}]{2,40}/gu;

/** How the words that stand for sayings are shown. */
const shownAs: Readonly<Record<string, string>> = {
  signin: 'sign-in',
  signout: 'sign-out',
  redirecturi: 'redirect address',
  idp: 'identity provider',
  otp: 'one-time code',
  mfa: 'MFA',
  sso: 'single sign-on',
  entra: 'Entra',
};

/** Turns stems back to how a text writes them, `refus` to `denied`; a stem that it does not hold stays as it is. */
export function writtenIn(text: string): (stem: string) => string {
  const written = new Map<string, string>();
  for (const word of text.match(/[\p{L}\p{N}]{2,40}/gu) ?? []) {
    for (const split of splitWords(word)) if (!written.has(split)) written.set(split, word);
  }
  return (base) => shownAs[base] ?? written.get(base) ?? base;
}

/** The words of a text, as stems, in their order; names in camel case and snake case are split. */
export function splitWords(text: string): string[] {
  const apart = text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
  const said = sayings.reduce(
    (whole, [pattern, word]) => whole.replace(pattern, word),
    apart.toLowerCase().replaceAll('_', ' '),
  );
  const found = said.match(words) ?? [];
  return found
    .filter((word) => !/^\d+$/.test(word))
    .map((word) => {
      const base = stem(word);
      return sameAs.get(base) ?? base;
    });
}
