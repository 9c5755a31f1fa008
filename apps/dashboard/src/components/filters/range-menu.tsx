'use client';

import { Menu } from '@mantine/core';
import { Link } from '@/components/link';
import pageStyles from '../page.module.css';

export interface RangeChoice {
  label: string;
  href: string;
  current: boolean;
}

/** The time range, as a menu of links. */
export function RangeMenu({ label, choices }: { label: string; choices: RangeChoice[] }) {
  return (
    <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={pageStyles.button}>
          {label} <span aria-hidden="true">▾</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.label}
            component={Link}
            href={choice.href}
            aria-current={choice.current ? 'true' : undefined}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
