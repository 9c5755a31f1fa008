import { Link } from '@/components/link';
import { getFeeds, getSession } from '@/lib/api';
import { filterLabels, filterValueLabel } from '@/lib/filter-words';
import { mayList } from '@/lib/may-list';
import { apiQuery, type FilterName, hrefTo, only, type View, without } from '@/lib/view';
import { AddFilter } from './add-filter';
import type { FilterChoice } from './filter-popover';
import styles from './filters.module.css';

const names = Object.keys(filterLabels) as FilterName[];
/** Stands for the value that is not chosen yet in the addresses given to the browser. */
const placeholder = '__value__';

/** The filters in force, as a sentence of chips that can be taken away, and the menu to add one. */
export async function FilterBar({
  view,
  path,
  extra = {},
  subject = 'Only where',
}: {
  view: View;
  path: string;
  extra?: Record<string, string | null>;
  subject?: string;
}) {
  const chosen = names.filter((name) => view.filter[name] !== undefined);
  const feeds = chosen.includes('feed') ? (await getFeeds()).items : [];
  const label = (name: FilterName, value: string) =>
    name === 'feed' ? (feeds.find(({ id }) => id === value)?.name ?? value) : filterValueLabel(name, value);
  const { people } = await getSession();
  const choices: FilterChoice[] = names
    .filter((name) => mayList(name, people))
    .map((name) => ({
      name,
      label: filterLabels[name],
      href: hrefTo(path, only(view, name, placeholder), extra),
      query: apiQuery({ ...view, filter: { ...view.filter, [name]: undefined } }).toString(),
    }));
  return (
    <div className={styles.bar}>
      {chosen.length > 0 && <span className={styles.subject}>{subject}</span>}
      {chosen.map((name, place) => (
        <span key={name} className={styles.clause}>
          {place > 0 && <span className={styles.subject}>and</span>}
          <span className={styles.chip}>
            <i>{filterLabels[name]} is</i>
            {(view.filter[name] ?? []).map((value, index) => (
              <span key={value} className={styles.value}>
                {index > 0 && <i>or </i>}
                {label(name, value)}
                <Link
                  href={hrefTo(path, without(view, name, value), extra)}
                  aria-label={`Remove the filter ${filterLabels[name]} is ${label(name, value)}`}
                  className={styles.remove}
                >
                  ×
                </Link>
              </span>
            ))}
          </span>
        </span>
      ))}
      <AddFilter choices={choices} placeholder={placeholder} />
      {view.ignored.length > 0 && (
        <span role="status" className={styles.ignored}>
          Not understood and left out: {view.ignored.join(', ')}.
        </span>
      )}
    </div>
  );
}
