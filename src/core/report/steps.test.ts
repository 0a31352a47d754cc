import { describe, expect, test } from 'vitest';
import type { Result } from '#core/model/result';
import type { Mapping } from '#core/model/source';
import type { PreparationStep } from '#core/model/steps';
import { readReport } from './parse';
import { serializeReport } from './serialize';
import { parseMapping } from './source-info';
import { listLiterals } from './link/literals';
import { emptyReport, kinds } from '../../../tests/support/reports';
import type { Report } from './types';

const codes = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.code));
const steps: readonly PreparationStep[] = [
  { kind: 'filter', effect: 'leave_out', column: '状态', condition: { op: 'in', values: ['已取消'] } },
  { kind: 'filter', effect: 'keep', column: 'amount', condition: { op: 'between', from: 1, to: 900 } },
  { kind: 'deduplicate', keys: ['id'], survivor: { by: 'largest', column: 'day' } },
  {
    kind: 'recode',
    column: '状态',
    entries: [{ from: ['done', 'ok'], to: '完成' }],
    ignoreCase: true,
    rest: { do: 'replace', to: '其他' },
  },
  { kind: 'trim', columns: ['id'], inner: true, halfWidth: true, letters: 'upper' },
  { kind: 'split', column: 'place', by: { at: 'places', places: [2, 4] }, into: ['a', 'b'] },
  { kind: 'derive', name: 'net', expression: 'amount / 1.13' },
];
const mapping: Mapping = {
  grain: 'order',
  columns: [
    { header: 'id', role: 'order_id', parse: { type: 'text' } },
    { header: 'net', role: 'net_amount', parse: { type: 'number', strip: [] } },
  ],
  steps,
};
const withMapping = (changed: unknown) => ({ ...emptyReport, sources: [{ name: 'orders', headers: ['id'], mapping: changed }] });

describe('RP2 RP3 RP8 steps in a report', () => {
  test('RP8 what was written is read again, and a mapping without steps opens as before', () => {
    const report = withMapping(mapping) as Report;
    const read = readReport(serializeReport(report), kinds);
    expect(read.ok && read.value.report).toEqual(report);
    const { steps: _, ...plain } = mapping;
    const old = readReport(JSON.stringify(withMapping(plain)), kinds);
    expect(old.ok && 'steps' in old.value.report.sources[0]!.mapping).toBe(false);
    expect(parseMapping(JSON.parse(JSON.stringify(mapping)))).toEqual({ ok: true, value: mapping });
  });

  test.each([
    ['a kind that is not known', { kind: 'sql', text: 'DROP TABLE orders' }],
    ['a field too many', { kind: 'derive', name: 'a', expression: '1', sql: 'SELECT 1' }],
    ['an expression of 2,001 characters', { kind: 'derive', name: 'a', expression: '1'.repeat(2001) }],
    ['a limit that is no number', { kind: 'filter', effect: 'keep', column: 'a', condition: { op: 'gt', value: {} } }],
    ['a place that is no whole number', { kind: 'split', column: 'a', by: { at: 'places', places: [1.5] }, into: ['b'] }],
  ])('RP2 %s is refused', (_, step) => {
    expect(codes(readReport(JSON.stringify(withMapping({ ...mapping, steps: [step] })), kinds))).toEqual(['issue_report_invalid']);
  });

  test('RP3 a hundred steps and no more', () => {
    const many = (count: number) =>
      readReport(JSON.stringify(withMapping({ ...mapping, steps: Array.from({ length: count }, () => steps[0]) })), kinds);
    expect(codes(many(100))).toEqual([]);
    expect(codes(many(101))).toEqual(['issue_report_invalid']);
  });

  test('LK5 the values that steps name are listed before a link is copied', () => {
    const listed = listLiterals(withMapping(mapping) as Report).filter(({ from }) => from === 'step');
    expect(listed.map(({ text }) => text)).toEqual(['已取消', '1', '900', 'done', 'ok', '完成', '其他', 'amount / 1.13']);
  });
});
