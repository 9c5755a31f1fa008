import { Link } from '@/components/link';
import { Empty } from '@/components/page';
import page from '@/components/page.module.css';

export default function NotFound() {
  return (
    <Empty title="There is nothing at this address">
      <p>It may have been deleted, or its time of keeping is over.</p>
      <Link className={page.primary} href="/">
        Go to the Overview
      </Link>
    </Empty>
  );
}
