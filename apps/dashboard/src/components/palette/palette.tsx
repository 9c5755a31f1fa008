'use client';

import { Modal } from '@mantine/core';
import { usePathname, useRouter } from 'next/navigation';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { EntryMarks } from '@/components/code/marks';
import { handText } from '@/lib/explain-handover';
import styles from './palette.module.css';
import { type PaletteItem, paletteItems } from './palette-items';
import { useFindings } from './use-findings';
import { useSavedViews } from './use-saved-views';

/** One box for everything: pages to go to, a pasted code or message explained, the catalog searched. */
export function Palette({
  opened,
  suffix,
  onClose,
}: {
  opened: boolean;
  suffix: string;
  onClose: () => void;
}) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      lockScroll={false}
      size={640}
      transitionProps={{ duration: 0 }}
      yOffset="12vh"
      // Given to the content itself, a class would fall on the box around it too.
      classNames={{ content: styles.dialog ?? '' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Search or explain">
        <Search suffix={suffix} onClose={onClose} />
      </Modal.Content>
    </Modal.Root>
  );
}

/** The box and the list below it. It is made anew at each opening, so that nothing pasted stays behind. */
function Search({ suffix, onClose }: { suffix: string; onClose: () => void }) {
  const router = useRouter();
  const path = usePathname();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [isWaiting, setIsWaiting] = useState(false);
  const { findings, about, fault } = useFindings(text);
  const saved = useSavedViews();
  const isSettled = about === text.trim();
  const items = paletteItems(
    text,
    isSettled ? findings : { explained: null, entries: [], seen: null },
    suffix,
    path,
    saved,
  );
  const place = Math.max(
    items.findIndex(({ key }) => key === chosen),
    0,
  );
  const current = items[place];

  function go(item: PaletteItem) {
    onClose();
    if (item.handover !== undefined) handText(item.handover);
    router.push(item.href);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      // Pasted and entered in one go: the answer is on its way, and is what was meant.
      if (current === undefined || (!isSettled && current.group === 'More')) setIsWaiting(true);
      else go(current);
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || items.length === 0) return;
    event.preventDefault();
    setChosen(items[(place + step + items.length) % items.length]?.key ?? null);
  }
  useEffect(() => {
    if (!isWaiting || !isSettled || current === undefined) return;
    setIsWaiting(false);
    go(current);
  });
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current?.key]);

  return (
    <>
      <input
        className={styles.input}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}list`}
        aria-activedescendant={current === undefined ? undefined : `${id}${current.key}`}
        aria-label="Go to a page, explain a code or a message, or search the catalog"
        placeholder="Go to a page, paste an error, or search the catalog"
        value={text}
        maxLength={65_536}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(null);
          setIsWaiting(false);
        }}
        onKeyDown={onKeyDown}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        data-autofocus
      />
      <div ref={list} id={`${id}list`} role="listbox" aria-label="What there is" className={styles.list}>
        {grouped(items).map(([group, own]) => (
          // biome-ignore lint/a11y/useSemanticElements: a list box knows groups by their role
          <div key={group} role="group" aria-labelledby={`${id}${group}`}>
            <p id={`${id}${group}`} className={styles.group}>
              {group}
            </p>
            {own.map((item) => (
              <Option
                key={item.key}
                id={`${id}${item.key}`}
                item={item}
                isCurrent={item === current}
                onPoint={() => setChosen(item.key)}
                onGo={() => go(item)}
              />
            ))}
          </div>
        ))}
      </div>
      <p className={styles.foot} role="status">
        {footOf({
          fault,
          isSettled,
          isEmpty: text.trim() === '',
          answers: findings.explained?.explanations.length ?? 0,
        })}
      </p>
    </>
  );
}

function Option({
  id,
  item,
  isCurrent,
  onPoint,
  onGo,
}: {
  id: string;
  item: PaletteItem;
  isCurrent: boolean;
  onPoint: () => void;
  onGo: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the focus, and the keys
    // biome-ignore lint/a11y/useFocusableInteractive: it is the box's active descendant
    <div
      id={id}
      role="option"
      aria-selected={isCurrent}
      className={styles.option}
      onPointerMove={onPoint}
      onClick={onGo}
    >
      <span className={styles.label}>{item.label}</span>
      {item.code !== undefined && <code>{item.code}</code>}
      {item.entry !== undefined && <EntryMarks entry={item.entry} />}
      {item.aside !== undefined && <span className={styles.aside}>{item.aside}</span>}
    </div>
  );
}

function grouped(items: readonly PaletteItem[]): [group: string, items: PaletteItem[]][] {
  const groups = new Map<string, PaletteItem[]>();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups];
}

function footOf(state: {
  fault: string | null;
  isSettled: boolean;
  isEmpty: boolean;
  answers: number;
}): string {
  if (state.fault !== null) return state.fault;
  if (state.isEmpty) return '↑ ↓ to choose, Enter to open, Esc to close';
  if (!state.isSettled) return 'Looking it up…';
  if (state.answers === 0) return 'No answer that is certain.';
  return state.answers === 1 ? 'One answer.' : `${state.answers} answers, best first.`;
}
