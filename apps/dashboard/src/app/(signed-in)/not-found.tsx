import buttons from '@/components/button.module.css';
import { Link } from '@/components/link';
import { Empty } from '@/components/page';

export default function NotFound() {
  return (
    <Empty title="There is nothing at this address">
      <p>It may have been deleted, or its time of keeping is over.</p>
      <Link className={buttons.primary} href="/">
        Go to the Overview
      </Link>
    </Empty>
  );
}
