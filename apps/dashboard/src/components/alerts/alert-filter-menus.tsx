import { alertKindLabels } from '@turnaway/contracts/alert-kind-labels';
import { alertKinds } from '@turnaway/contracts/alert-kinds';
import type { AlertRule } from '@turnaway/contracts/alerts';
import { Link } from '@/components/link';
import { LinkMenu } from '@/components/link-menu';
import page from '@/components/page.module.css';
import { type AlertView, alertsHref } from './alert-filters';
import styles from './alerts.module.css';

const states = { firing: 'firing', resolved: 'resolved' } as const;

/** Narrows the alerts by state, rule and kind. */
export function AlertFilterMenus({ view, rules }: { view: AlertView; rules: readonly AlertRule[] }) {
  const filters = [
    { name: 'state', label: 'State', words: states },
    { name: 'rule', label: 'Rule', words: Object.fromEntries(rules.map(({ id, name }) => [id, name])) },
    {
      name: 'kind',
      label: 'Kind',
      words: Object.fromEntries(alertKinds.map((kind) => [kind, alertKindLabels[kind].label])),
    },
  ] as const;
  const isNarrowed = filters.some(({ name }) => view[name] !== undefined);
  return (
    <div className={styles.filters}>
      {filters.map(({ name, label, words }) => {
        const chosen = view[name];
        const labels: Readonly<Record<string, string>> = words;
        const hrefOf = (word: string | undefined) =>
          alertsHref(view, { [name]: word, open: undefined, in: undefined });
        return (
          <LinkMenu
            key={name}
            position="bottom-start"
            label={`${label}: ${chosen === undefined ? 'any' : (labels[chosen] ?? 'gone')}`}
            choices={[
              { label: 'any', href: hrefOf(undefined), current: chosen === undefined },
              ...Object.entries(labels).map(([word, text]) => ({
                label: text,
                href: hrefOf(word),
                current: chosen === word,
              })),
            ]}
          />
        );
      })}
      {isNarrowed && (
        <Link className={page.more} href="/alerts">
          Show all
        </Link>
      )}
    </div>
  );
}
