import { audienceSchema } from '@turnaway/contracts/taxonomy';
import { type Document, isMap, isScalar, isSeq, parseDocument, Scalar, visit, type YAMLMap } from 'yaml';
import { codeDataSchema, reasonDataSchema, systemDataSchema } from '../data-schema.js';
import type { DataFile } from './finding.js';

// Numbers by value, then letters: the order in which people look a code up.
const { compare } = new Intl.Collator('en', { numeric: true });

/** Lists of words stand in one line; lists of sentences have a line each. */
const inOneLine = new Set(['aliases', 'keywords', 'fragments', 'from', 'domains', 'kinds', 'text', 'when']);
/** Digits, days, yes and no stay text, whichever YAML reads the file. */
const inQuotes = new Set(['code', 'aliases', 'verified', 'credentialProven']);

/** The file's text in the one form that all files have: same content, same comments. Throws on broken YAML. */
export function formatFile({ folder, text }: Pick<DataFile, 'folder' | 'text'>): string {
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) throw fault;
  if (folder === 'systems') sortSystem(document);
  else sortReason(document);
  writeAlike(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function sortSystem(document: Document): void {
  sortKeys(document.contents, Object.keys(systemDataSchema.shape));
  const codes = document.get('codes');
  if (!isSeq(codes)) return;
  codes.items.sort((a, b) => compare(codeOf(a), codeOf(b)));
  for (const code of codes.items) {
    sortKeys(code, Object.keys(codeDataSchema.shape));
    if (isMap(code)) sortKeys(code.get('hints'), audienceSchema.options);
  }
}

function sortReason(document: Document): void {
  sortKeys(document.contents, Object.keys(reasonDataSchema.shape));
  sortKeys(document.get('hints'), audienceSchema.options);
  for (const part of ['forKinds', 'systems']) {
    const hints = document.get(part);
    if (isMap(hints)) for (const { value } of hints.items) sortKeys(value, audienceSchema.options);
  }
}

function codeOf(item: unknown): string {
  return isMap(item) ? String(item.get('code')) : '';
}

/** Puts the keys of a map in the order given; keys that are not in it stay behind, for the schema to refuse. */
function sortKeys(map: unknown, order: readonly string[]): void {
  if (!isMap(map)) return;
  const rank = ({ key }: YAMLMap['items'][number]) => {
    const found = order.indexOf(String(isScalar(key) ? key.value : key));
    return found === -1 ? order.length : found;
  };
  map.items.sort((a, b) => rank(a) - rank(b));
}

function writeAlike(document: Document): void {
  visit(document, {
    Pair(_, { key, value }) {
      const name = isScalar(key) ? String(key.value) : '';
      if (isSeq(value) || isMap(value)) value.flow = inOneLine.has(name);
      for (const scalar of isSeq(value) ? value.items : [value]) {
        if (isScalar(scalar)) scalar.type = inQuotes.has(name) ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN;
      }
    },
    Node(_, node) {
      node.spaceBefore = false;
    },
  });
}
