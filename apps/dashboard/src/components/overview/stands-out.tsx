import { formatErrorCode } from '@turnaway/contracts/error-code';
import { Link } from '@/components/link';
import { Section } from '@/components/page';
import { errorHref } from '@/lib/code-links';
import { formatClock, formatDay } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import type { Finding } from '@/lib/stands-out';
import { subjectHref } from '@/lib/subjects';
import type { View } from '@/lib/view';
import styles from './overview.module.css';

/** What is not as it was, a sentence each, with the way to what is behind it. */
export async function StandsOut({ findings, view }: { findings: Finding[]; view: View }) {
  if (findings.length === 0) return null;
  const timeZone = await getTimeZone();
  const today = formatDay(getNow().toISOString(), timeZone);
  return (
    <Section title="What stands out">
      <ul>
        {findings.map(({ key, at, lead, rest, about }) => (
          <li key={key} className={styles.finding} data-row>
            {at === null ? (
              <span />
            ) : (
              <time dateTime={at}>
                {formatDay(at, timeZone) === today ? formatClock(at, timeZone) : formatDay(at, timeZone)}
              </time>
            )}
            <span>
              <b>{lead}</b> {rest}
            </span>
            <Way about={about} view={view} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Way({ about, view }: { about: Finding['about']; view: View }) {
  if ('error' in about) {
    return <Link href={errorHref(view, about.error)}>{formatErrorCode(about.error)} →</Link>;
  }
  if ('app' in about) return <Link href={subjectHref(view, 'app', about.app)}>{about.app} →</Link>;
  return <Link href="/feeds">Feeds →</Link>;
}
