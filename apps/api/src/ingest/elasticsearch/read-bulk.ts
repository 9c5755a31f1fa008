/** One action of a bulk request, as far as its answer needs it. */
export interface BulkAction {
  action: 'index' | 'create' | 'update' | 'delete';
  index: string | null;
  id: string | null;
  /** Is there a document where the action needs one? */
  isComplete: boolean;
}

const lineFeed = 0x0a;
/** An action names an index and an id, each of at most 512 bytes, and a few settings. */
const actionBytesMax = 4_096;
const openBrace = 0x7b;

/**
 * The actions of a bulk request, in order: an answer has an item for each. Documents are skipped unread. A line that
 * is no action, where one has to be, is taken for one that was broken on the way, with the document behind it. `null`
 * where the first line is none: then it is no bulk request.
 */
export function readBulk(bytes: Buffer): BulkAction[] | null {
  const actions: BulkAction[] = [];
  for (let line = lineAt(bytes, 0); line !== null; ) {
    const action = actionIn(line.bytes);
    if (action === null && actions.length === 0) return null;
    const next = lineAt(bytes, line.end + 1);
    if (action?.action === 'delete') {
      actions.push(action);
      line = next;
      continue;
    }
    const isAlone = action === null && next !== null && actionIn(next.bytes) !== null;
    actions.push({ ...(action ?? broken), isComplete: isAlone || next !== null });
    line = isAlone || next === null ? next : lineAt(bytes, next.end + 1);
  }
  return actions;
}

const broken: BulkAction = { action: 'index', index: null, id: null, isComplete: true };

/** The next line that is not blank. */
function lineAt(bytes: Buffer, start: number): { bytes: Buffer; end: number } | null {
  for (let at = start; at < bytes.length; ) {
    const found = bytes.indexOf(lineFeed, at);
    const end = found === -1 ? bytes.length : found;
    const line = bytes.subarray(at, end);
    if (line.some((byte) => byte > 0x20)) return { bytes: line, end };
    at = end + 1;
  }
  return null;
}

function actionIn(line: Buffer): BulkAction | null {
  if (line.length > actionBytesMax || line[0] !== openBrace) return null;
  let value: unknown;
  try {
    value = JSON.parse(line.toString());
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const [[name, target] = [], ...others] = Object.entries(value);
  if (others.length > 0 || !isAction(name) || typeof target !== 'object' || target === null) return null;
  return {
    action: name,
    index: textIn(Reflect.get(target, '_index')),
    id: textIn(Reflect.get(target, '_id')),
    isComplete: true,
  };
}

function isAction(name: unknown): name is BulkAction['action'] {
  return name === 'index' || name === 'create' || name === 'update' || name === 'delete';
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
