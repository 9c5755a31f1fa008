'use client';

import { NativeSelect } from '@mantine/core';
import { type Role, roles } from '@turnaway/contracts/roles';
import { roleWords } from '@/lib/role-words';

/** A choice of roles, each with what it may do. */
export function RoleChoice({
  value,
  onChange,
  upTo = 'owner',
}: {
  value: Role;
  onChange: (role: Role) => void;
  /** The highest that is offered. */
  upTo?: Role;
}) {
  const choose = (name: string) => {
    const role = roles.find((other) => other === name);
    if (role !== undefined) onChange(role);
  };
  return (
    <NativeSelect
      label="Role"
      value={value}
      onChange={(event) => choose(event.target.value)}
      data={roles
        .slice(roles.indexOf(upTo))
        .map((role) => ({ value: role, label: `${role}: ${roleWords[role]}` }))}
    />
  );
}
