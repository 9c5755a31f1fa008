import { kindNamedBy } from '@turnaway/contracts/named-kind';
import { shownName } from '@turnaway/contracts/personal';
import { Link } from '@/components/link';
import { Reveal } from '@/components/privacy/reveal';
import { subjectHref } from '@/lib/subjects';
import type { View } from '@/lib/view';

/** Somebody whom an alert names: a person or an address with their page, or a network, which has none. */
export function Named({ text, view }: { text: string; view: View }) {
  const kind = kindNamedBy(text);
  return (
    <>
      {kind === 'network' ? (
        shownName(text)
      ) : (
        <Link href={subjectHref({ ...view, filter: {} }, kind === 'address' ? 'ip' : 'user', text)}>
          {shownName(text)}
        </Link>
      )}{' '}
      <Reveal value={text} />
    </>
  );
}
