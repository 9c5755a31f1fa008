'use client';

import buttons from '@/components/button.module.css';
import { useFetched } from '@/components/use-fetched';
import type { TimeMenuProps } from './time-popover';

/** The button that says what time a page shows; the menu to choose another is fetched when it is asked for. */
export function TimeMenu(props: TimeMenuProps) {
  const [TimePopover, ask] = useFetched(() => import('./time-popover').then((module) => module.TimePopover));
  if (TimePopover !== null) return <TimePopover {...props} />;
  return (
    <button
      type="button"
      className={buttons.button}
      onClick={ask}
      aria-haspopup="dialog"
      aria-expanded={false}
    >
      {props.label} <span aria-hidden="true">▾</span>
    </button>
  );
}
