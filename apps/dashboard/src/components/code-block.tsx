import blockStyles from './code-block.module.css';
import { CopyButton } from './copy-button';

/** A command or a record as text, to read and to copy. */
export function CodeBlock({ text, label }: { text: string; label: string }) {
  return (
    <div className={blockStyles.code}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section aria-label={label} tabIndex={0}>
        <pre>{text}</pre>
      </section>
      <div className={blockStyles.copy}>
        <CopyButton text={text} />
      </div>
    </div>
  );
}
