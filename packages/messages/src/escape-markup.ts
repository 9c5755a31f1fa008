/** Writes a text so that no character of it is read as HTML, or as one of the marks that Slack gives a meaning. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The same in at most `charactersMax` characters: a cut goes through no sign that was escaped. */
export function escapeWithin(text: string, charactersMax: number): string {
  const whole = escapeMarkup(text);
  if ([...whole].length <= charactersMax) return whole;
  let written = '';
  let length = 0;
  for (const character of text) {
    const escaped = escapeMarkup(character);
    // The last place is the ellipsis's.
    length += [...escaped].length;
    if (length >= charactersMax) break;
    written += escaped;
  }
  return `${written}…`;
}
