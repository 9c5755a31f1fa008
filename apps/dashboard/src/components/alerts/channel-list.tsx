import { channelKinds } from '@turnaway/contracts/channel-kinds';
import { ActionButton } from '@/components/action-button';
import { Breakable } from '@/components/breakable';
import { Downloads } from '@/components/downloads';
import { Link } from '@/components/link';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Badge, Empty, PageHeader, Section } from '@/components/page';
import page from '@/components/page.module.css';
import table from '@/components/table.module.css';
import { getChannels } from '@/lib/api';
import { formatAgo } from '@/lib/format';
import { getNow } from '@/lib/request';
import { AlertTabs } from './alert-tabs';
import { NewChannel } from './new-channel';

/** Where alerts go. */
export async function ChannelList() {
  const channels = await getChannels();
  const now = getNow();
  return (
    <>
      <LiveRefresh topics={['deliveries']} />
      <PageHeader title="Alerts" />
      <AlertTabs current="/alerts/channels" />
      {channels.items.length === 0 ? (
        <Section title="Where alerts go">
          <Empty title="No channel yet">
            <p>
              A channel is where alerts go: a signed webhook of yours, a chat, an incident tool, or a mailbox.
              It gets a message when an alert begins and when it is over.
            </p>
          </Empty>
        </Section>
      ) : (
        <Section title="Where alerts go" aside={<Downloads table="channels" what="All channels" />}>
          <table aria-label="Channels" className={table.table}>
            <thead>
              <tr>
                <th>Channel</th>
                <th className={table.hide}>Kind</th>
                <th className={table.hide}>Address</th>
                <th>Last delivery</th>
                <th>
                  <span className={page.hidden}>Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {channels.items.map((channel) => (
                <tr key={channel.id}>
                  <td className={table.name}>
                    <Link href={`/alerts/channels/${encodeURIComponent(channel.id)}`}>
                      <b>
                        <Breakable text={channel.name} />
                      </b>
                    </Link>{' '}
                    {!channel.enabled && (
                      <Badge tone={channel.stopped === null ? 'warn' : 'bad'}>
                        {channel.stopped === null ? 'off' : 'switched off'}
                      </Badge>
                    )}
                    {channel.enabled && channel.pausedHost !== null && <Badge tone="warn">waiting</Badge>}
                  </td>
                  <td className={`${table.hide} ${table.nowrap}`}>{channelKinds[channel.kind].label}</td>
                  <td className={`${table.hide} ${table.name}`}>
                    <code>
                      <Breakable text={channel.url} />
                    </code>
                  </td>
                  <td className={table.nowrap}>
                    {channel.lastDeliveryAt === null ? (
                      'never'
                    ) : (
                      <>
                        {formatAgo(channel.lastDeliveryAt, now)}{' '}
                        {channel.lastDeliveryStatus === 'failed' && <Badge tone="bad">failed</Badge>}
                      </>
                    )}
                  </td>
                  <td className={table.number}>
                    <ActionButton
                      label="Send a test"
                      method="POST"
                      path={`/api/channels/${encodeURIComponent(channel.id)}/test`}
                      done="A test message is on its way. The channel’s page shows how it went."
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      <Section title="New channel" right="settings">
        <NewChannel />
      </Section>
    </>
  );
}
