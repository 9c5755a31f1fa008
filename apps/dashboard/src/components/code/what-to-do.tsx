'use client';

import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { Audience } from '@turnaway/contracts/taxonomy';
import { audienceLabels } from '@turnaway/contracts/words';
import { CopyButton } from '@/components/copy-button';
import page from '@/components/page.module.css';
import { messageFor } from '@/lib/message-for';
import { useAudience } from '@/lib/use-audience';
import styles from './code.module.css';
import { Tabs } from './tabs';

const audiences = Object.keys(audienceLabels) as Audience[];

/**
 * The steps that cure it, for each audience, and the messages to pass on. First stands the audience that the reader
 * chose last, else whoever has to move.
 */
export function WhatToDo({
  entry,
  preferred,
  requestId = null,
}: {
  entry: CatalogEntry;
  preferred: Audience | null;
  requestId?: string | null;
}) {
  const [chosen, choose] = useAudience(preferred);
  const offered = audiences.filter((audience) => (entry.hints[audience]?.length ?? 0) > 0);
  const mover = offered.find((audience) => audience === entry.actor);
  const current = offered.find((audience) => audience === chosen) ?? mover ?? offered[0];
  const assignee = [current, mover].find((audience) => audience !== 'end-user') ?? 'help-desk';
  const heading = <h3>What to do</h3>;
  return (
    <section className={styles.part} aria-label={`What to do: ${entry.title}`}>
      {current === undefined ? (
        <>
          <div className={styles.heading}>{heading}</div>
          <p className={page.note}>The catalog has no steps for this code yet.</p>
        </>
      ) : (
        <Tabs
          label="For whom"
          heading={heading}
          tabs={offered.map((audience) => ({ key: audience, label: audienceLabels[audience] }))}
          current={current}
          onChoose={choose}
        >
          <ol className={styles.steps}>
            {entry.hints[current]?.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Tabs>
      )}
      <div className={styles.copies}>
        {offered.includes('end-user') && (
          <CopyButton text={messageFor(entry, 'end-user', null)} label="Copy for the caller" />
        )}
        <CopyButton text={messageFor(entry, assignee, requestId)} label="Copy for a ticket" />
      </div>
    </section>
  );
}
