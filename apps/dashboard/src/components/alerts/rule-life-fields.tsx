import { NativeSelect, TextInput } from '@mantine/core';
import forms from '@/components/form.module.css';
import type { RuleDraft } from './rule-draft';

const groups: readonly { value: RuleDraft['grouping']['by']; label: string }[] = [
  { value: 'rule', label: 'all of this rule' },
  { value: 'cause', label: 'all of one cause' },
  { value: 'app', label: 'all of one app' },
  { value: 'none', label: 'each by itself' },
];

/** How long a finding must hold, which alerts make one message, and when they are told again. */
export function RuleLifeFields({
  draft,
  set,
  faults,
}: {
  draft: RuleDraft;
  set: (part: Partial<RuleDraft>) => void;
  faults: Record<string, string>;
}) {
  const { grouping } = draft;
  const setGrouping = (part: Partial<RuleDraft['grouping']>) => set({ grouping: { ...grouping, ...part } });
  return (
    <details>
      <summary>How it is told</summary>
      <div className={forms.row}>
        <TextInput
          label="Hold for (minutes)"
          description="Found for this long before it fires."
          inputMode="numeric"
          value={draft.forMinutes}
          onChange={(event) => set({ forMinutes: event.target.value })}
          error={faults.forMinutes}
        />
        <TextInput
          label="Well for (minutes)"
          description="Gone for this long before it is over."
          inputMode="numeric"
          value={draft.keepFiringMinutes}
          onChange={(event) => set({ keepFiringMinutes: event.target.value })}
          error={faults.keepFiringMinutes}
        />
        <NativeSelect
          label="One message for"
          description="Alerts that are told together."
          value={grouping.by}
          onChange={(event) => {
            const next = groups.find(({ value }) => value === event.target.value);
            if (next !== undefined) setGrouping({ by: next.value });
          }}
          data={[...groups]}
        />
      </div>
      <div className={forms.row}>
        <TextInput
          label="Wait (seconds)"
          description="For others of its group to join the first message."
          inputMode="numeric"
          value={grouping.waitSeconds}
          onChange={(event) => setGrouping({ waitSeconds: event.target.value })}
          error={faults['grouping.waitSeconds']}
        />
        <TextInput
          label="Then at most every (seconds)"
          description="What is new in the group. What gets worse is told at once."
          inputMode="numeric"
          value={grouping.intervalSeconds}
          onChange={(event) => setGrouping({ intervalSeconds: event.target.value })}
          error={faults['grouping.intervalSeconds']}
        />
        <TextInput
          label="Again every (minutes)"
          description="While it fires and nobody has it in hand; 0 is never."
          inputMode="numeric"
          value={grouping.repeatMinutes}
          onChange={(event) => setGrouping({ repeatMinutes: event.target.value })}
          error={faults['grouping.repeatMinutes']}
        />
      </div>
    </details>
  );
}
