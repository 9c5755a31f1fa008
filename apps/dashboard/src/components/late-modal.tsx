'use client';

import { Modal, type ModalProps } from '@mantine/core';
import { useEffect, useState } from 'react';

/** A dialog that comes when it is asked for: it opens once it is there, so that closing gives the focus back. */
export function LateModal({ opened, ...props }: ModalProps) {
  const [isUp, setUp] = useState(false);
  useEffect(() => setUp(opened), [opened]);
  return <Modal opened={isUp} {...props} />;
}
