'use client';

import { Menu } from '@mantine/core';
import { Link } from '@/components/link';
import buttons from './button.module.css';
import menus from './menu.module.css';

export interface LinkChoice {
  label: string;
  href: string;
  current: boolean;
}

/** A menu of links behind a button that says which of them is in force. */
export function LinkMenu({
  label,
  choices,
  position = 'bottom-end',
}: {
  label: string;
  choices: LinkChoice[];
  position?: 'bottom-start' | 'bottom-end';
}) {
  return (
    <Menu position={position} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={buttons.button}>
          {label} <span aria-hidden="true">▾</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={menus.menu}>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.href}
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
