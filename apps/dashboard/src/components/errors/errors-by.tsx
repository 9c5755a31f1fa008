import { Words } from '@/components/page';
import { hrefTo, type View } from '@/lib/view';

/** The switch between error groups, which are codes by app, and codes alone. */
export function ErrorsBy({
  view,
  current,
  tabs = false,
}: {
  view: View;
  current: 'group' | 'code';
  /** Whether they stand alone over the list. */
  tabs?: boolean;
}) {
  return (
    <Words
      label="List by"
      tabs={tabs}
      words={[
        { label: 'by code and app', href: hrefTo('/errors', view), current: current === 'group' },
        { label: 'by code', href: hrefTo('/errors', view, { by: 'code' }), current: current === 'code' },
      ]}
    />
  );
}
