import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { Section } from '@/components/page';
import page from '@/components/page.module.css';
import styles from '../errors/errors.module.css';

/** What else a code can be, and where the facts come from. */
export function MoreAbout({ entry }: { entry: CatalogEntry }) {
  if (entry.notes.length === 0 && entry.references.length === 0) return null;
  return (
    <div className={page.two}>
      {entry.notes.length > 0 && (
        <Section title="What else it can be">
          <ul className={styles.notes}>
            {entry.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Section>
      )}
      {entry.references.length > 0 && (
        <Section title="Where this comes from">
          <ul className={styles.links}>
            {entry.references.map(({ title, url }) => (
              <li key={url}>
                <a href={url} target="_blank" rel="noreferrer noopener">
                  {title} ↗
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
