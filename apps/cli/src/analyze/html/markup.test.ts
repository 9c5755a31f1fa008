import { expect, test } from 'vitest';
import { html, jsonBlock } from './markup.js';

const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;`;

test('text is escaped wherever it stands, markup and lists of it are not', () => {
  const page = html`<p title="${hostile}">${[html`<b>${hostile}</b>`, hostile]}${null}${3}</p>`;
  expect(page.source).toBe(
    '<p title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt;&amp;amp;">' +
      '<b>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt;&amp;amp;</b>' +
      '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt;&amp;amp;3</p>',
  );
});

test('no text can end a data block', () => {
  const { source } = jsonBlock({ label: '</script><script>alert(1)//' });
  expect(source).not.toContain('<');
  expect(JSON.parse(source)).toEqual({ label: '</script><script>alert(1)//' });
});
