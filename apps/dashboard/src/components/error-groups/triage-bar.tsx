'use client';

import type { ErrorGroupChange } from '@turnaway/contracts/error-groups';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { formatCount } from '@/lib/format';
import { type Changed, changeBack, changeGroups } from './change-groups';
import styles from './error-groups.module.css';
import { clearSelection, select, type Triaged, useSelection } from './selection';
import { useTriageKeys } from './use-triage-keys';

/** Fetched when they are asked for. */
const IgnoreDialog = dynamic(() => import('./ignore-dialog').then((module) => module.IgnoreDialog), {
  ssr: false,
});
const AssignDialog = dynamic(() => import('./assign-dialog').then((module) => module.AssignDialog), {
  ssr: false,
});

/** What was done last, in words, and the groups as they were before. */
interface Done {
  text: string;
  before: Triaged[];
}

/**
 * What can be done with the selected groups of a list, by mouse and by key. It keeps its place while nothing is
 * selected, so that nothing jumps, and says what was done, with a way back. A narrow window has no room for that: there it
 * comes up at the lower end, where a thumb is, once something is selected.
 */
export function TriageBar({ list, groups }: { list: string; groups: Triaged[] }) {
  const router = useRouter();
  const selected = useSelection(list);
  const [dialog, setDialog] = useState<{ kind: 'ignore' | 'assign'; groups: Triaged[] } | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const returnTo = useRef<number | null>(null);

  // A row that was dealt with may leave the list: the focus goes to the row that took its place.
  useEffect(() => {
    if (returnTo.current === null || document.activeElement !== document.body) return;
    const rows = document.querySelectorAll<HTMLElement>('tr[data-group]');
    rows[Math.min(returnTo.current, rows.length - 1)]?.querySelector('a')?.focus();
    returnTo.current = null;
  }, [groups]);

  const finish = useCallback(
    (result: Changed, text: (count: number) => string, canUndo: boolean) => {
      setBusy(false);
      if (!result.ok) {
        setFault(result.message);
        return;
      }
      const count = result.changed.length;
      setDone({
        text:
          count === 0
            ? 'Nothing was left to change.'
            : `${formatCount(count, 'error group')} ${text(count)}.`,
        before: canUndo ? result.changed : [],
      });
      clearSelection();
      router.refresh();
    },
    [router],
  );

  async function run(some: Triaged[], change: ErrorGroupChange, words: string) {
    if (some.length === 0 || busy) return;
    const rows = [...document.querySelectorAll<HTMLElement>('tr[data-group]')];
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const first = rows.findIndex((row) => row.dataset.group === some[0]?.id);
    returnTo.current = here === -1 ? Math.max(first, 0) : here;
    setDialog(null);
    setFault(null);
    setBusy(true);
    finish(await changeGroups(some, change), () => words, true);
  }
  async function undo() {
    if (done === null || done.before.length === 0 || busy) return;
    setBusy(true);
    finish(
      await changeBack(done.before),
      (count) => (count === 1 ? 'is as it was' : 'are as they were'),
      false,
    );
  }

  // Where there is but one group, it need not be selected.
  const chosen = selected.size === 0 && groups.length === 1 ? groups : [...selected.values()];
  useTriageKeys(groups, {
    toggle: (group) => select(list, [group], !selected.has(group.id)),
    resolve: (here) => void run(pick(chosen, here), { state: 'resolved' }, 'resolved'),
    ignore: (here) => ask('ignore', pick(chosen, here)),
    assign: (here) => ask('assign', pick(chosen, here)),
    undo: () => void undo(),
    reopen: (here) => void run(pick(chosen, here), { state: 'ongoing' }, 'reopened'),
  });
  function ask(kind: 'ignore' | 'assign', some: Triaged[]) {
    if (some.length > 0) setDialog({ kind, groups: some });
  }

  const isIdle = chosen.length === 0 || busy;
  const what = dialog === null ? '' : formatCount(dialog.groups.length, 'error group');
  return (
    <section
      className={styles.bar}
      data-at-rest={(isIdle && !busy && done === null && fault === null) || undefined}
      data-floats={groups.length > 1 || undefined}
      aria-label="Act on the selected"
    >
      <p role="status" className={styles.said}>
        {busy
          ? 'Working…'
          : selected.size > 0
            ? `${formatCount(selected.size, 'error group')} selected.`
            : (done?.text ??
              (groups.length === 1 ? 'Press ? for the keys.' : 'Select rows, or press ? for the keys.'))}
        {!busy && selected.size === 0 && done !== null && done.before.length > 0 && (
          <>
            {' '}
            <button type="button" className={buttons.plain} onClick={undo}>
              Undo
            </button>
          </>
        )}
        {selected.size > 0 && (
          <>
            {' '}
            <button type="button" className={buttons.plain} onClick={clearSelection}>
              Select none
            </button>
          </>
        )}
      </p>
      <span className={styles.deeds}>
        <button
          type="button"
          className={buttons.button}
          disabled={isIdle}
          onClick={() => run(chosen, { state: 'resolved' }, 'resolved')}
        >
          Resolve
        </button>
        <button
          type="button"
          className={buttons.button}
          disabled={isIdle}
          onClick={() => ask('ignore', chosen)}
        >
          Ignore…
        </button>
        <button
          type="button"
          className={buttons.button}
          disabled={isIdle}
          onClick={() => ask('assign', chosen)}
        >
          Assign…
        </button>
        <button
          type="button"
          className={buttons.button}
          disabled={isIdle}
          onClick={() => run(chosen, { state: 'ongoing' }, 'reopened')}
        >
          Reopen
        </button>
      </span>
      {fault !== null && (
        <p role="alert" className={forms.fault}>
          {fault}
        </p>
      )}
      {dialog?.kind === 'ignore' && (
        <IgnoreDialog
          what={what}
          onClose={() => setDialog(null)}
          onChoose={(ignore) => run(dialog.groups, { state: 'ignored', ignore }, 'ignored')}
        />
      )}
      {dialog?.kind === 'assign' && (
        <AssignDialog
          what={what}
          onClose={() => setDialog(null)}
          onChoose={(assignee) =>
            run(
              dialog.groups,
              { assignee: assignee?.id ?? null },
              assignee === null ? 'given to nobody' : `given to ${assignee.name}`,
            )
          }
        />
      )}
    </section>
  );
}

/** What a key is about: the selected groups or, without any, the one of the row that has the focus. */
function pick(chosen: Triaged[], here: Triaged | null): Triaged[] {
  return chosen.length > 0 ? chosen : here === null ? [] : [here];
}
