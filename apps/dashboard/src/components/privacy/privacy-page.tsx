import { shownName } from '@turnaway/contracts/personal';
import type { Reveal } from '@turnaway/contracts/privacy';
import { may, roles } from '@turnaway/contracts/roles';
import { Downloads } from '@/components/downloads';
import factStyles from '@/components/facts.module.css';
import { Link } from '@/components/link';
import { Empty, PageHeader, Pager, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { NoRight } from '@/components/rights/no-right';
import { SettingsTabs } from '@/components/settings/settings-tabs';
import table from '@/components/table.module.css';
import { getReveals, getSession, getWorkspace } from '@/lib/api';
import { formatDateTime } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { disclosureWords } from '@/lib/role-words';
import { subjects } from '@/lib/subjects';
import { one, type SearchParams } from '@/lib/view';
import { PrivacyForm } from './privacy-form';

const here = '/settings/privacy';

/** Who sees what of people and addresses, and who looked behind pseudonyms. */
export async function PrivacyPage({ params }: { params: SearchParams }) {
  const [session, workspace] = await Promise.all([getSession(), getWorkspace()]);
  const allowed = may(session.role, 'settings');
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs current={here} />
      <Section title="How people and addresses are shown">
        <p className={page.note}>
          A pseudonym is the same wherever a person is met, so that their page, filters and counts work
          without their name. Text of logs, which can name people, is shown only to those who see names.
        </p>
        {allowed ? (
          <PrivacyForm privacy={workspace.privacy} />
        ) : (
          <dl className={factStyles.facts}>
            {roles.map((role) => (
              <div key={role} style={{ display: 'contents' }}>
                <dt>{role}</dt>
                <dd>{disclosureWords[workspace.privacy[role]]}</dd>
              </div>
            ))}
          </dl>
        )}
      </Section>
      <Section
        title="Privacy log"
        aside={allowed && <Downloads table="privacy-log" what="The privacy log" />}
      >
        {allowed ? (
          <RevealLog cursor={one(params.cursor)} />
        ) : (
          <NoRight right="settings" what="who looked behind pseudonyms" />
        )}
      </Section>
    </>
  );
}

async function RevealLog({ cursor }: { cursor: string | undefined }) {
  const [reveals, timeZone] = await Promise.all([getReveals({ cursor, limit: '50' }), getTimeZone()]);
  const now = getNow();
  if (reveals.total === 0) {
    return (
      <Empty title="Nobody looked behind a pseudonym">
        <p>Each look is listed here: who, at which pseudonym, when and why. Never the name.</p>
      </Empty>
    );
  }
  return (
    <>
      <table aria-label="Looks behind pseudonyms" className={table.table}>
        <thead>
          <tr>
            <th>When</th>
            <th>Who</th>
            <th>Looked at</th>
            <th>Why</th>
          </tr>
        </thead>
        <tbody>
          {reveals.items.map((reveal) => (
            <tr key={reveal.id}>
              <td className={table.nowrap}>{formatDateTime(reveal.at, timeZone, now)}</td>
              <td>{reveal.who}</td>
              <td>
                <Link href={hrefOfReveal(reveal)}>
                  {reveal.kind === 'record' ? 'a record as it was sent' : shownName(reveal.pseudonym)}
                </Link>
              </td>
              <td>{reveal.reason ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pager
        shown={reveals.items.length}
        total={reveals.total}
        firstHref={cursor === undefined ? null : here}
        nextHref={
          reveals.nextCursor === null ? null : `${here}?cursor=${encodeURIComponent(reveals.nextCursor)}`
        }
      />
    </>
  );
}

function hrefOfReveal({ kind, pseudonym }: Reveal): string {
  const named = encodeURIComponent(pseudonym);
  if (kind === 'record') return `/sign-ins?id=${named}`;
  return `${subjects[kind === 'person' ? 'user' : 'ip'].path}/${named}`;
}
