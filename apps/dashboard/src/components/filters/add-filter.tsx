'use client';

import buttons from '@/components/button.module.css';
import { useFetched } from '@/components/use-fetched';
import type { FilterChoice } from './filter-popover';

/** The button to add a filter; the menu behind it is fetched when it is asked for. */
export function AddFilter(props: { choices: FilterChoice[]; placeholder: string }) {
  const [FilterPopover, ask] = useFetched(() =>
    import('./filter-popover').then((module) => module.FilterPopover),
  );
  if (FilterPopover !== null) return <FilterPopover {...props} />;
  return (
    <button
      type="button"
      className={buttons.button}
      onClick={ask}
      aria-haspopup="dialog"
      aria-expanded={false}
    >
      + filter
    </button>
  );
}
