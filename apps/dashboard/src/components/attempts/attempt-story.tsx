import type { AttemptStep, AttemptStory } from '@turnaway/contracts/attempts';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { shownName } from '@turnaway/contracts/personal';
import { CauseName } from '@/components/cause';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { attemptMeanings } from '@/lib/attempt-words';
import { formatDateTime, formatDuration } from '@/lib/format';
import styles from './attempts.module.css';

/** The whole try that one sign-in was part of: in a line, then step by step, the success included. */
export function AttemptTimeline({
  story,
  current,
  hrefOf,
  timeZone,
  now,
}: {
  story: AttemptStory;
  /** The id of the sign-in that is looked at. */
  current: string;
  hrefOf: (signInId: string) => string;
  timeZone: string;
  now: Date;
}) {
  const { outcome, sentence, steps, knowsSuccesses } = story;
  const isUnknown = !knowsSuccesses && outcome !== 'success';
  const app = steps[0]?.app;
  // Of a lone refusal the page says all that its one step would.
  const isAlone = steps.length === 1 && outcome === 'failed';
  return (
    <section className={styles.story} aria-label="The whole attempt">
      {!isAlone && <h3>{isUnknown ? sentence.replace(/ → abandoned$/, '') : sentence}</h3>}
      <p className={page.note}>
        {isUnknown
          ? 'Sign-ins that passed are no longer kept from that time, so nobody can tell how it ended.'
          : attemptMeanings[outcome]}
      </p>
      {!isAlone && (
        <ol className={styles.steps}>
          {steps.map((step, place) => (
            <li
              key={step.id}
              data-outcome={step.codeClass.outcome}
              aria-current={step.id === current || undefined}
            >
              <time dateTime={step.occurredAt}>{formatDateTime(step.occurredAt, timeZone, now)}</time>
              <span className={styles.after}>{sinceBefore(steps, place)}</span>
              <div>
                {step.isSignIn && step.id !== current ? (
                  <Link href={hrefOf(step.id)} scroll={false}>
                    {step.codeClass.title}
                  </Link>
                ) : (
                  <b>{step.codeClass.title}</b>
                )}{' '}
                <code>{formatErrorCode(step.codeClass)}</code>
                <span className={styles.where}>
                  {step.codeClass.cause !== null && <CauseName cause={step.codeClass.cause} />}
                  {step.app !== app && <span>{step.app}</span>}
                  {step.ip !== null && step.ip !== steps[place - 1]?.ip && <span>{shownName(step.ip)}</span>}
                </span>
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function sinceBefore(steps: AttemptStep[], place: number): string {
  const before = steps[place - 1];
  const step = steps[place];
  return before === undefined || step === undefined
    ? ''
    : `+${formatDuration(before.occurredAt, step.occurredAt)}`;
}
