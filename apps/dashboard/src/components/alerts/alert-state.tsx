import type { Alert } from '@turnaway/contracts/alerts';
import { Badge } from '@/components/page';

/** An alert's state as a word. */
export function AlertState({
  state,
  level = 'alert',
}: {
  state: Alert['state'] | 'ok' | 'pending';
  level?: Alert['level'] | 'ok';
}) {
  if (state === 'firing' && level === 'warn') return <Badge tone="warn">warning</Badge>;
  if (state === 'firing') return <Badge tone="bad">firing</Badge>;
  if (state === 'pending') return <Badge tone="warn">pending</Badge>;
  return <Badge tone="good">{state === 'ok' ? 'quiet' : 'resolved'}</Badge>;
}
