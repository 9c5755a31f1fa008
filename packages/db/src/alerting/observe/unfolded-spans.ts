import { minuteMs, type Span } from '../../readings/range.js';
import { type Behind, joinSpans } from '../../readings/split-span.js';

const quarterMs = 15 * minuteMs;

/** The quarters of an hour of a span that have events which no summary holds yet. */
export function unfoldedSpans({ from, to }: Span, { quarters }: Behind): Span[] {
  const marked = [...quarters]
    .filter((start) => start + quarterMs > from.getTime() && start < to.getTime())
    .sort((a, b) => a - b);
  return joinSpans(
    marked.map((start) => ({
      from: new Date(Math.max(start, from.getTime())),
      to: new Date(Math.min(start + quarterMs, to.getTime())),
    })),
  );
}
