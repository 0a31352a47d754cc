import { describe, expect, it } from 'vitest';
import { emptyReport } from '../../../tests/support/reports';
import { sameAsked } from './same-asked';
import type { Cell, Report } from './types';

const question: Cell = { id: 'c1', type: 'analysis', kind: 'rfm', version: 1, params: { days: 30 } };
const knob: Cell = { id: 'c2', type: 'control', name: 'from', control: { kind: 'number', value: 1, min: 0, max: 9, step: 1 } as never };
const report: Report = { ...emptyReport, cells: [question, knob] };
const changed = (change: Partial<Report>): Report => ({ ...report, ...change });

describe('whether two reports ask the same in a cell', () => {
  it.each([
    ['the same report', report],
    ['another title', changed({ title: 'Other' })],
    ['another title of the cell', changed({ cells: [{ ...question, title: 'Mine', width: 6, view: { show: 'table' } }, knob] })],
    ['another order, and a cell more', changed({ cells: [{ id: 'c9', type: 'text', markdown: 'x' }, question, knob] })],
    ['options in another order of keys', changed({ cells: [{ ...question, params: { ...question.params } }, knob] })],
    ['another label of a control', changed({ cells: [question, { ...knob, label: 'From' }] })],
  ])('yes: %s', (_what, other) => {
    expect(sameAsked(report, other)('c1')).toBe(true);
  });

  it.each([
    ['another range', changed({ range: { from: '2026-01-01', to: null } })],
    ['another as-of day', changed({ asOf: '2026-01-01' })],
    ['another currency', changed({ currency: 'JPY' })],
    ['a filter', changed({ filters: [{ table: 'customers', column: 'a', condition: { op: 'is_missing' } }] })],
    ['other options', changed({ cells: [{ ...question, params: { days: 31 } }, knob] })],
    ['another kind', changed({ cells: [{ ...question, kind: 'cohort' }, knob] })],
    ['the cell gone', changed({ cells: [knob] })],
    ['a control set otherwise', changed({ cells: [question, { ...knob, name: 'to' }] })],
    ['a control gone', changed({ cells: [question] })],
  ])('no: %s', (_what, other) => {
    expect(sameAsked(report, other)('c1')).toBe(false);
  });

  it('no: a cell that is in neither', () => {
    expect(sameAsked(report, report)('c7')).toBe(false);
  });
});
