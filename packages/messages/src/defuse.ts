/** Shows nothing, and parts what a receiver would read as one. */
const gap = '\u200b';

/** An address as chats and mail readers find it in a text: with a scheme or `www.` before it, up to the next space. */
const address = /\b(?:[a-z][a-z0-9+.-]{1,30}:\/\/|mailto:|www\.)\S*/giu;
/** What calls people in some chat, save by an address of theirs. */
const call = /(^|[^\p{L}\p{N}])@(?=(?:everyone|here|channel|all|team)\b)/giu;
/** The name of a picture, which is not a part of a time. */
const emoji = /:(?=[\w+-]*[a-z][\w+-]*:)/giu;
const placeholder = /\{(?=\{)/gu;
const tag = /<(?=[a-z/!@#:])/giu;
/** What begins a heading, a quotation or a list. */
const lineMark = /^(?=\s*(?:#{1,6}|-#|>|[-*+]|\d{1,9}[.)])\s)/u;

/**
 * A text as it stands, in one line, save that nothing in it is found to be a link or a call to people by receivers that
 * look for these by themselves. Names come from logs, and whoever signs in chooses some of them.
 */
export function defuse(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(address, (found) => found.replace(/^mailto:|^[a-z][a-z0-9+.-]*:(?=\/\/)|\./giu, `$&${gap}`))
    .replace(call, `$1@${gap}`)
    .replace(tag, `<${gap}`);
}

/** The same for receivers that read some Markdown: nothing in it begins a list or a heading, or names a picture. */
export function defuseMarkdown(text: string): string {
  return defuse(text).replace(emoji, `:${gap}`).replace(placeholder, `{${gap}`).replace(lineMark, gap);
}
