import type { ReactNode } from 'react';
import { getSummary } from '@/lib/api';
import { ApiFault } from '@/lib/api-fault';
import { readView } from '@/lib/read-view';
import { getNow } from '@/lib/request';
import { settle } from '@/lib/settle';
import type { View } from '@/lib/view';
import buttons from './button.module.css';
import { Link } from './link';
import { LookWider } from './look-wider';
import { Empty } from './page';

/**
 * What stands where a period has nothing to show: why, and the ways to look wider. As long as no event has ever come
 * in, no period has anything: then it is how to send the first.
 */
export async function EmptyPeriod({
  title,
  path,
  view,
  extra = {},
  children,
}: {
  title: string;
  path: string;
  view: View;
  /** The page's own parameters. */
  extra?: Record<string, string | null>;
  children?: ReactNode;
}) {
  // What the shell asks for as well, so that it costs no call.
  const summary = await settle(getSummary(readView({}, getNow())));
  if (!(summary instanceof ApiFault) && summary.newestEventAt === null) {
    return (
      <Empty title="No sign-in log has arrived yet">
        <p>This page fills as soon as the first events are counted.</p>
        <Link className={buttons.primary} href="/">
          Send the first sign-ins
        </Link>
      </Empty>
    );
  }
  return (
    <Empty title={title}>
      {children}
      <LookWider path={path} view={view} extra={extra} />
    </Empty>
  );
}
