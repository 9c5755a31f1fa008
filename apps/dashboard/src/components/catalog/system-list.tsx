import type { CatalogSystem } from '@turnaway/contracts/catalog-query';
import { Link } from '@/components/link';
import { LinkMenu } from '@/components/link-menu';
import { formatNumber } from '@/lib/format';
import styles from './catalog.module.css';
import { type CatalogView, catalogListHref } from './catalog-filters';

/** The systems at the side, each with how many entries fit; a menu where there is no room for a side. */
export function SystemList({ systems, view }: { systems: CatalogSystem[]; view: CatalogView }) {
  const total = systems.reduce((sum, { entries }) => sum + entries, 0);
  const choices = [
    { system: undefined, name: 'All systems', entries: total },
    ...systems.map(({ system, ...rest }) => ({ system: system as string | undefined, ...rest })),
  ].map(({ system, name, entries }) => ({
    name,
    entries,
    href: catalogListHref(view, { system }),
    current: system === view.system,
  }));
  const current = choices.find((choice) => choice.current);
  return (
    <>
      <div className={styles.systemMenu}>
        <LinkMenu
          position="bottom-start"
          label={`System: ${current?.name ?? view.system}`}
          choices={choices.map(({ name, entries, ...choice }) => ({
            ...choice,
            label: `${name} (${formatNumber(entries)})`,
          }))}
        />
      </div>
      <nav aria-label="Systems" className={styles.systems}>
        <ul>
          {choices.map(({ name, entries, href, current: isCurrent }) => (
            <li key={href}>
              <Link href={href} aria-current={isCurrent ? 'true' : undefined}>
                <span>{name}</span>
                <span className={styles.count}>{formatNumber(entries)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
