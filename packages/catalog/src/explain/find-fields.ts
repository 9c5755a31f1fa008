import type { Known } from './code-index.js';
import { type Finding, seenCode, seenName } from './finding.js';
import type { Seen } from './seen.js';
import { shapeOf, spellingOf } from './spellings.js';
import { weigh } from './weigh.js';

/** Whose codes stand under a key when the text names no system. */
const ownersOfKey: Readonly<Record<string, readonly string[]>> = {
  type: ['auth0', 'keycloak'],
  reason: ['okta', 'duo'],
  result: ['okta', 'duo'],
  error: ['oauth', 'okta', 'auth0', 'keycloak', 'google', 'github'],
  errorcode: ['entra', 'okta'],
  errorcodes: ['entra'],
  resulttype: ['entra'],
  suberror: ['entra', 'msal'],
  code: ['entra', 'okta', 'auth0'],
  status: ['windows', 'kerberos'],
  substatus: ['windows'],
  loginstatus: ['salesforce'],
  failurecode: ['kerberos', 'azure-service-bus'],
  resultcode: ['kerberos', 'ldap'],
  loginfailuretype: ['google'],
  responsereasoncode: ['authorize-net'],
  reasoncode: ['nps', 'cybersource'],
};
/** Keys that hold codes whoever writes them. */
const codeKey =
  /^(?:.*error|error.*|.*code|.*type|.*reason|.*result|.*status|.*exception|event.*|outcome|action)$/;

/** Keys whose values name a kind of event, or how it ended, and not why. */
const eventKey = /(?:^|event|display|log)type$|^event|eventname$|eventid$/;
const summaryKey = /^result$|^outcome$|^action$/;
/** Keys whose values may be numbers alone. `type: 2` and `result: 1` count other things. */
const numberKey = /(?:code|codes|error|status|reason|cause|number|no|eventid|typeid)$/;
/** Parameters of requests: what was asked for is no error. */
const requestKey = /(?:grant|response|token|request)(?:ed)?(?:token)?type$|^scope|^prompt|method$/;

// An address is no value: what stands behind its `?` and `#` are fields of their own.
const field =
  /([A-Za-z][\w .-]{1,30}?)["']?\s{0,4}[:=]\s{0,12}(?!\/\/)\[?\s{0,4}(?:"([^"\n]{1,128})"|'([^'\n]{1,128})'|([^\s"',;&|<>{}[\]]{1,128}))/g;

/** A plain word as a value, which nobody is known for. */
const certaintyOfWord = 0.4;

/** Codes that stand as the value of a key, in JSON, key=value lines and the parameters of an address. */
export function findFields(seen: Seen): Finding[] {
  const found = new Map<string, Finding[]>();
  for (const [, key = '', double, single, bare] of seen.text.matchAll(field)) {
    const value = (double ?? single ?? bare ?? '').replace(/[.,;)]{1,40}$/, '');
    const name = key.toLowerCase().replace(/[^a-z]/g, '');
    const known = `${name}\t${value}`;
    if (value !== '' && !found.has(known))
      found.set(known, findingsOf(seen, name, value, bare === undefined));
  }
  return [...found.values()].flat();
}

function findingsOf({ index, named }: Seen, key: string, value: string, isQuoted: boolean): Finding[] {
  if (requestKey.test(key)) return [];
  const owners = new Set(ownersOf(key));
  const kind = eventKey.test(key) ? 'event' : summaryKey.test(key) ? 'summary' : undefined;
  const isSubStatus = key.endsWith('substatus');
  // A sub-status of zero says that there is none.
  if (isSubStatus && /^(?:0x)?0+$/.test(value)) return [];
  // Without quotes a plain word can be the first of a sentence: `Reason: Unknown user name`.
  const isMeant = ({ page }: Known) =>
    isQuoted || shapeOf(value) !== 'word' || page.data.code === value || page.data.name === value;
  const codes = index.byCode(spellingOf(value)).filter(isMeant);
  const names = index.byName(value.toLowerCase()).filter(isMeant);
  if (!codeKey.test(key) && shapeOf(value) !== 'distinct') return [];
  if (shapeOf(value) === 'number' && !numberKey.test(key)) return [];
  const certainty = (known: readonly Known[]) => {
    if (known.some(({ system }) => owners.has(system) && (named.size === 0 || named.has(system))))
      return 0.95;
    if (known.some(({ system }) => named.has(system))) return 0.93;
    if (known.some(({ system }) => owners.has(system))) return 0.9;
    if (shapeOf(value) === 'distinct') return 0.9;
    return value.length >= 4 ? certaintyOfWord : 0;
  };
  const bonus = isSubStatus ? 0.04 : 0;
  return [
    ...weigh(codes, { ...seenCode(value, certainty(codes) + bonus), names: kind }, named, owners),
    ...weigh(names, seenName(value, Math.min(certainty(names), 0.9)), named, owners),
  ].filter((finding) => finding.certainty > 0.2);
}

/** The key `errorCode` of a nested `sign_in_error_code` too. */
function ownersOf(key: string): readonly string[] {
  const ending = Object.keys(ownersOfKey)
    .filter((known) => key.endsWith(known))
    .sort((a, b) => b.length - a.length)[0];
  return ending === undefined ? [] : (ownersOfKey[ending] ?? []);
}
