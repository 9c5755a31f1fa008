/** Writes a text so that no character of it is read as HTML, or as one of the marks that Slack gives a meaning. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
