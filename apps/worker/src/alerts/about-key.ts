import { type AlertWatch, parseErrorCode } from '@turnaway/contracts';
import type { AlertAbout } from '@turnaway/db/alerting/firing-alert';

/** About nothing that a silence could name, save its rule. */
export const aboutNothing: AlertAbout = {
  system: null,
  errorCode: null,
  cause: null,
  source: null,
  app: null,
};

/** What the key of an alert names by itself: an app, a cause, a system, an error code. */
export function aboutKey(watch: AlertWatch, key: string): AlertAbout {
  if (key === 'all') return aboutNothing;
  // Where a key names two things they are apart by a bar; an app may have bars of its own.
  const bar = key.indexOf('|');
  const [first, second] = bar < 0 ? [key, null] : [key.slice(0, bar), key.slice(bar + 1)];
  switch (watch.kind) {
    case 'threshold':
    case 'baseline':
      return watch.params.groupBy === 'none'
        ? aboutNothing
        : { ...aboutNothing, [watch.params.groupBy]: key };
    case 'new-error':
    case 'unknown-code':
    case 'group-change':
      return { ...aboutNothing, errorCode: codeIn(first), app: second };
    case 'app-credential': {
      const last = key.lastIndexOf('|');
      const what = key.slice(last + 1);
      // A credential that is to expire has a name of its own, which may look like a code.
      const errorCode = what.startsWith('expires:') ? null : codeIn(what);
      return { ...aboutNothing, app: key.slice(0, last), errorCode };
    }
    case 'token-replay':
      // Behind the app stands a person, if one alone is concerned.
      return { ...aboutNothing, app: key.includes('|') ? key.slice(0, key.lastIndexOf('|')) : key };
    case 'provider-trouble':
      return { ...aboutNothing, system: first, source: second, cause: 'service-fault' };
    default:
      return aboutNothing;
  }
}

function codeIn(text: string): string | null {
  return parseErrorCode(text) === null ? null : text;
}
