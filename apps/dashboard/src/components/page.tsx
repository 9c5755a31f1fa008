import type { Right } from '@turnaway/contracts/roles';
import type { ReactNode } from 'react';
import { Link } from '@/components/link';
import { May } from '@/components/rights/rights';
import { type Change, formatNumber } from '@/lib/format';
import { type RowChoice, rowChoices, rowParameter } from '@/lib/list-rows';
import badges from './badge.module.css';
import { Breakable, shortLengthMax } from './breakable';
import empties from './empty.module.css';
import styles from './page.module.css';
import pagers from './pager.module.css';
import wordStyles from './words.module.css';

/** The top of every page: its name, where it belongs, and what can be done here. */
export function PageHeader({
  title,
  parent,
  children,
}: {
  title: string;
  parent?: { href: string; label: string };
  children?: ReactNode;
}) {
  return (
    <header className={styles.header}>
      <h1>
        {parent !== undefined && (
          <span className={styles.crumb}>
            <Link href={parent.href}>{parent.label}</Link> /{' '}
          </span>
        )}
        {/* Words wrap by themselves; a long name is one word. */}
        {title.length > shortLengthMax ? <Breakable text={title} /> : title}
      </h1>
      {children}
    </header>
  );
}

/** A part of a page, with its name and the controls of that part on the right; `right`: only for those who have it. */
export function Section({
  title,
  right,
  aside,
  children,
}: {
  title: string;
  right?: Right;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const section = (
    <section className={styles.section} aria-label={title}>
      <div className={styles.heading}>
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
  return right === undefined ? section : <May right={right}>{section}</May>;
}

export interface Word {
  label: string;
  href: string;
  current: boolean;
}

/** Controls that are words; the chosen one is underlined. */
export function Words({ label, words, tabs = false }: { label: string; words: Word[]; tabs?: boolean }) {
  return (
    <nav aria-label={label} className={tabs ? wordStyles.tabs : wordStyles.words}>
      {words.map((word) => (
        <Link
          key={word.label}
          href={word.href}
          aria-current={word.current ? 'true' : undefined}
          scroll={false}
        >
          {word.label}
        </Link>
      ))}
    </nav>
  );
}

/** What stands where nothing is: why, and what to do next. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={empties.empty}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}

/** A state in a word, such as "new" or "firing". */
export function Badge({
  tone,
  children,
}: {
  tone?: 'accent' | 'bad' | 'good' | 'warn';
  children: ReactNode;
}) {
  return (
    <span className={badges.badge} data-tone={tone}>
      {children}
    </span>
  );
}

/** How a number moved, red where that is worse and green where it is better; the sign says it too. */
export function ChangeText({ change }: { change: Change }) {
  const tone = change.tone === 'none' ? undefined : badges[change.tone];
  return <span className={tone}>{change.text}</span>;
}

/** Ways on from one page of a list; cursors only go forward, so back is back to the first. */
export function Pager({
  shown,
  total,
  shownTotal = formatNumber(total),
  nextHref,
  firstHref,
  rows,
}: {
  shown: number;
  total: number;
  /** The total as it is to be read, where it is not just a number. */
  shownTotal?: ReactNode;
  nextHref: string | null;
  firstHref: string | null;
  /** How many rows a page shows, where that can be chosen. */
  rows?: { current: RowChoice; hrefOf: (parameter: { rows: string | null }) => string };
}) {
  const offersRows = rows !== undefined && total > Number(rowChoices[0]);
  if (nextHref === null && firstHref === null && !offersRows) return null;
  return (
    <nav className={pagers.pager} aria-label="Pages">
      <span>
        {formatNumber(shown)} of {shownTotal}
      </span>
      {firstHref !== null && <Link href={firstHref}>First page</Link>}
      {nextHref !== null && <Link href={nextHref}>Next page →</Link>}
      {offersRows && (
        <span className={pagers.rows}>
          Rows
          {rowChoices.map((choice) => (
            <Link
              key={choice}
              href={rows.hrefOf(rowParameter(choice))}
              aria-current={choice === rows.current ? 'true' : undefined}
            >
              <span className={styles.hidden}>Show </span>
              {formatNumber(Number(choice))}
              <span className={styles.hidden}> rows</span>
            </Link>
          ))}
        </span>
      )}
    </nav>
  );
}
