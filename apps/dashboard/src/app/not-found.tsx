import buttons from '@/components/button.module.css';
import empties from '@/components/empty.module.css';
import { Link } from '@/components/link';
import page from '@/components/page.module.css';

export default function NotFound() {
  return (
    <main className={page.alone}>
      <div className={empties.empty}>
        <h1>There is nothing at this address</h1>
        <p>It may have been deleted, or its time of keeping is over.</p>
        <Link className={buttons.primary} href="/">
          Go to the Overview
        </Link>
      </div>
    </main>
  );
}
