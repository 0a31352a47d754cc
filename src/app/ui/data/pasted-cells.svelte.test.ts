import { expect, test } from 'vitest';
import { cellsOfHtml } from './pasted-cells';

test('F50 cells as Excel copies them: line breaks, blanks, hidden digits, merged cells', () => {
  const html = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><!--StartFragment--><table>
    <tr><td>id</td><td>note</td><td>amount</td><td>on</td></tr>
    <tr><td>00123</td><td>a<br>b</td><td x:num="1234.5678">1,234.57</td><td x:num="45296">2024/1/5</td></tr>
    <tr><td rowspan=2>A2</td><td>c&nbsp;d</td><td></td><td colspan=1>x</td></tr>
    <tr><td>e</td><td x:num="0.12">12%</td><td>y</td></tr>
    <tr><td></td><td></td><td></td><td></td></tr>
  </table><!--EndFragment--></body></html>`;
  expect(cellsOfHtml(html)).toEqual([
    ['id', 'note', 'amount', 'on'],
    ['00123', 'a\nb', '1234.5678', '2024/1/5'],
    ['A2', 'c d', '', 'x'],
    ['', 'e', '12%', 'y'],
  ]);
});

test('F50 cells as Google Sheets copies them, and one column', () => {
  const html = `<google-sheets-html-origin><table><tr><td data-sheets-value='{"1":2,"2":"n"}'>n</td></tr><tr><td data-sheets-value='{"1":3,"3":0.123456}'>0.12</td></tr></table>`;
  expect(cellsOfHtml(html)).toEqual([['n'], ['0.123456']]);
});

test('HTML without a table, or with several, gives no cells, and nothing in it runs', () => {
  expect(cellsOfHtml('<p>Dear all</p>')).toBeNull();
  expect(cellsOfHtml('<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>')).toBeNull();
  const page = globalThis as unknown as Record<string, unknown>;
  cellsOfHtml('<table><tr><td><img src="x" onerror="globalThis.ran = 1"><script>globalThis.ran = 1</script>a</td></tr></table>');
  expect(page['ran']).toBeUndefined();
});
