'use client';

import { may, type Right, type Role } from '@turnaway/contracts/roles';
import { createContext, type ReactNode, useContext } from 'react';

const RoleContext = createContext<Role | null>(null);

/** Tells everything inside what the reader may do; `null` where that could not be read. */
export function RightsOf({ role, children }: { role: Role | null; children: ReactNode }) {
  return <RoleContext value={role}>{children}</RoleContext>;
}

/** Whether the reader has a right. The API asks again: this only keeps away what would be refused. */
export function useMay(right: Right): boolean {
  const role = useContext(RoleContext);
  return role !== null && may(role, right);
}

/** What only those with a right are offered. */
export function May({ right, children }: { right: Right; children: ReactNode }) {
  return useMay(right) ? children : null;
}
