'use client';

import buttons from './button.module.css';
import forms from './form.module.css';
import { LateModal } from './late-modal';
import page from './page.module.css';

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  opened,
  label,
  meaning,
  onClose,
  onConfirm,
}: {
  opened: boolean;
  /** What the button said that was pressed. */
  label: string;
  /** What it would mean. */
  meaning: string;
  onClose: () => void;
  onConfirm: () => void;
}) {
  return (
    <LateModal opened={opened} onClose={onClose} title={`${label}?`}>
      <p className={page.note}>{meaning}</p>
      <div className={forms.choices}>
        <button type="button" className={buttons.button} onClick={onClose} data-autofocus>
          Cancel
        </button>
        <button type="button" className={buttons.danger} onClick={onConfirm}>
          {label}
        </button>
      </div>
    </LateModal>
  );
}
