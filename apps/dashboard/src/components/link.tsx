import type { ComponentProps } from 'react';

/**
 * A link within the dashboard. It is a plain one, which works before script does; `Leaving` listens to clicks for all of
 * them. Next's own is a component for each: a page holds more than a hundred, and waking them took most of the time
 * until a phone answers. Nothing is fetched ahead, as each would be a read of the database that no one asked for.
 */
export function Link({
  scroll = true,
  replace = false,
  ...props
}: ComponentProps<'a'> & {
  href: string;
  /** Whether the next page begins at its top. */
  scroll?: boolean;
  /** Whether the next page stands in the history in place of this one. */
  replace?: boolean;
}) {
  return <a data-nav={scroll ? 'top' : 'stay'} data-replace={replace || undefined} {...props} />;
}
