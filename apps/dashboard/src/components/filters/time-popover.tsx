'use client';

import { Popover } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import buttons from '@/components/button.module.css';
import forms from '@/components/form.module.css';
import { Link } from '@/components/link';
import { fromWallClock, isTimeZone, toWallClock } from '@/lib/time-zone';
import type { LinkChoice } from '../link-menu';
import styles from './filters.module.css';
import { openFrom } from './open-from';

/** Stand for what is chosen in the browser, in an address that the server has made. */
export interface TimeAddresses {
  /** With `__from__` and `__to__`. */
  custom: string;
  /** With `__tz__`. */
  zone: string;
}

export interface TimeMenuProps {
  label: string;
  ranges: LinkChoice[];
  comparisons: LinkChoice[];
  addresses: TimeAddresses;
  from: string;
  to: string;
  timeZone: string;
}

/** The time that a page shows: how long back or from when to when, in which time zone, and compared with what. */
export function TimePopover({ label, ranges, comparisons, addresses, from, to, timeZone }: TimeMenuProps) {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => openFrom(button.current, setOpened), []);
  const close = () => setOpened(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      trapFocus
      withinPortal={false}
      width={320}
    >
      <Popover.Target>
        <button ref={button} type="button" className={buttons.button} onClick={() => setOpened(!opened)}>
          {label} <span aria-hidden="true">▾</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles.popover} aria-label="Time">
        <Choices title="Back from now" choices={ranges} onGo={close} />
        <CustomRange address={addresses.custom} from={from} to={to} timeZone={timeZone} onGo={close} />
        <Choices title="Compared with" choices={comparisons} onGo={close} />
        <Zone address={addresses.zone} timeZone={timeZone} onGo={close} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Choices({ title, choices, onGo }: { title: string; choices: LinkChoice[]; onGo: () => void }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h3>{title}</h3>
      <ul className={styles.choices}>
        {choices.map((choice) => (
          <li key={choice.href}>
            <Link href={choice.href} aria-current={choice.current ? 'true' : undefined} onClick={onGo}>
              {choice.label}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CustomRange({
  address,
  from,
  to,
  timeZone,
  onGo,
}: {
  address: string;
  from: string;
  to: string;
  timeZone: string;
  onGo: () => void;
}) {
  const router = useRouter();
  const [start, setStart] = useState(toWallClock(from, timeZone));
  const [end, setEnd] = useState(toWallClock(to, timeZone));
  const [fault, setFault] = useState<string | null>(null);
  function submit(event: FormEvent) {
    event.preventDefault();
    const [first, last] = [fromWallClock(start, timeZone), fromWallClock(end, timeZone)];
    if (first === null || last === null || first >= last) {
      setFault('Choose an end that is after the start.');
      return;
    }
    onGo();
    router.push(
      address.replace('__from__', encodeURIComponent(first)).replace('__to__', encodeURIComponent(last)),
    );
  }
  return (
    <form className={styles.part} onSubmit={submit} aria-label="From when to when">
      <h3>From when to when</h3>
      <div className={styles.instants}>
        <input
          type="datetime-local"
          aria-label="From"
          value={start}
          required
          onChange={(event) => setStart(event.target.value)}
        />
        <input
          type="datetime-local"
          aria-label="To"
          value={end}
          required
          onChange={(event) => setEnd(event.target.value)}
        />
        <button type="submit" className={buttons.button}>
          Show
        </button>
      </div>
      {fault !== null && (
        <p role="alert" className={forms.fault}>
          {fault}
        </p>
      )}
    </form>
  );
}

function Zone({ address, timeZone, onGo }: { address: string; timeZone: string; onGo: () => void }) {
  const router = useRouter();
  const [typed, setTyped] = useState(timeZone);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!isTimeZone(typed)) return;
    onGo();
    router.push(address.replace('__tz__', encodeURIComponent(typed)));
  }
  return (
    <form className={styles.part} onSubmit={submit} aria-label="Time zone">
      <h3>Time zone</h3>
      <div className={styles.zone}>
        <input
          list="time-zones"
          aria-label="Time zone"
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
        <datalist id="time-zones">
          {['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <button type="submit" className={buttons.button} disabled={!isTimeZone(typed) || typed === timeZone}>
          Use
        </button>
      </div>
    </form>
  );
}
