'use client';

import { useRouter } from 'next/navigation';
import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import badges from '@/components/badge.module.css';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { formatBytes, formatCount, formatNumber } from '@/lib/format';
import styles from './upload.module.css';
import { type UploadState, uploadFile, waitingUpload } from './upload-file';

interface Upload {
  id: number;
  file: File;
  state: UploadState;
}

/** A place to drop log files: each is sent in parts, and shows how far it is and what became of its records. */
export function UploadFiles({ feedId, enabled }: { feedId: string; enabled: boolean }) {
  const router = useRouter();
  const inputId = useId();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [over, setOver] = useState(false);
  const nextId = useRef(0);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(new Error('the page was left')), []);

  function add(files: Iterable<File>) {
    const added = Array.from(files, (file) => {
      nextId.current += 1;
      return { id: nextId.current, file, state: waitingUpload };
    });
    setUploads((before) => [...before, ...added]);
    stop.current ??= new AbortController();
    const { signal } = stop.current;
    for (const { id, file } of added) {
      // One after the other: a second would only make the first slower.
      queue.current = queue.current.then(async () => {
        await uploadFile(file, feedId, signal, (state) => {
          setUploads((before) => before.map((upload) => (upload.id === id ? { ...upload, state } : upload)));
        });
        if (!signal.aborted) router.refresh();
      });
    }
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    if (enabled) add(event.dataTransfer.files);
  }
  if (!enabled) {
    return <p className={page.note}>This feed is off. Turn it on to upload files.</p>;
  }
  return (
    <>
      <label
        htmlFor={inputId}
        className={styles.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <strong>Drop log files here, or choose them</strong>
        <span>JSON, NDJSON, CSV, XML or text, also as .gz, of any size and any system</span>
        <input
          id={inputId}
          type="file"
          multiple
          className={styles.input}
          onChange={(event) => {
            add(event.target.files ?? []);
            event.target.value = '';
          }}
        />
      </label>
      {uploads.length > 0 && (
        <ul className={styles.uploads}>
          {uploads.map(({ id, file, state }) => (
            <UploadItem key={id} file={file} state={state} />
          ))}
        </ul>
      )}
    </>
  );
}

function UploadItem({ file, state }: { file: File; state: UploadState }) {
  return (
    <li>
      <p className={styles.name}>
        <b>{file.name}</b> <span className={page.note}>{formatBytes(file.size)}</span>
      </p>
      {(state.phase === 'sending' || state.phase === 'counting') && (
        <progress
          aria-label={`${file.name}: ${state.phase}`}
          max={1}
          value={state.phase === 'counting' ? undefined : state.sent}
        />
      )}
      <p className={page.note} role="status">
        <UploadWords state={state} />
      </p>
    </li>
  );
}

function UploadWords({ state }: { state: UploadState }) {
  const { phase, sent, counts, message, troubledBatchId, batchIds } = state;
  if (phase === 'waiting') return <>Waiting for the one before.</>;
  if (phase === 'sending') return <>{message ?? `Sending: ${Math.round(sent * 100)}%`}</>;
  if (phase === 'counting') return <>Sent. Its records are being counted.</>;
  if (phase === 'failed' && batchIds.length === 0) return <span className={badges.worse}>{message}</span>;
  return (
    <>
      {phase === 'failed' && <span className={badges.worse}>{message} </span>}
      {formatNumber(counts.accepted)} accepted, {formatCount(counts.duplicates, 'duplicate')},{' '}
      {counts.skipped > 0 && <>{formatNumber(counts.skipped)} not sign-ins, </>}
      {troubledBatchId === null ? (
        <>{formatNumber(counts.rejected)} rejected</>
      ) : (
        <Link href={`/batches/${encodeURIComponent(troubledBatchId)}`} className={badges.worse}>
          {formatNumber(counts.rejected)} rejected: see why
        </Link>
      )}
    </>
  );
}
