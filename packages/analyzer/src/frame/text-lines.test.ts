import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { bodyOf } from './body.js';
import { textRecordAt } from './text-lines.js';

function piecesOf(text: string): string[] {
  const body = bodyOf(Buffer.from(text));
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const piece = textRecordAt(body, at);
    pieces.push((piece.text ?? '').trim());
    at = piece.end + 1;
  }
  return pieces.filter((piece) => piece !== '');
}

test.each([
  ['XML, one a line', '<Event a="1"><System/></Event>\n<Event a="2"><System/></Event>\n', 2],
  ['XML with nothing between', '<Event a="1"><System/></Event><Event a="2"><System/></Event>', 2],
  ['a list of XML', '<Events><Event a="1"/></Event><Event a="2"></Event> </Events>\n', 2],
  [
    'XML with an event in its data',
    '<Event><UserData><Event></Event></UserData></Event>\n<Event></Event>',
    2,
  ],
  [
    'forms with a time',
    '03/05/2026 08:00:00 AM\nLogName=Security\nMessage=a\n\n b\n03/05/2026 08:01:00 AM\n',
    2,
  ],
  [
    'forms without a time',
    'LogName=Security\nEventCode=1\nMessage=a\n\nb\nLogName=Security\nEventCode=2\n',
    2,
  ],
  ['forms as Event Viewer copies them', 'Log Name:  Security\nSource:    x\nDescription:\na\n\nb\n', 1],
  ['lines that go on', 'first\n  at a\n  at b\nsecond\n', 2],
])('takes %s apart', (_, text, count) => {
  expect(piecesOf(text)).toHaveLength(count);
});
