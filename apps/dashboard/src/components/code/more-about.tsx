import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import styles from './code.module.css';

/** What else a code can be, and where the facts come from. */
export function MoreAbout({ entry }: { entry: CatalogEntry }) {
  return (
    <>
      {entry.notes.length > 0 && (
        <section className={styles.part} aria-label={`What else it can be: ${entry.title}`}>
          <h3>What else it can be</h3>
          <ul className={styles.notes}>
            {entry.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      {entry.references.length > 0 && (
        <section className={styles.part} aria-label={`Where this comes from: ${entry.title}`}>
          <h3>Where this comes from</h3>
          <ul className={styles.references}>
            {entry.references.map(({ title, url }) => (
              <li key={url}>
                <a href={url} target="_blank" rel="noreferrer noopener">
                  {title}
                  {'\u00a0'}↗
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
