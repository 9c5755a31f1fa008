import { Words } from '@/components/page';
import { hrefTo, type View } from '@/lib/view';

/** The switch between error groups, which are codes by app, and codes alone. */
export function ErrorsBy({ view, current }: { view: View; current: 'group' | 'code' }) {
  return (
    <Words
      label="List by"
      words={[
        { label: 'by code and app', href: hrefTo('/errors', view), current: current === 'group' },
        { label: 'by code', href: hrefTo('/errors', view, { by: 'code' }), current: current === 'code' },
      ]}
    />
  );
}
