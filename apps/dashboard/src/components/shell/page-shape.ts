/** What a page looks like from afar. */
export type PageShape = 'overview' | 'list' | 'detail';

const detailPaths = /^\/(?:errors|catalog|people|apps|addresses|batches|feeds)\/[^/]/;

/** The shape of the page at a path, before it is there. */
export function shapeOf(path: string): PageShape {
  if (path === '/') return 'overview';
  return detailPaths.test(path) ? 'detail' : 'list';
}

/** The element that holds a page, beside which the next one's shape stands while it is on its way. */
export const pageId = 'page';
