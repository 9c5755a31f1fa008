import { NativeSelect, TextInput } from '@mantine/core';
import forms from '@/components/form.module.css';
import { formatWindow, measureLabels } from '@/lib/alert-words';
import type { RuleDraft } from './rule-draft';
import { ruleFields } from './rule-fields';

const windowsMinutes = [5, 15, 30, 60, 240, 720, 1_440];

/** What a rule of fixed thresholds counts, and at what it warns, fires and resolves. */
export function ThresholdFields({
  draft,
  set,
  faults,
}: {
  draft: RuleDraft;
  set: (part: Partial<RuleDraft>) => void;
  faults: Record<string, string>;
}) {
  const unit = draft.measure === 'failure-rate' ? ' (%)' : '';
  return (
    <>
      <div className={forms.row}>
        <NativeSelect
          label="Count"
          value={draft.measure}
          onChange={(event) => set({ measure: event.target.value as RuleDraft['measure'] })}
          data={Object.entries(measureLabels).map(([value, label]) => ({ value, label }))}
        />
        <NativeSelect
          label="Within the last"
          value={draft.windowMinutes}
          onChange={(event) => set({ windowMinutes: Number(event.target.value) })}
          data={[...new Set([...windowsMinutes, draft.windowMinutes])]
            .sort((a, b) => a - b)
            .map((minutes) => ({ value: String(minutes), label: formatWindow(minutes) }))}
        />
        <NativeSelect
          label="For"
          value={draft.groupBy}
          onChange={(event) => set({ groupBy: event.target.value })}
          data={[...(ruleFields.groupBy?.choices ?? [])]}
        />
      </div>
      <div className={forms.params}>
        <TextInput
          label={`Warn at or above${unit}`}
          inputMode="decimal"
          value={draft.warn}
          onChange={(event) => set({ warn: event.target.value })}
          error={faults['params.warnThreshold']}
          placeholder="no warning"
        />
        <TextInput
          label={`Fire at or above${unit}`}
          inputMode="decimal"
          value={draft.threshold}
          onChange={(event) => set({ threshold: event.target.value })}
          error={faults['params.threshold']}
          required
          withAsterisk={false}
        />
        <TextInput
          label={`Resolve at or below${unit}`}
          inputMode="decimal"
          value={draft.recovery}
          onChange={(event) => set({ recovery: event.target.value })}
          error={faults['params.recoveryThreshold']}
          placeholder="half of it"
        />
        <TextInput
          label="Attempts, at least"
          inputMode="numeric"
          value={draft.minimumAttempts}
          onChange={(event) => set({ minimumAttempts: event.target.value })}
          error={faults['params.minimumAttempts']}
          placeholder="any number"
        />
      </div>
    </>
  );
}
