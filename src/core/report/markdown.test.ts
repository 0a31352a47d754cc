import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../tests/support/seeded';
import { renderMarkdown } from './markdown';

const REL = 'rel="noopener noreferrer nofollow" target="_blank"';

describe('what people write', () => {
  test.each([
    ['# 标题\n\n**重点** 与 *语气*', '<h1>标题</h1>\n<p><strong>重点</strong> 与 <em>语气</em></p>'],
    ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['3. c', '<ol start="3">\n<li>c</li>\n</ol>'],
    ['```sql\nSELECT 1 < 2\n```', '<pre><code>SELECT 1 &lt; 2\n</code></pre>'],
    ['a  \nb', '<p>a<br>\nb</p>'],
    ['> q\n\n---', '<blockquote>\n<p>q</p>\n</blockquote>\n<hr>'],
  ])('%j', (source, html) => {
    expect(renderMarkdown(source)).toBe(html);
  });
});

describe('MD1 HTML is text', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<svg/onload=alert(1)>',
    '<!--x-->',
  ])('MD1 %s', (source) => {
    expect(renderMarkdown(source)).not.toMatch(/<(?!\/?p>)/);
  });
});

describe('MD2 links', () => {
  test('MD2 https and mailto carry rel and target', () => {
    expect(renderMarkdown('[a](https://b.example/c?d=1&e=2 "t")')).toBe(`<p><a href="https://b.example/c?d=1&amp;e=2" ${REL}>a</a></p>`);
    expect(renderMarkdown('<mailto:a@b.example>')).toBe(`<p><a href="mailto:a@b.example" ${REL}>mailto:a@b.example</a></p>`);
  });
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'http://b.example',
    '//b.example',
    '/x',
    '#r=1.x',
    'file:///etc',
    'javascript&colon;alert(1)',
    'ftp://x',
  ])('MD2 %s is shown as its words', (address) => {
    expect(renderMarkdown(`[words](${address}) and [more](https://c.example)`)).not.toContain(`href="${address.trim()}`);
    expect(renderMarkdown(`[words](<${address.trim()}>)`)).toMatch(/^<p>words<\/p>$/);
  });
  test('MD2 a refused link inside other words closes nothing of theirs', () => {
    expect(renderMarkdown('[a](http://x) **[b](https://y.example)** [c](javascript:1)')).toBe(
      `<p>a <strong><a href="https://y.example" ${REL}>b</a></strong> c</p>`,
    );
  });
  test.each([
    ['[a <https://x.example> b](https://y.example) c', `<p><a href="https://y.example" ${REL}>a https://x.example b</a> c</p>`],
    ['[a <javascript:1> b](https://y.example) c', `<p><a href="https://y.example" ${REL}>a javascript:1 b</a> c</p>`],
    ['[a <https://x.example> b](http://y.example) c', `<p>a <a href="https://x.example" ${REL}>https://x.example</a> b c</p>`],
  ])('MD2 an address inside a link, %j: one link at most, and it ends', (source, html) => {
    expect(renderMarkdown(source)).toBe(html);
  });
  test('MD2 an address cannot end its attribute', () => {
    const html = renderMarkdown('[a](<https://x.example/" onclick="alert(1)>)');
    expect(html).not.toMatch(/\sonclick="/);
    expect(html.match(/"/g)).toHaveLength(6);
  });
});

test('MD3 an image is its words', () => {
  expect(renderMarkdown('a ![a *tea* house](https://x.example/t.png "t") b')).toBe('<p>a a tea house b</p>');
  expect(renderMarkdown('![<b>"x"](https://x.example/t.png)')).toBe('<p>&lt;b&gt;&quot;x&quot;</p>');
  expect(renderMarkdown('[![words](https://x.example/t.png)](https://y.example)')).toBe(
    `<p><a href="https://y.example" ${REL}>words</a></p>`,
  );
});

describe('MD4 whatever the source', () => {
  const address = fc.constantFrom(
    'https://a.example/x',
    'https://b.example/?q="',
    'http://c.example',
    'javascript:alert(1)',
    'mailto:d@e.example',
    'data:x',
  );
  const piece = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom(
      '<',
      '>',
      '"',
      '`',
      '*',
      '[',
      ']',
      '(',
      ')',
      '!',
      '\n',
      '\n\n',
      '    ',
      '<a href="',
      '<img src="',
      'onload=',
      '&#x6a;',
      '\\',
      '<!--',
    ),
    fc.tuple(fc.string({ maxLength: 5 }), address).map(([words, to]) => `[${words}](${to})`),
    fc.tuple(fc.string({ maxLength: 5 }), address).map(([words, to]) => `![${words}](<${to}>)`),
    address.map((to) => `<${to}>`),
    address.map((to) => `\n\n[ref]: ${to}\n\n[ref]`),
  );
  const ALLOWED =
    /^<(?:\/?(?:p|h[1-6]|ul|ol|li|blockquote|pre|code|em|strong|hr|br)|ol start="\d+"|\/a|a href="(https:\/\/|mailto:)[^"<>]*" rel="noopener noreferrer nofollow" target="_blank")>$/i;
  const plain = (html: string) => html.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>');

  test('MD4 only allowed tags, no src, no href that is not in the source', () => {
    let links = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const source = pieces.join('');
        const html = renderMarkdown(source);
        for (const tag of html.match(/<[^>]*>?/g) ?? []) expect(tag).toMatch(ALLOWED);
        for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) {
          links++;
          const origin = /^(https:\/\/[a-z.]*|mailto:)/i.exec(plain(href))?.[0] ?? 'none';
          expect(source.toLowerCase()).toContain(origin.toLowerCase().replace(/^mailto:$/, '@'));
          const known = /^(https:\/\/[ab]\.example\/(x|\?q=%22|\?q=")|mailto:d@e\.example)/.test(plain(href));
          expect(known || source.includes(decodeURI(plain(href)).slice(0, 12))).toBe(true);
        }
        expect((html.match(/<a /g) ?? []).length).toBe((html.match(/<\/a>/g) ?? []).length);
      }),
      runs(10_000),
    );
    expect(links).toBeGreaterThan(100);
  });
});

describe('MD5 a text built to keep the page busy', () => {
  test.each(['>', '[', '*a', '*a_', '![a](', '[a](', '**x', '[x]: y\n', '<a ', '`` ` ', '- ', '+ ', '1. ', ']'])(
    'MD5 fifty thousand characters of %j',
    (piece) => {
      const source = piece.repeat(50_000 / piece.length);
      const started = process.cpuUsage();
      const html = renderMarkdown(source);
      const { user } = process.cpuUsage(started);
      expect(user / 1000).toBeLessThan(2000);
      expect(html).not.toBe('');
    },
  );
  test('MD5 it stands as text, and only as text', () => {
    expect(renderMarkdown('<b>&*'.repeat(1001))).toBe(`<pre>${'&lt;b&gt;&amp;*'.repeat(1001)}</pre>`);
  });
});
