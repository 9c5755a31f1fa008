import type { WorkspaceEntry } from '@turnaway/contracts/code-override';
import { type ErrorCode, formatErrorCode } from '@turnaway/contracts/error-code';
import { systemLabel } from '@turnaway/contracts/words';
import type { ReactNode } from 'react';
import styles from './code.module.css';
import { EntryMarks } from './marks';

/** The line below a code's meaning: the code, its name, whose it is, and what has to be known of it. */
export function CodeLine({
  errorCode,
  entry,
  children,
}: {
  errorCode: ErrorCode;
  /** `null` for a code that is not in the catalog. */
  entry: (Partial<Pick<WorkspaceEntry, 'override'>> & Omit<WorkspaceEntry, 'override'>) | null;
  children?: ReactNode;
}) {
  return (
    <p className={styles.codeLine}>
      <code>{formatErrorCode(errorCode)}</code>
      {entry?.name && <code>{entry.name}</code>}
      <span>{systemLabel(errorCode.system)}</span>
      {entry !== null && <EntryMarks entry={entry} />}
      {children}
    </p>
  );
}
