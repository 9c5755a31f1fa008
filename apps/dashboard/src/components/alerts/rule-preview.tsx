'use client';

import type { SignInFilter } from '@turnaway/contracts/filters';
import type { Counts, Summary } from '@turnaway/contracts/readings';
import { useEffect, useState } from 'react';
import { formatMeasure, formatWindow, measureLabels } from '@/lib/alert-words';
import { send } from '@/lib/browser-api';
import styles from './alerts.module.css';
import type { RuleDraft } from './rule-draft';

const settleMs = 400;

/** What a rule of fixed thresholds would count right now, so that a threshold need not be guessed. */
export function RulePreview({ draft, filter }: { draft: RuleDraft; filter: SignInFilter }) {
  return draft.kind === 'threshold' ? (
    <CountPreview measure={draft.measure} windowMinutes={draft.windowMinutes} filter={filter} />
  ) : null;
}

function CountPreview({
  measure,
  windowMinutes,
  filter,
}: {
  measure: RuleDraft['measure'];
  windowMinutes: number;
  filter: SignInFilter;
}) {
  const [counts, setCounts] = useState<{ now: Counts; before: Counts } | null>(null);
  const filters = new URLSearchParams(
    Object.entries(filter).flatMap(([name, values]) => (values ?? []).map((value) => [name, value])),
  ).toString();

  useEffect(() => {
    let stale = false;
    const timer = setTimeout(async () => {
      const to = new Date();
      const from = new Date(to.getTime() - windowMinutes * 60_000);
      const query = new URLSearchParams(filters);
      query.set('from', from.toISOString());
      query.set('to', to.toISOString());
      const sent = await send<Summary>('GET', `/api/summary?${query}`);
      // Without an answer the form works all the same; only this line is missing.
      if (!stale) setCounts(sent.ok ? { now: sent.answer.counts, before: sent.answer.countsBefore } : null);
    }, settleMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [filters, windowMinutes]);

  return (
    <p className={styles.preview} aria-live="polite">
      {counts === null
        ? 'Counting…'
        : `In the last ${formatWindow(windowMinutes)}: ${formatMeasure(measure, measured(measure, counts.now))} ${measureLabels[measure]}; in the ${formatWindow(windowMinutes)} before: ${formatMeasure(measure, measured(measure, counts.before))}.`}
    </p>
  );
}

function measured(measure: RuleDraft['measure'], counts: Counts): number | null {
  if (measure === 'failures') return counts.failures;
  return measure === 'affected-users' ? counts.people : counts.failureRate;
}
