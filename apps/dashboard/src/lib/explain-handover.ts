/**
 * Carries a text from the palette to the Explain page in memory: in an address it would stay in the history, and a
 * pasted text may name people.
 */
const handedEvent = 'turnaway-explain';
let handed: string | null = null;

/** Leaves a text for the Explain page. */
export function handText(text: string): void {
  handed = text;
  window.dispatchEvent(new Event(handedEvent));
}

/** The text that was left, once; `null` if there is none. */
export function takeHandedText(): string | null {
  const text = handed;
  handed = null;
  return text;
}

/** Calls back when a text is left while the page is open already. Returns how to stop. */
export function onTextHanded(callback: () => void): () => void {
  window.addEventListener(handedEvent, callback);
  return () => window.removeEventListener(handedEvent, callback);
}
