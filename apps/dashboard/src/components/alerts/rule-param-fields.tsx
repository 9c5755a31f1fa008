import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import forms from '@/components/form.module.css';
import type { ParamsDraft } from './params-draft';
import { allowFields, ruleFields } from './rule-fields';

/** The parameters of a kind, each in its own words; they begin with values that suit most companies. */
export function RuleParamFields({
  params,
  set,
  faults,
}: {
  params: ParamsDraft;
  set: (name: string, value: string | boolean) => void;
  faults: Record<string, string>;
}) {
  const isSwitch = (name: string) => Number(ruleFields[name]?.kind === 'switch');
  // What is a sentence stands below what are values.
  const names = Object.keys(params).toSorted((one, other) => isSwitch(one) - isSwitch(other));
  return (
    <>
      <div className={forms.params}>
        {names
          .filter((name) => !name.startsWith('allow.'))
          .map((name) => (
            <Param
              key={name}
              name={name}
              value={params[name] ?? ''}
              set={(value) => set(name, value)}
              error={faults[`params.${name}`]}
            />
          ))}
      </div>
      {(['addresses', 'accounts'] as const)
        .filter((list) => params[`allow.${list}`] !== undefined)
        .map((list) => (
          <Textarea
            key={list}
            label={allowFields[list].label}
            description={allowFields[list].hint}
            value={String(params[`allow.${list}`] ?? '')}
            onChange={(event) => set(`allow.${list}`, event.target.value)}
            error={Object.entries(faults).find(([field]) => field.startsWith(`params.allow.${list}`))?.[1]}
            rows={2}
          />
        ))}
    </>
  );
}

function Param({
  name,
  value,
  set,
  error,
}: {
  name: string;
  value: string | boolean;
  set: (value: string | boolean) => void;
  error: string | undefined;
}) {
  const field = ruleFields[name] ?? { label: name, kind: 'number' as const };
  if (field.kind === 'switch') {
    return (
      <label>
        <input type="checkbox" checked={value === true} onChange={(event) => set(event.target.checked)} />{' '}
        {field.label}
      </label>
    );
  }
  if (field.kind === 'choice') {
    return (
      <NativeSelect
        label={field.label}
        value={String(value)}
        onChange={(event) => set(event.target.value)}
        data={[...(field.choices ?? [])]}
        error={error}
      />
    );
  }
  return (
    <TextInput
      label={field.label}
      description={field.hint}
      inputMode="decimal"
      value={String(value)}
      onChange={(event) => set(event.target.value)}
      error={error}
    />
  );
}
