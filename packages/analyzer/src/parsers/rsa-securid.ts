import type { Outcome } from '@turnaway/contracts/taxonomy';
import { name } from '../read-fields.js';
import { type SystemParser, skipped } from './parser.js';
import { signIn } from './sign-in.js';

/**
 * The runtime audit log of RSA Authentication Manager: values with commas between, from the name of the Java class on.
 * https://community.rsa.com/s/article/Authentication-Manager-Log-Messages-23001-23091-6b7bbfc6
 */
export const rsaSecurid: SystemParser = {
  system: 'rsa-securid',
  text: {
    claims({ line }) {
      return auditClass.test(line);
    },

    read(line, context) {
      const found = auditClass.exec(line.line);
      const cells = line.line
        .slice(found?.index ?? 0)
        .split(',', cellsMax)
        .map((cell) => name(cell));
      const cell = (place: number) => cells[place] ?? null;
      const action = cell(places.action) ?? 'event';
      const isLockout = action === 'AUTHN_LOCKOUT_EVENT';
      const outcome = isLockout ? 'failure' : outcomes[cell(places.result) ?? ''];
      if (outcome === undefined || !cell(0)?.startsWith('audit.runtime.')) return skipped(action);
      if (outcome === 'success' && !signInActions.has(action)) return skipped(action);
      const reason = cell(places.reason);
      const number = cell(places.actionId);
      return signIn(
        {
          system: 'rsa-securid',
          record: line.line,
          time: dated.exec(line.line.slice(0, found?.index))?.[1],
          timeField: 'time',
          code: (outcome === 'success' || isLockout ? number : reason) ?? number ?? action,
          outcome,
          carrier: number,
          reason: reason ?? action,
          user: cell(places.user),
          userId: cell(places.userId),
          app: cell(places.agent),
          ip: cell(places.client),
          client: cell(places.method),
          interactive: true,
          correlationId: cell(places.session),
          evidence: action,
          signals: ['one-time-code'],
        },
        context,
      );
    },
  },
};

const auditClass = /\baudit\.(?:runtime|admin|system)\.com\.rsa\.[\w.$]{1,200}/;
/** Collectors often cut the day off; the time around the line then stands for it. */
const dated = /(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3})/;
const cellsMax = 64;
/** Counted from the class. */
const places = {
  client: 4,
  action: 6,
  actionId: 7,
  result: 8,
  reason: 9,
  session: 10,
  userId: 11,
  user: 14,
  agent: 20,
  method: 23,
} as const;

const outcomes: Readonly<Record<string, Outcome>> = {
  SUCCESS: 'success',
  FAIL: 'failure',
  FAILURE: 'failure',
};
/** What else passes is a step on the way; what fails ends it. */
const signInActions = new Set(['AUTHN_LOGIN_EVENT', 'AUTHN_LOGIN', 'OFFLINE_AUTHN', 'AUTH_TRUSTED_USER']);
