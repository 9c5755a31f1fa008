'use client';

import { Popover } from '@mantine/core';
import { shownName } from '@turnaway/contracts/personal';
import type { Breakdown } from '@turnaway/contracts/readings';
import { outcomeLabels } from '@turnaway/contracts/words';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Link } from '@/components/link';
import { send } from '@/lib/browser-api';
import { interactiveLabels } from '@/lib/filter-words';
import buttons from '../button.module.css';
import styles from './filters.module.css';
import { openFrom } from './open-from';

export interface FilterChoice {
  name: string;
  label: string;
  /** Address with this filter set to the placeholder. */
  href: string;
  /** What to ask the breakdown for, to offer the values that occur. */
  query: string;
}
interface Value {
  key: string;
  label: string;
  count: number | null;
}

/** Two steps: which filter, then which value, of those that occur in this view or typed in. */
export function FilterPopover({ choices, placeholder }: { choices: FilterChoice[]; placeholder: string }) {
  const router = useRouter();
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => openFrom(button.current, setOpened), []);
  const [choice, setChoice] = useState<FilterChoice | null>(null);
  const [values, setValues] = useState<Value[] | string>([]);
  const [typed, setTyped] = useState('');

  function show(open: boolean) {
    setOpened(open);
    setChoice(null);
    setTyped('');
  }
  async function choose(next: FilterChoice) {
    setChoice(next);
    setValues('Loading values…');
    setValues(await valuesOf(next));
  }
  const hrefOf = (value: string) => (choice?.href ?? '').replace(placeholder, encodeURIComponent(value));
  function submit(event: FormEvent) {
    event.preventDefault();
    if (typed.trim() === '') return;
    show(false);
    router.push(hrefOf(typed.trim()));
  }
  const fitting = typeof values === 'string' ? [] : values.filter((value) => matches(value, typed));
  return (
    <Popover
      opened={opened}
      onChange={show}
      position="bottom-start"
      trapFocus
      withinPortal={false}
      width={280}
    >
      <Popover.Target>
        <button ref={button} type="button" className={buttons.button} onClick={() => show(!opened)}>
          + filter
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.popover} aria-label="Add a filter">
        {choice === null ? (
          <ul className={styles.options}>
            {choices.map((item) => (
              <li key={item.name}>
                <button type="button" onClick={() => choose(item)}>
                  {item.label}
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <>
            <form onSubmit={submit} className={styles.type}>
              <button type="button" onClick={() => setChoice(null)} aria-label="Back to the list of filters">
                ‹
              </button>
              <input
                // biome-ignore lint/a11y/noAutofocus: the reader has just asked for this box
                autoFocus
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                placeholder={`${choice.label} is…`}
                aria-label={`${choice.label} is`}
              />
            </form>
            {typeof values === 'string' && <p className={styles.hint}>{values}</p>}
            <ul className={styles.options}>
              {fitting.map((value) => (
                <li key={value.key}>
                  <Link href={hrefOf(value.key)} onClick={() => show(false)}>
                    <span>{value.label}</span>
                    {value.count !== null && (
                      <span className={styles.count}>{value.count.toLocaleString('en-US')}</span>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
            {typeof values !== 'string' && fitting.length === 0 && (
              <p className={styles.hint}>
                {typed === ''
                  ? 'Nothing occurs in this view. Type a value.'
                  : 'Press Enter to use what you typed.'}
              </p>
            )}
          </>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** What there are few of is offered whole. */
const wholeChoices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  outcome: outcomeLabels,
  interactive: interactiveLabels,
};

async function valuesOf({ name, query }: FilterChoice): Promise<Value[] | string> {
  const words = wholeChoices[name];
  if (words !== undefined) {
    return Object.entries(words).map(([key, label]) => ({ key, label, count: null }));
  }
  const sent = await send<Breakdown>('GET', `/api/breakdown?${query}&by=${name}&limit=50`);
  if (!sent.ok) return `${sent.message} You can still type a value.`;
  return sent.answer.items.map(({ key, label, failures }) => ({
    key,
    label: shownName(label),
    count: failures,
  }));
}

function matches(value: Value, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return value.label.toLowerCase().includes(wanted) || value.key.toLowerCase().includes(wanted);
}
