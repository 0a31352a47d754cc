import { expect, test } from 'vitest';
import { recognisePaste } from './pasted-text';

test.each([
  ['cells of a spreadsheet', '会员编号\t金额\nM1\t12', { is: 'table', extension: 'tsv' }],
  ['cells whose texts hold commas', 'name\tcity\nLi, Wei\tHangzhou', { is: 'table', extension: 'tsv' }],
  ['records with commas', 'id,amount\r\n1,2\r\n', { is: 'table', extension: 'csv' }],
  ['a link', ' https://example.org/app/#r=1.abc_DEF ', { is: 'link' }],
  ['one line', 'id,amount', { is: 'nothing' }],
  ['two sentences', 'Dear all,\nthe report is late.', { is: 'nothing' }],
  ['an address without a report', 'https://example.org/#top', { is: 'nothing' }],
  ['nothing', '', { is: 'nothing' }],
])('UI8 %s', (_, text, expected) => {
  expect(recognisePaste(text)).toEqual(expected);
});
