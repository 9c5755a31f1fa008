import { formatErrorCode } from '@turnaway/contracts/error-code';
import type { ErrorRow } from '@turnaway/contracts/readings';
import { CauseName } from '@/components/cause';
import { Link } from '@/components/link';
import { Section } from '@/components/page';
import { findErrorDetail } from '@/lib/api';
import { errorHref } from '@/lib/code-links';
import { moveSentence } from '@/lib/filter-words';
import { formatCount } from '@/lib/format';
import type { SubjectKind } from '@/lib/subjects';
import type { View } from '@/lib/view';
import { firstStep, mostPressing } from './next-steps';
import styles from './subjects.module.css';

/** What to do next about the errors that press most, each with its first step and the way to the others. */
export async function WhatNext({ rows, here, kind }: { rows: ErrorRow[]; here: View; kind: SubjectKind }) {
  const pressing = mostPressing(rows, kind);
  if (pressing.length === 0) return null;
  const details = await Promise.all(
    pressing.map((row) => findErrorDetail(here, row.system, row.code, row.variant ?? undefined)),
  );
  return (
    <Section title="What to do next">
      <ol className={styles.next}>
        {pressing.map((row, place) => {
          const detail = details[place] ?? null;
          const step = detail === null ? null : firstStep(detail);
          return (
            <li key={formatErrorCode(row)}>
              <p>
                <Link href={errorHref(here, row)}>
                  <b>{row.title}</b>
                </Link>{' '}
                <span className={styles.quiet}>
                  {formatCount(row.events, 'time')}. {moveSentence(row.actor)}
                </span>
              </p>
              <p>{step ?? 'The catalog has no step for it yet; the system’s own words are on its page.'}</p>
              <CauseName cause={row.cause} />
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
