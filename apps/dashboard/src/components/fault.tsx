'use client';

import type { ReactNode } from 'react';
import { readFault } from '@/lib/api-fault';
import buttons from './button.module.css';
import empties from './empty.module.css';

/** What Next hands to an error page. */
export interface FaultProps {
  error: Error & { digest?: string };
  retry: () => void;
}

/** Stands where a page could not be made: what is wrong, and what to do. `isPart`: the page's name is above it. */
export function Fault({ error, retry, isPart = false }: FaultProps & { isPart?: boolean }) {
  const fault = readFault(error.digest);
  const [title, advice] = wordsFor(fault?.kind);
  return (
    <div className={empties.empty} role="alert">
      {isPart ? <h2>{title}</h2> : <h1>{title}</h1>}
      <p>{withCode(advice)}</p>
      <button type="button" className={buttons.primary} onClick={retry}>
        Try again
      </button>
      {fault !== null && fault.requestId !== null && (
        <p>
          Request id, for the logs: <code>{fault.requestId}</code>
        </p>
      )}
    </div>
  );
}

/** What stands between backticks is what is typed. */
function withCode(text: string): ReactNode {
  return text.split('`').map((part, place) => (place % 2 === 0 ? part : <code key={place}>{part}</code>));
}

function wordsFor(kind: string | undefined): [title: string, advice: string] {
  if (kind === 'unreachable') {
    return [
      'Turnaway’s API does not answer',
      'It may be starting, or it has stopped. What was received is safe. Wait a few seconds and try again; if this stays, look at the API’s log.',
    ];
  }
  if (kind === 'no-database') {
    return [
      'Turnaway’s database does not answer',
      'What was counted is safe in it, and whoever sends logs meanwhile is told to send them again. See whether PostgreSQL runs and has room on its disk. Until it is back, `turnaway explain` on the server’s command line still tells what a code means.',
    ];
  }
  if (kind === '403') {
    return [
      'You cannot see this',
      'Your role does not reach here, or the address names a person whom you are shown under a pseudonym. An owner of the workspace can change your role: Settings, Members lists them.',
    ];
  }
  if (kind === '503' || kind === '429') {
    return [
      'Turnaway is busy',
      'It has more to do than it can right now. Wait a few seconds, then try again.',
    ];
  }
  if (kind === '400' || kind === '422') {
    return [
      'This address asks for something that cannot be',
      'Go back to the Overview and choose the filters anew.',
    ];
  }
  if (kind === 'misread') {
    return [
      'The dashboard and the API do not fit together',
      'They may be of different versions. Restart Turnaway so that both are of the same one.',
    ];
  }
  return [
    'Something went wrong here',
    'It is not your doing. Try again; if this stays, look at the logs of Turnaway.',
  ];
}
