import { redirect } from 'next/navigation';
import { getSavedView } from '@/lib/api';
import { savedHref } from '@/lib/saved-query';

/** A view's own link: it opens the page that it is of, with what it shows. */
export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  redirect(savedHref(await getSavedView((await params).id)));
}
