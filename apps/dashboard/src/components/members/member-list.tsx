import { may, roles } from '@turnaway/contracts/roles';
import { ActionButton } from '@/components/action-button';
import { Breakable } from '@/components/breakable';
import { Downloads, ListNote } from '@/components/downloads';
import { Badge, PageHeader, Pager, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { May } from '@/components/rights/rights';
import { SettingsTabs } from '@/components/settings/settings-tabs';
import table from '@/components/table.module.css';
import { getInvitations, getMembers, getSession } from '@/lib/api';
import { formatAgo, formatCount, formatDateTime, formatDay } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { roleWords } from '@/lib/role-words';
import { one, type SearchParams } from '@/lib/view';
import { ChangeRole } from './change-role';
import { Invite } from './invite';

const here = '/settings/members';

/** Who belongs to the workspace, what they may do, and who is invited. */
export async function MemberList({ params }: { params: SearchParams }) {
  const cursor = one(params.cursor);
  const [session, members, timeZone] = await Promise.all([
    getSession(),
    getMembers({ cursor, limit: '50' }),
    getTimeZone(),
  ]);
  const invitations = may(session.role, 'members') ? await getInvitations({ limit: '50' }) : null;
  const now = getNow();
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs current={here} />
      <ListNote table="members" what="All members">
        {formatCount(members.total, 'member')}. What a role may do:{' '}
        {roles.map((role) => `${role} – ${roleWords[role]}`).join('; ')}.
      </ListNote>
      <table aria-label="Members" className={table.table}>
        <thead>
          <tr>
            <th>Member</th>
            <th>Role</th>
            <th className={table.hide}>Since</th>
            <th className={table.hide}>Signed in</th>
            <th>
              <span className={page.hidden}>Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.items.map((member) => (
            <tr key={member.id}>
              <td className={table.name}>
                <Breakable text={member.email} /> {member.isYou && <Badge>you</Badge>}
                {member.name !== member.email && <div className={table.quiet}>{member.name}</div>}
              </td>
              <td>
                <ChangeRole id={member.id} email={member.email} role={member.role} />
              </td>
              <td className={table.hide}>{formatDay(member.createdAt, timeZone)}</td>
              <td className={table.hide}>
                {member.lastSignInAt === null ? '–' : formatAgo(member.lastSignInAt, now)}
              </td>
              <td className={table.number}>
                <ActionButton
                  label="Remove"
                  needs="members"
                  method="DELETE"
                  path={`/api/members/${encodeURIComponent(member.id)}`}
                  confirm={`${member.email} is signed out at once and can come back only when invited again.`}
                  done={`${member.email} is no member any more.`}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pager
        shown={members.items.length}
        total={members.total}
        firstHref={cursor === undefined ? null : here}
        nextHref={
          members.nextCursor === null ? null : `${here}?cursor=${encodeURIComponent(members.nextCursor)}`
        }
      />
      {invitations !== null && invitations.items.length > 0 && (
        <Section title="Invited" aside={<Downloads table="invitations" what="All invitations" />}>
          <table aria-label="Invitations" className={table.table}>
            <thead>
              <tr>
                <th>Email</th>
                <th>Role</th>
                <th>Good until</th>
                <th className={table.hide}>By</th>
                <th>
                  <span className={page.hidden}>Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {invitations.items.map((invitation) => (
                <tr key={invitation.id}>
                  <td className={table.name}>
                    <Breakable text={invitation.email} />
                  </td>
                  <td className={table.nowrap}>{invitation.role}</td>
                  <td>
                    {formatDateTime(invitation.expiresAt, timeZone, now)}{' '}
                    {invitation.expired && <Badge tone="warn">over</Badge>}
                  </td>
                  <td className={`${table.hide} ${table.name}`}>
                    <Breakable text={invitation.invitedBy} />
                  </td>
                  <td className={table.number}>
                    <ActionButton
                      label="Take back"
                      needs="members"
                      method="DELETE"
                      path={`/api/invitations/${encodeURIComponent(invitation.id)}`}
                      done="The link does not work any more."
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      <May right="members">
        <Section title="Invite somebody">
          <Invite />
        </Section>
      </May>
    </>
  );
}
