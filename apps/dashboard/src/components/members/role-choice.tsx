'use client';

import { NativeSelect } from '@mantine/core';
import { type Role, roleSchema } from '@turnaway/contracts/roles';
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
  const { options } = roleSchema;
  return (
    <NativeSelect
      label="Role"
      value={value}
      onChange={(event) => onChange(roleSchema.parse(event.target.value))}
      data={options
        .slice(options.indexOf(upTo))
        .map((role) => ({ value: role, label: `${role}: ${roleWords[role]}` }))}
    />
  );
}
