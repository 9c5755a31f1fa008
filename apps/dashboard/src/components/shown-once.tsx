'use client';

import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import buttons from './button.module.css';
import { CodeBlock } from './code-block';
import forms from './form.module.css';
import styles from './page.module.css';

/** A secret, the only time that it is shown. Closing takes a deliberate click, not one beside it. */
export function ShownOnce({
  title,
  secret,
  onClose,
  children,
}: {
  title: string;
  secret: string | null;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Modal
      opened={secret !== null}
      onClose={onClose}
      title={title}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <p className={styles.note}>Keep it now: it is not shown again.</p>
      <CodeBlock text={secret ?? ''} label={title} />
      {children}
      <div className={forms.choices}>
        <button type="button" className={buttons.primary} onClick={onClose}>
          I have kept it
        </button>
      </div>
    </Modal>
  );
}
