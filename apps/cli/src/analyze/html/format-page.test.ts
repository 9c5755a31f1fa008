import { hash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { event, reportOf, success } from '../testing.js';
import { formatPage } from './format-page.js';

const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'`;
const at = (minute: number) => new Date(Date.parse('2026-03-01T10:00:00Z') + minute * 60_000).toISOString();
let page: string;

beforeAll(async () => {
  page = await formatPage(
    reportOf([
      ...Array.from({ length: 12 }, (_, index) => event({ occurredAt: at(index * 9) })),
      event({ app: hostile, userName: hostile, country: hostile, ip: hostile }),
      event({ errorCode: { system: 'entra', code: hostile, variant: null }, reasonText: hostile }),
      success(),
    ]),
  );
});

/** What is between the tags of every element of that name. */
function contentsOf(tag: string): string[] {
  return [...page.matchAll(new RegExp(`<${tag}(?:>| [^>]*>)([\\s\\S]*?)</${tag}>`, 'g'))].map(
    ([, content = '']) => content,
  );
}

describe('the page', () => {
  it('loads nothing: its policy allows its own style and scripts alone, by their digests', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
    const digest = (text = '') => `&#39;sha256-${hash('sha256', text, 'base64')}&#39;`;
    const [style] = contentsOf('style');
    const [, chartJs, script] = contentsOf('script');
    expect(policy).toBe(
      `default-src &#39;none&#39;; style-src ${digest(style)}; script-src ${digest(chartJs)} ${digest(script)}; ` +
        'base-uri &#39;none&#39;; form-action &#39;none&#39;',
    );
    const ownMarkup = contentsOf('body')[0]?.replaceAll(/<script[\s\S]*?<\/script>/g, '') ?? '';
    expect(ownMarkup).not.toMatch(
      /<(?:link|img|iframe|object|embed|script|base|form)\b|<[^>]*\s(?:style|on\w+)=/,
    );
    expect(page).not.toContain('sourceMappingURL');
  });

  it('shows what a log holds as text', () => {
    expect(page).not.toContain('<img');
    expect(page).not.toContain('</script><script>alert');
    expect(page).toContain('&lt;/script&gt;&lt;script&gt;alert(1)');
  });

  it('can be read without its script: every number of a chart is in a table', () => {
    const body = page.slice(page.indexOf('<body>'), page.indexOf('<script type="application/json"'));
    for (const part of ['Wrong user name or password', 'The person', '2026-03-01 10:00', 'What to do']) {
      expect(body).toContain(part);
    }
  });

  it('needs no script where there is no trend', async () => {
    const short = await formatPage(reportOf([event()]));
    expect(short).toContain('script-src &#39;none&#39;');
    expect(short).not.toContain('<canvas');
  });
});
