import type { BreakdownDimension } from '@turnaway/contracts/readings';
import { hrefTo, type View } from './view';

/** A person, an app or an address: what has a page of its own about its sign-ins. */
export type SubjectKind = 'user' | 'app' | 'ip';

export const subjects: Readonly<
  Record<SubjectKind, { path: string; listPath: string; many: string; lists: readonly BreakdownDimension[] }>
> = {
  user: {
    path: '/people',
    listPath: '/breakdown/user',
    many: 'People',
    lists: ['app', 'ip', 'country', 'client'],
  },
  app: {
    path: '/apps',
    listPath: '/breakdown/app',
    many: 'Apps',
    lists: ['user', 'ip', 'country', 'client'],
  },
  ip: {
    path: '/addresses',
    listPath: '/breakdown/ip',
    many: 'Addresses',
    lists: ['user', 'app', 'country', 'client'],
  },
};

/** Whether values of a dimension have pages of their own. */
export function isSubject(by: BreakdownDimension): by is SubjectKind {
  return Object.hasOwn(subjects, by);
}

/** The page of a person, an app or an address, in the same view; the filter that it stands for goes. */
export function subjectHref(view: View, kind: SubjectKind, key: string): string {
  const { [kind]: _itself, ...filter } = view.filter;
  return hrefTo(`${subjects[kind].path}/${encodeURIComponent(key)}`, { ...view, filter });
}
