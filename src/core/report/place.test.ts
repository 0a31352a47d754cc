import { expect, test } from 'vitest';
import { emptyReport } from '../../../tests/support/reports';
import type { Control } from './notebook-types';
import { NO_PLACE, placeReport, readPlace } from './place';
import type { Report } from './types';

const control = (name: string, of: Control) => ({ id: name, type: 'control' as const, name, control: of });
const report: Report = {
  ...emptyReport,
  segments: [{ id: 's1', name: 'Lost', of: { kind: 'rule', filters: [] } }],
  cells: [
    control('region', { type: 'choice', choices: { of: 'list', values: ['north', 'south'] }, value: 'south' }),
    control('regions', { type: 'multi_choice', choices: { of: 'list', values: ['north', 'south'] }, value: [] }),
    control('shop', { type: 'choice', choices: { of: 'column', table: 'orders', column: 'store' }, value: null }),
    control('top', { type: 'number', min: 1, max: 50, value: 10 }),
    control('span', { type: 'date_range', value: { from: null, to: null } }),
    control('until', { type: 'as_of', value: null }),
    control('word', { type: 'text', value: '' }),
    control('who', { type: 'segment', value: null }),
  ],
};
const after = (query: string) => {
  const { report: placed, issues } = placeReport(report, readPlace(query));
  const changed = placed.cells.filter((cell, index) => cell !== report.cells[index]);
  return {
    values: changed.map((cell) => cell.type === 'control' && [cell.name, cell.control.value]),
    issues: issues.map(({ code }) => code),
  };
};

test('PL1 the cell and the values that stand behind a link', () => {
  expect(readPlace('cell=c4&p.region=north&p.=x&utm_source=mail')).toEqual({ cell: 'c4', values: new Map([['region', 'north']]) });
  expect(readPlace('')).toEqual(NO_PLACE);
  expect(readPlace('p.word=%E4%B8%8A%E6%B5%B7+a').values.get('word')).toBe('上海 a');
  expect(readPlace('p.word=50%&p.x=a=b').values).toEqual(
    new Map([
      ['word', '50%'],
      ['x', 'a=b'],
    ]),
  );
  expect(readPlace(Array.from({ length: 90 }, (_, n) => `p.a${n}=1`).join('&')).values.size).toBe(50);
  expect(readPlace(`p.a=${'x'.repeat(2001)}`).values.size).toBe(0);
});

test.each([
  ['p.region=north', [['region', 'north']]],
  ['p.REGION=north', [['region', 'north']]],
  ['p.regions=north|south', [['regions', ['north', 'south']]]],
  ['p.regions=', [['regions', []]]],
  ['p.shop=anything', [['shop', 'anything']]],
  ['p.top=7', [['top', 7]]],
  ['p.top=', [['top', null]]],
  ['p.span=2026-01-01..2026-06-30', [['span', { from: '2026-01-01', to: '2026-06-30' }]]],
  ['p.span=..2026-06-30', [['span', { from: null, to: '2026-06-30' }]]],
  ['p.until=2026-06-30', [['until', '2026-06-30']]],
  ['p.word=a%26b', [['word', 'a&b']]],
  ['p.who=Lost', [['who', 's1']]],
  [
    'p.who=s1&p.top=3',
    [
      ['top', 3],
      ['who', 's1'],
    ],
  ],
])('PL2 %s is taken', (query, values) => {
  expect(after(query)).toEqual({ values, issues: [] });
});

test.each([
  'p.region=west',
  'p.regions=north|west',
  'p.top=51',
  'p.top=NaN',
  'p.top=0x10',
  'p.top=1e999',
  'p.span=2026-06-30',
  'p.span=2026-06-30..2026-01-01',
  'p.span=2026-02-30..2026-03-01',
  'p.span=a..b',
  'p.until=tomorrow',
  'p.who=Nobody',
])('PL2 NB5 %s does not fit: said, and nothing is changed', (query) => {
  expect(after(query)).toEqual({ values: [], issues: ['issue_link_value'] });
});

test('PL2 a name of no control is said; the others are taken', () => {
  expect(after('p.nowhere=1&p.top=3')).toEqual({ values: [['top', 3]], issues: ['issue_link_no_control'] });
  expect(placeReport(report, NO_PLACE).report).toBe(report);
});
