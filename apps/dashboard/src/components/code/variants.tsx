import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import { formatErrorCode } from '@turnaway/contracts/error-code';
import { Link } from '@/components/link';
import { catalogHref } from '@/lib/catalog-links';
import styles from './code.module.css';
import { EntryMarks } from './marks';

/** The several causes that stand behind one code, each with what tells it. */
export function Variants({ variants, shown }: { variants: readonly CatalogEntry[]; shown: CatalogEntry }) {
  if (variants.length === 0) return null;
  return (
    <section className={styles.part} aria-label={`Causes behind ${shown.system}/${shown.code}`}>
      <h3>One code, several causes</h3>
      <ul className={styles.variants}>
        {shown.variant !== null && (
          <li>
            <Link href={catalogHref({ ...shown, variant: null })}>The code itself</Link>
            <span>where none of these is told</span>
          </li>
        )}
        {variants.map((variant) => (
          <li key={formatErrorCode(variant)}>
            {variant.variant === shown.variant ? (
              <b>{variant.title} (shown here)</b>
            ) : (
              <Link href={catalogHref(variant)}>{variant.title}</Link>
            )}
            <code>#{variant.variant}</code>
            <EntryMarks entry={variant} />
            {variant.when !== null && <span>{variant.when}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
