import { subjects } from '../../lib/subjects';

/** A page to go to. */
export interface Place {
  href: string;
  label: string;
  /** Goes on showing the same filters and time. */
  carries?: boolean;
}

/** All pages, in groups, as the navigation and the palette offer them. */
export const placeGroups: readonly (readonly Place[])[] = [
  [
    { href: '/', label: 'Overview', carries: true },
    { href: '/errors', label: 'Errors', carries: true },
    { href: '/sign-ins', label: 'Sign-ins', carries: true },
    { href: '/breakdown/app', label: 'Apps', carries: true },
    { href: '/breakdown/user', label: 'People', carries: true },
    { href: '/breakdown/ip', label: 'Addresses', carries: true },
    { href: '/views', label: 'Views' },
  ],
  [
    { href: '/explain', label: 'Explain' },
    { href: '/catalog', label: 'Catalog' },
    { href: '/unknown-codes', label: 'Unknown codes', carries: true },
  ],
  [
    { href: '/alerts', label: 'Alerts' },
    { href: '/batches', label: 'Batches' },
    { href: '/feeds', label: 'Feeds' },
    { href: '/settings', label: 'Settings' },
  ],
];

/** Whether a path is a place's page, or one below it. */
export function isHere(path: string, href: string): boolean {
  const own = Object.values(subjects).find((subject) => path.startsWith(`${subject.path}/`));
  if (own !== undefined) return href === own.listPath;
  // What became of prompts is a tab of the sign-ins.
  const at = path === '/attempts' ? '/sign-ins' : path;
  return href === '/' ? at === '/' : at === href || at.startsWith(`${href}/`);
}
