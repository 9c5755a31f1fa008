'use client';

import { NativeSelect, Textarea } from '@mantine/core';
import type { CodeOverride } from '@turnaway/contracts/code-override';
import { type ErrorCode, formatErrorCode } from '@turnaway/contracts/error-code';
import type { CodeClass } from '@turnaway/contracts/readings';
import {
  actorLabels,
  audienceLabels,
  causeLabels,
  outcomeLabels,
  sourceLabels,
} from '@turnaway/contracts/words';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import page from '@/components/page.module.css';
import { send } from '@/lib/browser-api';
import { overridePath } from '@/lib/catalog-links';
import { notify } from '@/lib/notify';
import { audiences, draftOf, hasCause, type OverrideDraft, toOverrideInput } from './override-draft';
import styles from './overrides.module.css';

/** What is held now, by the catalog or by what was decided before. */
export type HeldFacts = Pick<CodeClass, 'outcome' | 'cause' | 'source' | 'actor'>;

/** The form of a decision about a code in this workspace. */
export function OverrideForm({
  errorCode,
  held,
  override,
  hasVariants,
  onDone,
}: {
  errorCode: ErrorCode;
  /** `null` for a code about which nothing is held yet. */
  held: HeldFacts | null;
  override: CodeOverride | null;
  hasVariants: boolean;
  onDone: () => void;
}) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => draftOf(override));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<OverrideDraft>) => setDraft({ ...draft, ...part });
  const keptAs = <Value extends string>(
    decided: Value | undefined,
    has: Value | null | undefined,
    labels: Readonly<Record<Value, string>>,
  ) => {
    if (held === null) return 'not decided';
    return decided !== undefined || has === null || has === undefined
      ? 'as the catalog has it'
      : `as it is: ${labels[has]}`;
  };

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const sent = await send('PUT', overridePath(errorCode), toOverrideInput(draft));
    setBusy(false);
    if (!sent.ok) {
      setFaults({ ...sent.fields, form: sent.message });
      return;
    }
    notify({ color: 'green', message: `Decided. All of ${formatErrorCode(errorCode)} follows.` });
    onDone();
    router.refresh();
  }
  return (
    <form onSubmit={submit} className={forms.form}>
      <p className={page.note}>
        This holds in this workspace alone, for all that was and will be counted. What you leave alone stays
        as it is.{hasVariants && ' The several causes of this code are decided each on its own page.'}
      </p>
      <div className={styles.facts}>
        <Choice
          label="Outcome"
          labels={outcomeLabels}
          value={draft.outcome}
          kept={keptAs(override?.outcome, held?.outcome, outcomeLabels)}
          onChoose={(outcome) => set({ outcome })}
          fault={faults.outcome}
        />
        <Choice
          label="Cause"
          labels={causeLabels}
          value={hasCause(draft.outcome) ? draft.cause : ''}
          kept={keptAs(override?.cause, held?.cause, causeLabels)}
          onChoose={(cause) => set({ cause })}
          fault={faults.cause}
          disabled={!hasCause(draft.outcome)}
        />
        <Choice
          label="Issued by"
          labels={sourceLabels}
          value={draft.source}
          kept={keptAs(override?.source, held?.source, sourceLabels)}
          onChoose={(source) => set({ source })}
          fault={faults.source}
        />
        <Choice
          label="Whose move"
          labels={actorLabels}
          value={draft.actor}
          kept={keptAs(override?.actor, held?.actor, actorLabels)}
          onChoose={(actor) => set({ actor })}
          fault={faults.actor}
        />
      </div>
      <details open={override?.hints !== undefined}>
        <summary className={styles.own}>Steps of your own</summary>
        <p className={page.note}>One step a line. They stand in place of the catalog’s for that audience.</p>
        <div className={styles.steps}>
          {audiences.map((audience) => (
            <Textarea
              key={audience}
              label={audienceLabels[audience]}
              rows={3}
              value={draft.hints[audience]}
              onChange={(event) => set({ hints: { ...draft.hints, [audience]: event.target.value } })}
              error={faultBelow(faults, `hints.${audience}`)}
            />
          ))}
        </div>
      </details>
      <Textarea
        label="Why"
        description="Stands beside the decision, with your name and the day."
        rows={2}
        value={draft.note}
        onChange={(event) => set({ note: event.target.value })}
        error={faults.note}
        maxLength={1_000}
        required
        withAsterisk={false}
      />
      {faults.form !== undefined && (
        <p role="alert" className={forms.fault}>
          {faults.form}
        </p>
      )}
      <div>
        <button type="submit" className={buttons.primary} disabled={busy}>
          {busy ? 'Saving…' : 'Decide'}
        </button>
      </div>
    </form>
  );
}

/** One fact: as the catalog has it, or one of the taxonomy's words. */
function Choice<Value extends string>({
  label,
  labels,
  value,
  kept,
  onChoose,
  fault,
  disabled = false,
}: {
  label: string;
  labels: Readonly<Record<Value, string>>;
  value: Value | '';
  /** What leaving it alone means. */
  kept: string;
  onChoose: (value: Value | '') => void;
  fault: string | undefined;
  disabled?: boolean;
}) {
  return (
    <NativeSelect
      label={label}
      value={value}
      disabled={disabled}
      error={fault}
      onChange={(event) => onChoose(event.target.value as Value | '')}
      data={[
        { value: '', label: kept },
        ...(Object.keys(labels) as Value[]).map((word) => ({ value: word, label: labels[word] })),
      ]}
    />
  );
}

/** A fault of one line is shown at the box that holds the lines. */
function faultBelow(faults: Record<string, string>, field: string): string | undefined {
  return Object.entries(faults).find(([name]) => name === field || name.startsWith(`${field}.`))?.[1];
}
