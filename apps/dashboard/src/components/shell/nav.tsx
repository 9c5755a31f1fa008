'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { PaletteOpener } from '@/components/palette/palette-opener';
import { isHere, placeGroups } from './places';
import styles from './shell.module.css';

/** The ways to go: a column on wide screens, a bar with a menu on phones. */
export function Nav({
  firingAlerts,
  carried,
  foot,
}: {
  firingAlerts: number;
  carried: string[];
  foot: ReactNode;
}) {
  const path = usePathname();
  const parameters = useSearchParams();
  const [open, setOpen] = useState(false);
  // The menu closes whenever another page opens
  useEffect(() => setOpen(false), [path]);

  const kept = new URLSearchParams();
  for (const [name, value] of parameters) if (carried.includes(name)) kept.append(name, value);
  const suffix = kept.size === 0 ? '' : `?${kept}`;
  return (
    <nav aria-label="Main" className={styles.nav} data-open={open || undefined}>
      <div className={styles.bar}>
        <Link href="/" className={styles.brand}>
          Turnaway
        </Link>
        <PaletteOpener suffix={suffix} />
        <button
          type="button"
          className={styles.menuButton}
          aria-expanded={open}
          aria-controls="places"
          onClick={() => setOpen(!open)}
        >
          {open ? 'Close' : 'Menu'}
        </button>
      </div>
      <div id="places" className={styles.places}>
        {placeGroups.map((group) => (
          <ul key={group[0]?.href}>
            {group.map(({ href, label, carries }) => (
              <li key={href}>
                <Link
                  href={carries ? href + suffix : href}
                  aria-current={isHere(path, href) ? 'page' : undefined}
                >
                  {label}
                  {href === '/alerts' && firingAlerts > 0 && (
                    <span className={styles.firing}>
                      {firingAlerts}
                      <span className={page.hidden}> firing</span>
                    </span>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        ))}
        {foot}
      </div>
    </nav>
  );
}
