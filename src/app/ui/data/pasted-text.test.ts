import { expect, test } from 'vitest';
import { recognisePaste } from './pasted-text';

const table = (extension: 'tsv' | 'csv', text: string) => ({ is: 'table', extension, text });

test.each([
  ['cells of a spreadsheet', '会员编号\t金额\nM1\t12', 'tsv'],
  ['cells whose texts hold commas', 'name\tcity\nLi, Wei\tHangzhou', 'tsv'],
  ['cells with line breaks and tabs within quotes', 'id\tnote\n1\t"a ""b""\nc\td"\n2\tx', 'tsv'],
  ['cells that are blank at the edges', '\tJan\tFeb\nLi\t\t\n', 'tsv'],
  ['records with commas', 'id,amount\r\n1,2\r\n', 'csv'],
  ['records whose first one breaks', '"order\nid",amount\r\n1,2', 'csv'],
] as const)('UI8 F50 %s', (_, text, extension) => {
  expect(recognisePaste(text)).toEqual(table(extension, text));
});

test.each([
  ['a link', ' https://example.org/app/#r=1.abc_DEF ', 'link'],
  ['one line', 'id,amount', 'nothing'],
  ['two sentences', 'Dear all,\nthe report is late.', 'nothing'],
  ['a paragraph', 'The quick brown fox jumps\nover the lazy dog again', 'nothing'],
  ['an address without a report', 'https://example.org/#top', 'nothing'],
  ['nothing', '', 'nothing'],
] as const)('UI8 %s', (_, text, is) => {
  expect(recognisePaste(text)).toEqual({ is });
});

test('F50 one column, as text and as cells', () => {
  expect(recognisePaste('会员编号\nM1\nM 2\n')).toEqual(table('csv', '会员编号\nM1\nM 2\n'));
  expect(recognisePaste('n\n\n5', [['n'], [''], ['5']])).toEqual(table('csv', 'n\n""\n5\n'));
});

test('F50 cells of the clipboard are taken before its text', () => {
  const cells = [
    ['id', 'note'],
    ['1', 'a\nb, c'],
  ];
  expect(recognisePaste('id\tnote\n1\ta b, c', cells)).toEqual(table('csv', 'id,note\n1,"a\nb, c"\n'));
  expect(recognisePaste('one cell', [['one cell']])).toEqual({ is: 'nothing' });
});
