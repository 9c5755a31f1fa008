import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { Audience } from '@turnaway/contracts/taxonomy';
import { audienceLabels } from '@turnaway/contracts/words';
import { CopyButton } from '@/components/copy-button';
import { Section, Words } from '@/components/page';
import page from '@/components/page.module.css';
import { messageFor } from '@/lib/message-for';
import styles from '../errors/errors.module.css';

const audiences = Object.keys(audienceLabels) as Audience[];
const audienceOfActor: Readonly<Record<string, Audience>> = {
  'end-user': 'end-user',
  'help-desk': 'help-desk',
  'tenant-admin': 'tenant-admin',
  'app-developer': 'app-developer',
};

/** The steps that cure it, for each audience. First stands whoever has to move, unless the address says. */
export function WhatToDo({
  entry,
  chosen,
  hrefFor,
  requestId,
}: {
  entry: CatalogEntry;
  chosen: string | undefined;
  hrefFor: (audience: Audience) => string;
  requestId?: string | null;
}) {
  const offered = audiences.filter((audience) => (entry.hints[audience]?.length ?? 0) > 0);
  const mover = audienceOfActor[entry.actor];
  const current =
    offered.find((audience) => audience === chosen) ??
    offered.find((audience) => audience === mover) ??
    offered[0];
  if (current === undefined) {
    return (
      <Section title="What to do">
        <p className={page.note}>The catalog has no steps for this code yet.</p>
      </Section>
    );
  }
  return (
    <Section
      title="What to do"
      aside={
        <Words
          label="For whom"
          words={offered.map((audience) => ({
            label: audienceLabels[audience],
            href: hrefFor(audience),
            current: audience === current,
          }))}
        />
      }
    >
      <ol className={styles.steps}>
        {entry.hints[current]?.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <CopyButton
        text={messageFor(entry, current, requestId ?? null)}
        label={current === 'end-user' ? 'Copy as a message to the caller' : 'Copy for a ticket'}
      />
    </Section>
  );
}
