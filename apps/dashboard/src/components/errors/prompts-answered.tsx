import type { CodeClass } from '@turnaway/contracts/readings';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';
import { getAttempts } from '@/lib/api';
import { ApiFault } from '@/lib/api-fault';
import { tellPrompts } from '@/lib/attempt-words';
import { settle } from '@/lib/settle';
import { hrefTo, type View } from '@/lib/view';

/** Of a code that is a prompt: how many went on to sign in, and how long that took. Nothing for other codes. */
export async function PromptsAnswered({ codeClass, here }: { codeClass: CodeClass; here: View }) {
  if (codeClass.outcome !== 'interrupt' && codeClass.outcome !== 'conditional') return null;
  const attempts = await settle(getAttempts(here, { limit: '1' }));
  const sentence = attempts instanceof ApiFault ? null : tellPrompts(attempts.counts);
  if (sentence === null) return null;
  return (
    <p className={page.note}>
      {sentence} <Link href={hrefTo('/attempts', here, { result: 'abandoned' })}>Who never answered</Link>
    </p>
  );
}
