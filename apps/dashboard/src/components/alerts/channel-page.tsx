import { channelKinds } from '@turnaway/contracts/channel-kinds';
import { replayedMax } from '@turnaway/contracts/deliveries';
import { notFound } from 'next/navigation';
import { ActionButton } from '@/components/action-button';
import { Downloads } from '@/components/downloads';
import factStyles from '@/components/facts.module.css';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Badge, Empty, PageHeader, Pager, Section } from '@/components/page';
import { May } from '@/components/rights/rights';
import { getChannels, getDeliveries } from '@/lib/api';
import { pausedHostSentence } from '@/lib/channel-words';
import { formatDateTime } from '@/lib/format';
import { getNow, getTimeZone } from '@/lib/request';
import { one, type SearchParams } from '@/lib/view';
import styles from './alerts.module.css';
import { ChannelNotice } from './channel-notices';
import { ChooseFallback } from './choose-fallback';
import { DeliveryList } from './delivery-list';
import { EditChannel } from './edit-channel';
import { ReplayForm } from './replay-form';
import { RotateSecret } from './rotate-secret';

/** One channel: what can be done with it, and what was sent. */
export async function ChannelPage({ id, params }: { id: string; params: SearchParams }) {
  const cursor = one(params.cursor);
  const [channels, deliveries, timeZone] = await Promise.all([
    getChannels(),
    getDeliveries({ channelId: id, cursor, limit: '25' }),
    getTimeZone(),
  ]);
  const channel = channels.items.find((item) => item.id === id);
  if (channel === undefined) notFound();
  const now = getNow();
  const path = `/api/channels/${encodeURIComponent(id)}`;
  const here = `/alerts/channels/${encodeURIComponent(id)}`;
  return (
    <>
      <LiveRefresh topics={['deliveries']} />
      <PageHeader title={channel.name} parent={{ href: '/alerts/channels', label: 'Channels' }}>
        <ActionButton
          look="button"
          label="Send a test"
          method="POST"
          path={`${path}/test`}
          done="A test message is on its way. It shows up below."
        />
        <May right="settings">{channel.kind === 'webhook' && <RotateSecret path={path} />}</May>
        <ActionButton
          look="button"
          label={channel.enabled ? 'Turn off' : 'Turn on'}
          method="PATCH"
          path={path}
          body={{ enabled: !channel.enabled }}
          done={channel.enabled ? 'Nothing is sent here any more.' : 'Alerts are sent here again.'}
        />
        <ActionButton
          look="button"
          label={channel.isDefault ? 'No longer default' : 'Make it default'}
          method="PATCH"
          path={path}
          body={{ isDefault: !channel.isDefault }}
          done={
            channel.isDefault
              ? 'Rules that name no channel do not tell it.'
              : 'Rules that name no channel tell it.'
          }
        />
        <ActionButton
          look="button"
          label={channel.personalData ? 'Name nobody' : 'Name people'}
          method="PATCH"
          path={path}
          body={{ personalData: !channel.personalData }}
          done={
            channel.personalData
              ? 'Messages leave out who and which address it is.'
              : 'Messages say who and which address it is.'
          }
        />
        <ActionButton
          look="danger"
          label="Delete"
          method="DELETE"
          path={path}
          done="The channel is deleted."
          confirm={`Rules that tell “${channel.name}” no longer do. This cannot be taken back.`}
          goTo="/alerts/channels"
        />
      </PageHeader>
      <ChannelNotice channel={channel} timeZone={timeZone} now={now} />
      {channel.enabled && channel.pausedHost !== null && (
        <p role="status" className={styles.notice}>
          {pausedHostSentence(channel.pausedHost, timeZone, now)} Messages wait until it takes one.
        </p>
      )}
      <Section title="Channel">
        <dl className={factStyles.facts}>
          <dt>Told of</dt>
          <dd>
            {channel.isDefault ? 'rules that name it, and rules that name no channel' : 'rules that name it'}
          </dd>
          <dt>People and addresses</dt>
          <dd>{channel.personalData ? 'named in its messages' : 'left out of its messages'}</dd>
          <dt>State</dt>
          <dd>
            <Badge tone={channel.enabled ? 'good' : 'warn'}>{channel.enabled ? 'on' : 'off'}</Badge>
          </dd>
          <dt>Kind</dt>
          <dd>{channelKinds[channel.kind].label}</dd>
          <dt>Address</dt>
          <dd>
            <code>{channel.url}</code>
          </dd>
          {channel.previousSecretUntil !== null && channel.previousSecretUntil > now.toISOString() && (
            <>
              <dt>Signatures</dt>
              <dd>
                By the new and the old secret, until{' '}
                {formatDateTime(channel.previousSecretUntil, timeZone, now)}
              </dd>
            </>
          )}
          <dt>Added</dt>
          <dd>{formatDateTime(channel.createdAt, timeZone, now)}</dd>
        </dl>
      </Section>
      <Section title="Change it" right="settings">
        <EditChannel channel={channel} />
      </Section>
      <Section title="If nothing comes through" right="settings">
        <ChooseFallback
          channel={channel}
          others={channels.items.filter((item) => item.id !== id).map(({ id, name }) => ({ id, name }))}
        />
      </Section>
      <Section
        title="What was sent"
        aside={
          <Downloads
            table="deliveries"
            query={`?channelId=${encodeURIComponent(id)}`}
            what="All deliveries"
          />
        }
      >
        {deliveries.items.length === 0 ? (
          <Empty title="Nothing was sent yet">
            <p>Send a test to see whether messages arrive.</p>
          </Empty>
        ) : (
          <DeliveryList deliveries={deliveries.items} isOfOneChannel timeZone={timeZone} now={now} />
        )}
        <Pager
          shown={deliveries.items.length}
          total={deliveries.total}
          firstHref={cursor === undefined ? null : here}
          nextHref={
            deliveries.nextCursor === null
              ? null
              : `${here}?cursor=${encodeURIComponent(deliveries.nextCursor)}`
          }
        />
      </Section>
      {channel.enabled && deliveries.total !== 0 && (
        <Section title="Send again" right="settings">
          <ReplayForm channelId={id} max={replayedMax} timeZone={timeZone} now={now.toISOString()} />
        </Section>
      )}
    </>
  );
}
