import { Link } from '@/components/link';
import { findSavedView } from '@/lib/api';
import { ApiFault } from '@/lib/api-fault';
import { savedHref, showsTheSame, toSavedQuery } from '@/lib/saved-query';
import { settle } from '@/lib/settle';
import { hrefTo, type View } from '@/lib/view';
import { SaveAgain } from './save-again';
import { SaveView } from './save-view';
import styles from './views.module.css';

/** The name of the view that is open, whether it was changed since, and the ways to keep it. */
export async function SavedViewBar({
  view,
  path,
  extra,
}: {
  view: View;
  path: string;
  extra: Record<string, string | null>;
}) {
  const query = toSavedQuery(path, view, extra);
  if (query === null) return null;
  const found = view.saved === null ? null : await settle(findSavedView(view.saved));
  const saved = found === null || found instanceof ApiFault || found.path !== path ? null : found;
  const changed = saved !== null && !showsTheSame(saved.query, query);
  return (
    <span className={styles.bar}>
      {saved !== null && (
        <span className={styles.name}>
          <span className={styles.quiet}>View</span> <Link href={savedHref(saved)}>{saved.name}</Link>
          {changed && <span className={styles.quiet}>, changed</span>}
        </span>
      )}
      {saved !== null && changed && <SaveAgain id={saved.id} isYours={saved.isYours} query={query} />}
      {(saved === null || changed) && (
        <SaveView path={path} query={query} href={hrefTo(path, { ...view, saved: '__view__' }, extra)} />
      )}
    </span>
  );
}
