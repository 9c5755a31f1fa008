/** One code of a list, and how well it is founded. */
export interface ListedCode {
  /** The list's name. */
  list: string;
  /** Which of the list's kinds of code it is, such as `errorCode`. */
  kind: string;
  code: string;
  /** The symbolic name; may be empty. */
  name: string;
  isRecalled: boolean;
}

/**
 * The codes of a TSV with the columns `code`, `name`, `kind` and `status`. None where these are missing, for other
 * tables lie in the same folder.
 */
export function readList({ list, text }: { list: string; text: string }): ListedCode[] {
  const [head = '', ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const columns = head.split('\t');
  const places = ['code', 'name', 'kind', 'status'].map((name) => columns.indexOf(name));
  if (places.includes(-1)) return [];
  return lines.map((line) => {
    const cells = line.split('\t');
    const [code = '', name = '', kind = '', status = ''] = places.map((at) => cells[at]?.trim());
    return { list, kind, code, name, isRecalled: status === 'recalled' };
  });
}
