import NextLink from 'next/link';
import type { ComponentProps } from 'react';

/**
 * Next's link, which does not fetch ahead: a page here holds dozens of links, each would be a read of the
 * database that no one asked for.
 */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
