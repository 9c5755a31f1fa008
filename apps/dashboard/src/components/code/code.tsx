import { type ErrorCode, formatErrorCode } from '@turnaway/contracts/error-code';
import { Breakable } from '@/components/breakable';
import styles from './code.module.css';

/** As long as most codes are, and still narrow enough for a column of a phone. */
const wholeLengthMax = 16;

/** An error code as it stands in tables: a short one stays whole, a long one breaks after its punctuation. */
export function Code({ of }: { of: ErrorCode }) {
  const text = formatErrorCode(of);
  return text.length <= wholeLengthMax ? (
    <code className={styles.whole}>{text}</code>
  ) : (
    <code>
      <Breakable text={text} />
    </code>
  );
}
