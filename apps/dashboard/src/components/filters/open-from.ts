/** Opens a menu that has just come, from its button, which takes the place and the focus of the one that asked for it. */
export function openFrom(button: HTMLButtonElement | null, setOpened: (opened: boolean) => void): void {
  button?.focus();
  setOpened(true);
}
