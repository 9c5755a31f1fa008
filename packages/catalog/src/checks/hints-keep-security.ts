import type { Check } from './finding.js';
import { textsOf } from './texts.js';

const guards =
  'MFA|multi-?factor|second factor|two-factor|2FA|one-time codes?|Conditional Access|(?:sign-on |access )?polic(?:y|ies)|' +
  '(?:certificate|TLS|SSL|signature|host key|revocation|CRL|token|issuer|audience|nonce|state|PKCE) (?:check|checks|checking|validation|verification|inspection)|' +
  'StrictHostKeyChecking|TLS|SSL|encryption|lockout|account lock|firewall|security defaults|attack protection|' +
  'brute-force protection|bot detection|breached password|risk (?:policy|polic|detection|check)|signing|PKCE|audit(?:ing)?';
const weakening =
  'turn(?:ing)? off|switch(?:ing)? off|disabl(?:e|ing)|bypass(?:ing)?|skip(?:ping)?|deactivat(?:e|ing)|weaken(?:ing)?|loosen(?:ing)?';
const secrets =
  'passwords?|client secrets?|private keys?|secret keys?|one-time codes?|recovery codes?|PINs?|refresh tokens?|access tokens?';
/** In `password policy` the password itself goes nowhere. */
const aboutSecrets = '(?! (?:polic|rules?|reset|manager|page|field|expir|change|prompt|format|length|store))';

const dangers: readonly [pattern: RegExp, problem: string][] = [
  [new RegExp(`\\b(?:${weakening})\\b[^.]{0,40}\\b(?:${guards})`, 'i'), 'turns a protection off'],
  [
    new RegExp(`\\b(?:exclude|exempt|remove)\\b[^.]{0,40}\\bfrom\\b[^.]{0,40}\\b(?:${guards})`, 'i'),
    'exempts from a protection',
  ],
  [
    new RegExp(
      `\\b(?:share|tell|give|send|read out|e-?mail|post|paste)\\b[^.]{0,30}\\b(?:${secrets})\\b${aboutSecrets}`,
      'i',
    ),
    'hands out a secret',
  ],
  [
    /\b(?:ignore|accept|trust)\b[^.]{0,20}\b(?:certificate (?:errors?|warnings?)|any certificate|all certificates)/i,
    'trusts any certificate',
  ],
  [/\b(?:never expires?|(?:blank|empty|same) passwords?)\b/i, 'makes passwords weaker'],
  [
    /\b(?:allow|permit|open)\b[^.]{0,20}\b(?:everyone|anonymous|any (?:address|origin|redirect)|all (?:addresses|origins))/i,
    'lets everyone in',
  ],
];

/** What makes such a sentence safe: it forbids, or names the safe way before. */
const safely =
  /\b(?:never(?! expire)|not|no|don't|cannot|nobody|instead|rather than|without|first|confirm|make sure|only (?:after|for|while|if)|unless)\b/i;

/** No hint tells people to weaken security, unless it says never, or names the safe way first. */
export const hintsKeepSecurity: Check = ({ data }) =>
  textsOf(data)
    .filter(({ kind, text }) => (kind === 'hint' || kind === 'note') && !safely.test(text))
    .flatMap(({ system, at, text }) =>
      dangers
        .filter(([pattern]) => pattern.test(text))
        .map(([, problem]) => ({ system, at, problem: `hint ${problem}: ${text}` })),
    );
