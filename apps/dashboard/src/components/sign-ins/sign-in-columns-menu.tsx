'use client';

import { Menu } from '@mantine/core';
import buttons from '@/components/button.module.css';
import { Link } from '@/components/link';
import menus from '@/components/menu.module.css';
import page from '@/components/page.module.css';
import { signInColumnsCookie } from '@/lib/preferences';
import styles from './sign-ins.module.css';

interface ColumnChoice {
  label: string;
  href: string;
  /** What a cookie keeps of this choice; empty for the usual columns. */
  kept: string;
  shown: boolean;
}

const oneYearS = 31_536_000;

/** Which columns the list has. It stays open, so that several can be chosen, and a cookie keeps what was chosen. */
export function SignInColumnsMenu({
  columns,
  usual,
}: {
  columns: ColumnChoice[];
  /** The way back; `null` while the usual columns are shown. */
  usual: Pick<ColumnChoice, 'href' | 'kept'> | null;
}) {
  return (
    <Menu
      position="bottom-end"
      closeOnItemClick={false}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <button type="button" className={buttons.plain}>
          Columns <span aria-hidden="true">▾</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={menus.menu}>
        {columns.map(({ label, href, kept, shown }) => (
          <Menu.Item
            key={label}
            component={Link}
            href={href}
            replace
            scroll={false}
            onClick={() => keep(kept)}
            aria-current={shown ? 'true' : undefined}
            leftSection={<span className={styles.tick}>{shown && <span aria-hidden="true">✓</span>}</span>}
          >
            {label}
            {shown && <span className={page.hidden}>, shown</span>}
          </Menu.Item>
        ))}
        {usual !== null && (
          <>
            <Menu.Divider />
            <Menu.Item
              component={Link}
              href={usual.href}
              replace
              scroll={false}
              onClick={() => keep(usual.kept)}
            >
              The usual columns
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function keep(columns: string) {
  const maxAgeS = columns === '' ? 0 : oneYearS;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${signInColumnsCookie}=${columns}; path=/; max-age=${maxAgeS}; samesite=lax`;
}
