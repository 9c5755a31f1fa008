import { may } from '@turnaway/contracts/roles';
import { ActionButton } from '@/components/action-button';
import { Breakable } from '@/components/breakable';
import { ListNote } from '@/components/downloads';
import { Empty, PageHeader, Pager, Section } from '@/components/page';
import page from '@/components/page.module.css';
import { NoRight } from '@/components/rights/no-right';
import { SettingsTabs } from '@/components/settings/settings-tabs';
import table from '@/components/table.module.css';
import { getApiTokens, getSession } from '@/lib/api';
import { formatAgo, formatCount, formatDay } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { one, type SearchParams } from '@/lib/view';
import { NewToken } from './new-token';

const here = '/settings/tokens';

/** The tokens by which programs ask the API, and what each may do. */
export async function TokenList({ params }: { params: SearchParams }) {
  const allowed = may((await getSession()).role, 'settings');
  return (
    <>
      <PageHeader title="Settings" />
      <SettingsTabs current={here} />
      {allowed ? <Tokens cursor={one(params.cursor)} /> : <NoRight right="settings" what="the API tokens" />}
    </>
  );
}

async function Tokens({ cursor }: { cursor: string | undefined }) {
  const [tokens, timeZone] = await Promise.all([getApiTokens({ cursor, limit: '50' }), getTimeZone()]);
  const now = getNow();
  return (
    <>
      {tokens.items.length === 0 ? (
        <Empty title="There is no API token">
          <p>Programs need one to read the API or to change settings.</p>
        </Empty>
      ) : (
        <>
          <ListNote table="tokens" what="All tokens">
            {formatCount(tokens.total, 'token')}.
          </ListNote>
          <table aria-label="API tokens" className={table.table}>
            <thead>
              <tr>
                <th>Token</th>
                <th>Role</th>
                <th className={table.hide}>Made</th>
                <th>Used</th>
                <th>
                  <span className={page.hidden}>Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {tokens.items.map((token) => (
                <tr key={token.id}>
                  <td className={table.name}>
                    <Breakable text={token.name} /> <code>{token.preview}…</code>
                  </td>
                  <td className={table.nowrap}>{token.role}</td>
                  <td className={table.hide}>{formatDay(token.createdAt, timeZone)}</td>
                  <td className={table.nowrap}>
                    {token.lastUsedAt === null ? 'never' : formatAgo(token.lastUsedAt, now)}
                  </td>
                  <td className={table.number}>
                    <ActionButton
                      label="Take away"
                      method="DELETE"
                      path={`/api/api-tokens/${encodeURIComponent(token.id)}`}
                      confirm={`What uses “${token.name}” is refused within seconds.`}
                      done="The token does not work any more."
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <Pager
        shown={tokens.items.length}
        total={tokens.total}
        firstHref={cursor === undefined ? null : here}
        nextHref={
          tokens.nextCursor === null ? null : `${here}?cursor=${encodeURIComponent(tokens.nextCursor)}`
        }
      />
      <Section title="New token">
        <NewToken />
      </Section>
    </>
  );
}
