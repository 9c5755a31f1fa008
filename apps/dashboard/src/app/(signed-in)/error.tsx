'use client';

import { usePathname } from 'next/navigation';
import { Fault, type FaultProps } from '@/components/fault';
import { PageHeader } from '@/components/page';
import { isHere, placeGroups } from '@/components/shell/places';

/** Inside the shell, so that the ways to other pages stay when one page fails; and under that page's name. */
export default function PageFault(props: FaultProps) {
  const path = usePathname();
  const place = placeGroups.flat().find(({ href }) => isHere(path, href));
  return (
    <>
      {place !== undefined && <PageHeader title={place.label} />}
      <Fault {...props} isPart={place !== undefined} />
    </>
  );
}
