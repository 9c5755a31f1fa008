import { explain } from '@turnaway/catalog/node';
import { Trouble } from '../trouble.js';
import { formatDetails, formatNearest, formatUnknown } from './format-beside.js';
import { formatExplanation } from './format-explanation.js';

const shownMax = 3;
const textLengthMax = 65_536;

/**
 * `turnaway explain`: prints what a text means, best answer first. `-` reads the text from standard input. Resolves
 * with the exit code: 0 something was found, 1 nothing was. Throws Trouble (wrong use).
 */
export async function runExplain(
  words: readonly string[],
  options: { json?: boolean | undefined; all?: boolean | undefined },
): Promise<number> {
  const text = words.length === 1 && words[0] === '-' ? await readStandardInput() : words.join(' ');
  if (text.trim() === '') throw new Trouble('explain: expected a code, a message or a log line', 2);
  const answer = explain(text);
  const { explanations } = answer;
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    return explanations.length > 0 ? 0 : 1;
  }
  if (explanations.length === 0) {
    process.stderr.write(
      'turnaway: nothing in the catalog fits for certain. Try the bare code (AADSTS50126), system/code ' +
        '(okta/LOCKED_OUT), or the sentence that the person saw.\n',
    );
    process.stderr.write(`${formatUnknown(answer)}${formatNearest(answer)}`);
    return 1;
  }
  const width = Math.min(process.stdout.columns ?? 80, 100);
  if (answer.details.length > 0) process.stdout.write(`${formatDetails(answer)}\n\n`);
  const shown = options.all === true ? explanations : explanations.slice(0, shownMax);
  const rule = `\n\n${'─'.repeat(Math.min(width, 40))}\n\n`;
  process.stdout.write(`${shown.map((one) => formatExplanation(one, width)).join(rule)}\n`);
  process.stdout.write(formatUnknown(answer) && `\n${formatUnknown(answer)}`);
  const left = explanations.length - shown.length;
  if (left > 0) process.stdout.write(`\n${left} more that fit less: --all shows them.\n`);
  return 0;
}

async function readStandardInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += String(chunk);
    // No more of it is looked at.
    if (text.length > textLengthMax) break;
  }
  return text;
}
