import type { CatalogEntry } from '@turnaway/contracts/catalog-entry';
import type { CodeClass } from '@turnaway/contracts/readings';
import type { Retry, Security } from '@turnaway/contracts/taxonomy';
import { actorLabels, outcomeLabels, sourceLabels, systemLabel } from '@turnaway/contracts/words';
import { CauseName } from '@/components/cause';
import factStyles from '@/components/facts.module.css';
import { Link } from '@/components/link';
import { confidenceSentences } from '@/lib/confidence-words';
import styles from './code.module.css';

/** What the taxonomy says about a code; `linked` makes each fact a filter. */
export function CodeFacts({
  codeClass,
  entry,
  linked,
}: {
  codeClass: CodeClass;
  entry: CatalogEntry | null;
  linked?: (name: 'system' | 'cause' | 'source', value: string) => string;
}) {
  const fact = (name: 'system' | 'cause' | 'source', value: string, text: React.ReactNode) =>
    linked === undefined ? text : <Link href={linked(name, value)}>{text}</Link>;
  return (
    <dl className={factStyles.facts}>
      <dt>Cause</dt>
      <dd>
        {codeClass.cause === null
          ? '–'
          : fact('cause', codeClass.cause, <CauseName cause={codeClass.cause} />)}
      </dd>
      <dt>Whose move</dt>
      <dd>{actorLabels[codeClass.actor]}</dd>
      {entry !== null && (
        <>
          <dt>Try again</dt>
          <dd>{retryWords[entry.retry]}</dd>
        </>
      )}
      <dt>Issued by</dt>
      <dd>{fact('source', codeClass.source, sourceLabels[codeClass.source])}</dd>
      <dt>System</dt>
      <dd>{fact('system', codeClass.system, systemLabel(codeClass.system))}</dd>
      <dt>Outcome</dt>
      <dd>{outcomeLabels[codeClass.outcome]}</dd>
      {entry !== null && (
        <>
          <dt>Severity</dt>
          <dd>{entry.severity}</dd>
          <dt>First factor</dt>
          <dd>{provenWords[entry.credentialProven]}</dd>
          {entry.security !== 'none' && (
            <>
              <dt>Security</dt>
              <dd>{securityWords[entry.security]}</dd>
            </>
          )}
          <dt>Known from</dt>
          <dd>
            {confidenceSentences[entry.confidence]}
            {entry.verified !== null && `, compared on ${entry.verified}`}
          </dd>
          <dt>Meaning</dt>
          <dd>
            <Link href={`/catalog?reason=${encodeURIComponent(entry.reason)}`}>{entry.reason}</Link>
          </dd>
          {entry.aliases.length > 0 && (
            <>
              <dt>Also written</dt>
              <dd>
                {entry.aliases.map((alias) => (
                  <code key={alias} className={styles.alias}>
                    {alias}
                  </code>
                ))}
              </dd>
            </>
          )}
        </>
      )}
    </dl>
  );
}

const retryWords: Readonly<Record<Retry, string>> = {
  now: 'at once',
  'after-delay': 'after a while',
  'after-user': 'once the person has acted',
  'after-admin': 'once an admin has acted',
  'after-dev': 'once a developer has acted',
  never: 'no, never as it is',
};
const provenWords = { yes: 'was right', no: 'was wrong', unknown: 'not known' };
const securityWords: Readonly<Record<Security, string>> = {
  none: 'nothing',
  context: 'worth knowing beside other signs',
  signal: 'a sign to look into',
  alert: 'the issuer reports a threat',
};
