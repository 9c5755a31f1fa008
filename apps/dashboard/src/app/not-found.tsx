import { Link } from '@/components/link';
import page from '@/components/page.module.css';

export default function NotFound() {
  return (
    <main className={page.alone}>
      <div className={page.empty}>
        <h1>There is nothing at this address</h1>
        <p>It may have been deleted, or its time of keeping is over.</p>
        <Link className={page.primary} href="/">
          Go to the Overview
        </Link>
      </div>
    </main>
  );
}
