import { PageHeader } from '@/components/page';
import page from '@/components/page.module.css';
import { getAudience } from '@/lib/request';
import { ExplainBox } from './explain-box';

/** Any text about a failed sign-in, and the catalog entries that are behind it. */
export async function Explain() {
  return (
    <>
      <PageHeader title="Explain" />
      <p className={page.note}>
        Paste what you have: an error code, a message from a screen, a log line, a redirect address, a SAML
        response. It is looked up here and kept nowhere.
      </p>
      <ExplainBox audience={await getAudience()} />
    </>
  );
}
