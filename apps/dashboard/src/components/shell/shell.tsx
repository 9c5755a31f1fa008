import { type ReactNode, Suspense } from 'react';
import { getSession, getSummary } from '@/lib/api';
import { formatAgo, formatCount } from '@/lib/format';
import { getNow, getTheme } from '@/lib/request';
import { readView, viewParameterNames } from '@/lib/view';
import { Nav } from './nav';
import { NavigationProgress } from './navigation-progress';
import styles from './shell.module.css';
import { ThemeSwitch } from './theme-switch';
import { TimeZone } from './time-zone';

/** What is around every page of someone who is signed in: the ways to go, and how fresh the data is. */
export async function Shell({ children }: { children: ReactNode }) {
  const now = getNow();
  const [session, summary, theme] = await Promise.all([
    getSession(),
    getSummary(readView({}, now)),
    getTheme(),
  ]);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to the content
      </a>
      <Suspense>
        <NavigationProgress />
      </Suspense>
      <Suspense>
        <Nav
          firingAlerts={summary.firingAlerts}
          carried={[...viewParameterNames]}
          foot={
            <div className={styles.foot}>
              <p>{session.workspace.name}</p>
              <p>{formatCount(summary.feeds, 'feed')}</p>
              <p>
                {summary.newestEventAt === null
                  ? 'no event yet'
                  : `newest event ${formatAgo(summary.newestEventAt, now)}`}
              </p>
              <ThemeSwitch initial={theme} />
            </div>
          }
        />
      </Suspense>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <TimeZone />
    </div>
  );
}
