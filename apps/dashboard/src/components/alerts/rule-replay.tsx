'use client';

import type { AlertRulePreview, ReplayedFiring } from '@turnaway/contracts/alert-replay';
import type { SignInFilter } from '@turnaway/contracts/filters';
import { useEffect, useState } from 'react';
import { Link } from '@/components/link';
import { shownLabel } from '@/lib/alert-words';
import { send } from '@/lib/browser-api';
import { formatCount, formatMinute, formatNumber, formatShare } from '@/lib/format';
import styles from './alerts.module.css';
import { type RuleDraft, toRuleInput } from './rule-draft';

/** Longer than a pause between two digits: every preview reads 30 days. */
const settleMs = 700;
const shownMax = 8;
const hourMs = 3_600_000;

/** When the rule, as it is being typed, would have fired in the last 30 days. */
export function RuleReplay({
  draft,
  filter,
  timeZone,
}: {
  draft: RuleDraft;
  filter: SignInFilter;
  timeZone: string;
}) {
  const [preview, setPreview] = useState<AlertRulePreview | null>(null);
  const [asking, setAsking] = useState(true);
  // Neither its name nor whom it tells changes when it fires.
  const asked = JSON.stringify({ ...toRuleInput(draft, filter), name: 'Preview', channelIds: [] });

  useEffect(() => {
    const stale = new AbortController();
    setAsking(true);
    const timer = setTimeout(async () => {
      const rule: unknown = JSON.parse(asked);
      const sent = await send<AlertRulePreview>('POST', '/api/alert-rules/preview', rule, stale.signal);
      if (stale.signal.aborted) return;
      // A rule that is not whole yet is refused: its fields are complained of when it is saved.
      setPreview(sent.ok ? sent.answer : null);
      setAsking(false);
    }, settleMs);
    return () => {
      stale.abort();
      clearTimeout(timer);
    };
  }, [asked]);

  return (
    <div className={styles.preview} aria-live="polite" aria-busy={asking}>
      {preview === null ? (
        <p>
          {asking
            ? 'Looking when it would have fired…'
            : 'When it would have fired shows once the rule is complete.'}
        </p>
      ) : (
        <Told preview={preview} draft={draft} filter={filter} timeZone={timeZone} />
      )}
    </div>
  );
}

function Told({
  preview: { from, to, canReplay, wouldHaveFired, firings, because },
  draft,
  filter,
  timeZone,
}: {
  preview: AlertRulePreview;
  draft: RuleDraft;
  filter: SignInFilter;
  timeZone: string;
}) {
  if (!canReplay) return <p>When it would have fired cannot be told. {because}</p>;
  const now = new Date(to);
  const days = Math.round((Date.parse(to) - Date.parse(from)) / (24 * hourMs));
  const over = days >= 30 ? 'Over the last 30 days' : `Since ${formatMinute(from, timeZone, now)}`;
  const times = wouldHaveFired === 0 ? 'not have fired' : `have fired ${formatCount(wouldHaveFired, 'time')}`;
  const measure = draft.kind === 'threshold' ? draft.measure : draft.params.measure;
  const isShare = measure === 'failure-rate' || draft.kind === 'provider-trouble' || draft.kind === 'rejects';
  const format = isShare ? formatShare : formatNumber;
  const shown = firings.slice(0, shownMax);
  return (
    <>
      <p>
        <b>
          {over} this would {times}.
        </b>{' '}
        <span className={styles.because}>{because}</span>
      </p>
      {shown.length > 0 && (
        <ul className={styles.firings}>
          {shown.map((firing) => (
            <li key={`${firing.key} ${firing.startedAt}`}>
              <Link href={hrefOf(firing, filter, to)}>{formatMinute(firing.startedAt, timeZone, now)}</Link>
              {firing.endedAt === null
                ? ', still firing'
                : ` to ${formatMinute(firing.endedAt, timeZone, now)}`}
              {firing.key === 'all' ? '' : `, ${shownLabel(firing)}`}, {firing.level}, worst{' '}
              {format(Math.round(firing.peakValue * 1_000) / 1_000)}
            </li>
          ))}
        </ul>
      )}
      {wouldHaveFired > shown.length && (
        <p className={styles.because}>And {formatNumber(wouldHaveFired - shown.length)} earlier.</p>
      )}
    </>
  );
}

/** The overview of the time in which it would have fired, from the hour that it was found in. */
function hrefOf({ startedAt, endedAt }: ReplayedFiring, filter: SignInFilter, to: string): string {
  const query = new URLSearchParams(
    Object.entries(filter).flatMap(([name, values]) => (values ?? []).map((value) => [name, value])),
  );
  query.set('from', new Date(Date.parse(startedAt) - hourMs).toISOString());
  query.set('to', endedAt ?? to);
  return `/?${query}`;
}
