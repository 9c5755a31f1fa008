'use client';

import { Modal } from '@mantine/core';
import forms from '@/components/form.module.css';
import styles from './keyboard.module.css';
import { keyHelp, triageKeyHelp } from './keys';

/** What the keys do, and the switch for those that are a single letter. */
export function KeyHelp({
  onClose,
  hasSingleKeys,
  onSingleKeys,
}: {
  onClose: () => void;
  hasSingleKeys: boolean;
  onSingleKeys: (on: boolean) => void;
}) {
  return (
    <Modal opened onClose={onClose} title="Keys">
      <Keys keys={keyHelp} />
      <h3 className={styles.part}>In the list of errors</h3>
      <Keys keys={triageKeyHelp} />
      <div className={forms.options}>
        <label>
          <input
            type="checkbox"
            checked={hasSingleKeys}
            onChange={(event) => onSingleKeys(event.target.checked)}
          />
          Single letters work as keys
        </label>
      </div>
    </Modal>
  );
}

function Keys({ keys: known }: { keys: typeof keyHelp }) {
  return (
    <dl className={styles.keys}>
      {known.map(({ keys, what }) => (
        <div key={what}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
