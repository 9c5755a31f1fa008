/** The values that pages are about: those with most failures, which are the slowest. */
export interface Subjects {
  /** `system/code`. */
  code: string;
  app: string;
  person: string;
  address: string;
  country: string;
  client: string;
}

/** What the dashboard's pages ask of the API over a range (`from=…&to=…`), with the name of the page. */
export function listCalls(range: string, subjects: Subjects): { page: string; path: string }[] {
  const code = `code=${encodeURIComponent(subjects.code)}`;
  const app = `app=${encodeURIComponent(subjects.app)}`;
  const person = `user=${encodeURIComponent(subjects.person)}`;
  const address = `ip=${encodeURIComponent(subjects.address)}`;
  const errorPath = `/api/errors/${subjects.code.split('/').map(encodeURIComponent).join('/')}`;
  const byAll = (filter: string, dimensions: string[], limit: number) =>
    dimensions.map((by) => `/api/breakdown?${range}&by=${by}&limit=${limit}${filter}`);
  const subjectPage = (filter: string, lists: string[]) => [
    `/api/summary?${range}&${filter}`,
    `/api/trends?${range}&by=cause&${filter}`,
    `/api/errors?${range}&limit=50&${filter}`,
    `/api/sign-ins?${range}&limit=8&${filter}`,
    ...byAll(`&${filter}`, lists, 5),
  ];
  const groups = [
    '',
    '&sort=people',
    '&sort=change',
    '&sort=newest',
    `&${app}`,
    `&${code}`,
    '&cause=user-credential',
  ];
  const pages: Record<string, string[]> = {
    overview: [
      `/api/summary?${range}`,
      `/api/summary?${range}&cause=user-credential`,
      ...['cause', 'source', 'outcome', 'app'].map((by) => `/api/trends?${range}&by=${by}`),
      `/api/errors?${range}&limit=50`,
      `/api/breakdown?${range}&by=app&limit=8`,
      `/api/cause-source-grid?${range}`,
      `/api/attempts?${range}&limit=1`,
    ],
    'error groups': groups.map((own) => `/api/error-groups?${range}&limit=50${own}`),
    'by code': ['events', 'people', 'change', 'newest'].map(
      (sort) => `/api/errors?${range}&limit=50&sort=${sort}`,
    ),
    'by cause, app, person, …': byAll(
      '',
      ['cause', 'source', 'app', 'user', 'ip', 'country', 'client', 'feed'],
      50,
    ),
    error: [
      `${errorPath}?${range}`,
      `${errorPath}/related?${range}`,
      `/api/trends?${range}&by=cause&${code}`,
      `/api/sign-ins?${range}&limit=8&${code}`,
      `/api/attempts?${range}&limit=1&${code}`,
      ...byAll(`&${code}`, ['app', 'user', 'ip', 'country', 'client', 'feed'], 5),
      ...byAll('', ['app', 'country', 'client', 'feed'], 200),
    ],
    app: subjectPage(app, ['user', 'ip', 'country', 'client']),
    person: subjectPage(person, ['app', 'ip', 'country', 'client']),
    address: subjectPage(address, ['user', 'app', 'client']),
    // The Overview and the list of errors, filtered by what hardly tells apart.
    ...Object.fromEntries(
      (['country', 'client'] as const).map((by) => {
        const filter = `${by}=${encodeURIComponent(subjects[by])}`;
        return [
          `filtered by ${by}`,
          [
            `/api/summary?${range}&${filter}`,
            ...['cause', 'app'].map((part) => `/api/trends?${range}&by=${part}&${filter}`),
            `/api/errors?${range}&limit=50&${filter}`,
            `/api/error-groups?${range}&limit=50&${filter}`,
            `/api/cause-source-grid?${range}&${filter}`,
            `/api/sign-ins?${range}&limit=50&${filter}`,
            ...byAll(`&${filter}`, ['app', 'user', 'ip'], 8),
          ],
        ];
      }),
    ),
    'sign-ins': ['', `&${code}`, `&${app}`, '&cause=user-credential'].map(
      (own) => `/api/sign-ins?${range}&limit=50${own}`,
    ),
    attempts: ['', '&result=abandoned', `&${app}`, `&${person}`].map(
      (own) => `/api/attempts?${range}&limit=50${own}`,
    ),
    alerts: ['/api/alerts?state=firing&limit=200', '/api/alerts?state=resolved&limit=50'],
  };
  return Object.entries(pages).flatMap(([page, paths]) => paths.map((path) => ({ page, path })));
}
