import type { Known } from './code-index.js';
import { type Finding, seenCode } from './finding.js';
import type { Seen } from './seen.js';
import { spellingOf } from './spellings.js';
import { weigh } from './weigh.js';

/** How a system writes its codes where they are no words of their own; the first group is the code. An event's number is coarse. */
const patterns: readonly [system: string, pattern: RegExp, names?: 'event'][] = [
  ['entra', /AADSTS(\d{1,12})/gi],
  ['entra', /"?error_codes"?\s{0,4}[:=]\s{0,4}\[\s{0,4}(\d{1,12})/gi],
  ['active-directory', /\bdata\s{1,4}([0-9a-f]{2,8})\b(?=\W|$)/gi],
  ['ldap', /\berror code\s{1,4}(\d{1,3})\s{0,4}-/gi],
  ['ldap', /\bldap_[a-z_]{2,24}:[^()\n]{0,80}\((-?\d{1,3})\)/gi],
  ['ldap', /\b(?:resultcode|result code|err|tag=\d{1,3} err)\s{0,4}[=:]\s{0,4}(\d{1,3})\b/gi],
  ['cisco-asa', /%(?:ASA|FTD)-\d-(\d{6})/gi],
  ['cisco-ios', /%([A-Z0-9_]{2,24}-\d-[A-Z0-9_]{2,48})/g],
  ['cisco-ise', /\b(?:FailureReason=|failure reason:?\s{0,4}|message code:?\s{0,4})"?(\d{5})\b/gi],
  ['cisco-ise', /\b(\d{5})\s{1,4}(?:NOTICE|INFO|WARN|ERROR|DEBUG)\b/g],
  ['nps', /\breason[ -]?code\W{1,12}(\d{1,3})\b/gi],
  ['windows', /\bevent ?(?:id|code)\W{1,12}(\d{3,5})\b/gi, 'event'],
  ['windows', /<EventID[^>]{0,60}>(\d{3,5})</gi, 'event'],
  ['ad-fs', /\bevent ?(?:id|code)?\W{1,12}(\d{3,4})\b/gi, 'event'],
  ['pam', /\bPAM\b[^\n]{0,40}\b(?:error|code|returned?)\W{1,6}(\d{1,2})\b/g],
  ['authorize-net', /\b(?:response )?reason code\W{1,12}(\d{1,3})\b/gi],
  ['cybersource', /\breason ?code\W{1,12}(\d{3})\b/gi],
  ['duo', /\berror code\W{1,6}(\d{5})\b/gi],
];
/** These forms are nobody else's; of the other systems the text has to speak. */
const unmistakable = new Set(['entra', 'cisco-asa', 'cisco-ios']);

/** Codes in the form that only their system writes. */
export function findNumbered({ text, index, named }: Seen): Finding[] {
  return patterns.flatMap(([system, pattern, names]) => {
    if (!unmistakable.has(system) && !named.has(system)) return [];
    const matches = new Map(
      [...text.matchAll(pattern)].map(([whole, code = '']) => [code.toLowerCase(), whole]),
    );
    return [...matches].flatMap(([code, whole]) => {
      const shown = system === 'entra' && !/aadsts/i.test(whole) ? code : whole.trim();
      return weigh(ofSystem(index.byCode(spellingOf(code)), system), { ...seenCode(shown, 1), names }, named);
    });
  });
}

function ofSystem(found: readonly Known[], system: string): Known[] {
  return found.filter((known) => known.system === system);
}
