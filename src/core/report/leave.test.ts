import { expect, test } from 'vitest';
import type { ColumnMapping } from '#core/model/source';
import { emptyReport, kinds } from '../../../tests/support/reports';
import { listLiterals } from './link/literals';
import { readLinkCode, writeLinkCode } from './link/codec';
import { leaveReport } from './leave';
import type { Report } from './types';

const yesNo: ColumnMapping['parse'] = { type: 'boolean', yes: ['on list'], no: ['off list'] };
const reportOf = (columns: readonly ColumnMapping[]): Report => ({
  ...emptyReport,
  sources: [{ name: 'orders', headers: columns.map(({ header }) => header), mapping: { grain: 'order', columns } }],
});
const columns: readonly ColumnMapping[] = [
  { header: 'id', role: 'order_id', parse: { type: 'text' }, nulls: ['test order'] },
  { header: 'name', role: 'attribute', parse: { type: 'text' }, personal: 'name', protect: 'mask', nulls: ['Ada Moss'] },
  { header: 'mail', role: 'customer_id', parse: { type: 'text' }, personal: 'email', protect: 'pseudonym', nulls: ['ada@example.com'] },
  { header: 'tel', role: 'skip', parse: yesNo, personal: 'phone', nulls: ['13800138001'], misfits: 'reject' },
  { header: 'sum', role: 'net_amount', parse: { type: 'number', strip: ['¥'] }, nulls: ['on the house'] },
  { header: 'vip', role: 'attribute', parse: yesNo },
];

test('LK7 columns that are left out, masked or replaced leave without a value of their file', () => {
  const leaving = leaveReport(reportOf(columns));
  expect(leaving.sources[0]!.mapping.columns).toEqual([
    columns[0],
    { header: 'name', role: 'attribute', parse: { type: 'text' }, personal: 'name', protect: 'mask' },
    { header: 'mail', role: 'customer_id', parse: { type: 'text' }, personal: 'email', protect: 'pseudonym' },
    { header: 'tel', role: 'skip', parse: { type: 'text' }, personal: 'phone', misfits: 'reject' },
    columns[4],
    columns[5],
  ]);
  const read = readLinkCode(writeLinkCode(leaving), kinds);
  expect(read.ok && read.value.report).toEqual(leaving);
});

test('LK5 LK7 words for nothing, for yes and for no that travel are listed', () => {
  const literals = listLiterals(leaveReport(reportOf(columns)));
  expect(literals.filter(({ from }) => from === 'word').map(({ text }) => text)).toEqual([
    'test order',
    'on the house',
    'on list',
    'off list',
  ]);
});
