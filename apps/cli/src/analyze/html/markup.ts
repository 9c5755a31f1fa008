import { htmlEscape } from 'escape-goat';
import { printable } from '../../printable.js';

/** HTML that is safe to put into a page as it is: made by {@link html} alone. */
export class Markup {
  constructor(readonly source: string) {}
}

type Part = Markup | string | number | null | readonly Part[];

/**
 * A template that writes HTML: markup is put in as it is, lists one after the other, nothing for `null`; all else is
 * text, and escaped, so that no log can write into the page. Attributes must be quoted.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((fixed, index) => fixed + sourceOf(parts[index] ?? null)).join(''));
}

function sourceOf(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.source;
  if (typeof part === 'string') return htmlEscape(printable(part));
  if (typeof part === 'number') return String(part);
  return part.map(sourceOf).join('');
}

/** JSON for a data block: no text in it can end the block, or begin another. */
export function jsonBlock(value: unknown): Markup {
  return new Markup(JSON.stringify(value).replaceAll('<', '\\u003c'));
}
