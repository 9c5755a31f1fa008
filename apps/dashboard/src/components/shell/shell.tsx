import { type ReactNode, Suspense } from 'react';
import { Keyboard } from '@/components/keyboard/keyboard';
import { LiveProvider } from '@/components/live/live';
import { LiveDot } from '@/components/live/live-dot';
import { LiveRefresh, LiveRefresher } from '@/components/live/live-refresh';
import { RightsOf } from '@/components/rights/rights';
import { getSession, getSummary } from '@/lib/api';
import { ApiFault } from '@/lib/api-fault';
import { formatAgo, formatCount } from '@/lib/format';
import { readView } from '@/lib/read-view';
import { getNow, getTheme } from '@/lib/request';
import { settle } from '@/lib/settle';
import { viewParameterNames } from '@/lib/view';
import { Leaving } from './leaving';
import { Nav } from './nav';
import { pageId } from './page-shape';
import styles from './shell.module.css';
import { ThemeSwitch } from './theme-switch';
import { TimeZone } from './time-zone';

/** What is around every page of someone who is signed in: the ways to go, and how fresh the data is. */
export async function Shell({ children }: { children: ReactNode }) {
  const now = getNow();
  const [session, summary, theme] = await Promise.all([
    settle(getSession()),
    settle(getSummary(readView({}, now))),
    getTheme(),
  ]);
  return (
    <LiveProvider>
      <div className={styles.shell}>
        <a className={styles.skip} href="#main">
          Skip to the content
        </a>
        {/* Not in a boundary of its own, which would come after the page and push it aside. */}
        <Nav
          firingAlerts={summary instanceof ApiFault ? 0 : summary.firingAlerts}
          carried={[...viewParameterNames]}
          foot={
            <div className={styles.foot}>
              {!(session instanceof ApiFault) && <p>{session.workspace.name}</p>}
              {summary instanceof ApiFault ? (
                <p>how fresh the data is could not be read</p>
              ) : (
                <>
                  <p>{formatCount(summary.feeds, 'feed')}</p>
                  <p>
                    {summary.newestEventAt === null
                      ? 'no event yet'
                      : `newest event ${formatAgo(summary.newestEventAt, now)}`}
                  </p>
                </>
              )}
              <LiveDot />
              <ThemeSwitch initial={theme} />
            </div>
          }
        />
        <main id="main" className={styles.main} tabIndex={-1}>
          <div id={pageId} className={styles.page}>
            <RightsOf role={session instanceof ApiFault ? null : session.role}>{children}</RightsOf>
          </div>
          <Suspense>
            <Leaving />
          </Suspense>
        </main>
        <Keyboard />
        <TimeZone />
        <LiveRefresh topics={['alerts']} />
        <LiveRefresher />
      </div>
    </LiveProvider>
  );
}
