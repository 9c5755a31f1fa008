import { Words } from '@/components/page';
import { hrefTo, type View } from '@/lib/view';

/** The two sides of sign-ins: every event that was kept, and what became of prompts. */
export function SignInTabs({ view, current }: { view: View; current: '/sign-ins' | '/attempts' }) {
  return (
    <Words
      label="Sign-ins"
      tabs
      words={[
        { label: 'Failures and prompts', href: hrefTo('/sign-ins', view), current: current === '/sign-ins' },
        {
          label: 'What became of prompts',
          href: hrefTo('/attempts', view),
          current: current === '/attempts',
        },
      ]}
    />
  );
}
