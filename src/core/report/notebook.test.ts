import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#core/model/presentation';
import { emptyReport, kinds } from '../../../tests/support/reports';
import { applyEdit } from './edits';
import { RESERVED_NAMES } from './notebook-check';
import { listLiterals } from './link/literals';
import { readLinkCode, writeLinkCode } from './link/codec';
import { readReport, readReportValue } from './parse';
import { serializeReport } from './serialize';
import type { Cell, Edit, Report } from './types';

const text = readFileSync(path.join(import.meta.dirname, 'examples/notebook.report.json'), 'utf8');
const read = readReport(text, kinds);
if (!read.ok) throw new Error(JSON.stringify(read.issues));
const notebook = read.value.report;
const codeOf = (report: object) => {
  const result = readReportValue(report, kinds);
  return result.ok ? 'read' : result.issues[0]?.code;
};
const withCell = (...cells: readonly object[]) =>
  codeOf({ ...emptyReport, cells: cells.map((cell, index) => ({ id: `c${index}`, ...cell })) });
const sql = (name: string) => ({ type: 'sql', name, query: { by: 'sql', text: '' } });
const knob = (control: object, name = 'knob') => ({ type: 'control', name, control });

describe('NB1 versions', () => {
  test('NB1 a report without anything new is written as version 1', () => {
    expect(JSON.parse(serializeReport(emptyReport))).toHaveProperty('version', 1);
    const cell: Cell = { id: 'c1', type: 'text', markdown: '' };
    expect(JSON.parse(serializeReport({ ...emptyReport, cells: [cell] }))).toHaveProperty('version', 1);
    expect(JSON.parse(serializeReport({ ...emptyReport, cells: [{ ...cell, width: 6 }] }))).toHaveProperty('version', 2);
  });
  test.each(notebook.cells.map(({ id }) => id).filter((id) => id !== 'c1'))('NB1 cell %s of the example needs version 2', (id) => {
    const { definitions: _definitions, metrics: _metrics, ...rest } = notebook;
    const only = { ...rest, cells: notebook.cells.filter((cell) => cell.id === id) } as Report;
    expect(JSON.parse(serializeReport(only))).toHaveProperty('version', 2);
  });
  test('NB1 definitions and metrics need version 2', () => {
    for (const part of ['definitions', 'metrics'] as const)
      expect(JSON.parse(serializeReport({ ...emptyReport, [part]: notebook[part] }))).toHaveProperty('version', 2);
  });
  test('NB1 a link brings the whole notebook', () => {
    const opened = readLinkCode(writeLinkCode(notebook), kinds);
    expect(opened.ok && serializeReport(opened.value.report)).toBe(serializeReport(notebook));
  });
});

describe('NB2 names', () => {
  test.each(['a', '_a', '按月', 'é1', 'a'.repeat(60)])('NB2 %s is a name', (name) => expect(withCell(sql(name))).toBe('read'));
  test.each(['', '1a', 'a b', 'a.b', 'a"', 'a-b', 'a'.repeat(61), '{{a}}'])('NB2 %j is none', (name) =>
    expect(withCell(sql(name))).toBe('issue_report_invalid'),
  );
  test('NB2 no two are the same, whatever the case', () => {
    expect(withCell(sql('one'), sql('ONE'))).toBe('issue_report_names_repeat');
    expect(withCell(sql('one'), knob({ type: 'text', value: '' }, 'One'))).toBe('issue_report_names_repeat');
  });
  test.each(['orders', 'Customers', 'in_range', 'PEOPLE', 'segment_3', 'rows', 'cell'])('NB2 %s is taken', (name) =>
    expect(withCell(sql(name))).toBe('issue_report_name_reserved'),
  );
});

describe('NB5 controls', () => {
  const list = { of: 'list', values: ['a', 'b'] };
  test.each([
    [{ type: 'number', min: 0, max: 9, value: 9 }, 'read'],
    [{ type: 'number', min: 0, max: 9, value: 10 }, 'issue_report_control_value'],
    [{ type: 'number', min: null, max: null, value: -1e9 }, 'read'],
    [{ type: 'choice', choices: list, value: 'a' }, 'read'],
    [{ type: 'choice', choices: list, value: null }, 'read'],
    [{ type: 'choice', choices: list, value: 'c' }, 'issue_report_control_value'],
    [{ type: 'choice', choices: { of: 'column', table: 'orders', column: 'channel' }, value: 'long gone' }, 'read'],
    [{ type: 'multi_choice', choices: list, value: ['b', 'a'] }, 'read'],
    [{ type: 'multi_choice', choices: list, value: ['a', 'a'] }, 'issue_report_control_value'],
    [{ type: 'date_range', value: { from: '2026-02-01', to: '2026-01-01' } }, 'issue_report_control_value'],
    [{ type: 'date_range', value: { from: '2026-02-30', to: null } }, 'issue_report_invalid'],
    [{ type: 'slider', value: 1 }, 'issue_report_invalid'],
  ])('NB5 %j: %s', (control, code) => expect(withCell(knob(control))).toBe(code));
});

describe('NB6 definitions', () => {
  const code = (edit: Edit) => {
    const result = applyEdit(notebook, edit);
    return result.ok ? 'made' : result.issues[0]?.code;
  };
  test('NB6 a definition that a cell asks for cannot go', () => {
    expect(code({ op: 'remove_definition', id: 'd1' })).toBe('issue_report_definition_missing');
    expect(
      code({
        op: 'all',
        edits: [
          { op: 'remove_cell', id: 'c12' },
          { op: 'remove_definition', id: 'd1' },
        ],
      }),
    ).toBe('made');
  });
  test('NB6 a cell of one’s own without a definition, and a prebuilt one with one, are refused', () => {
    const cell = { type: 'analysis', version: 1, params: {} };
    expect(withCell({ ...cell, kind: 'custom', definition: 'd9' })).toBe('issue_report_definition_missing');
    expect(withCell({ ...cell, kind: 'custom' })).toBe('issue_report_definition_missing');
    expect(withCell({ ...cell, kind: 'rfm', definition: 'd1' })).toBe('issue_report_definition_missing');
  });
});

describe('NB8 caps and strict shapes', () => {
  const definition = notebook.definitions![0]!;
  const defined = (changes: object) => codeOf({ ...emptyReport, definitions: [{ ...definition, ...changes }] });
  test('NB8 a definition', () => {
    expect(defined({})).toBe('read');
    expect(defined({ steps: [] })).toBe('issue_report_invalid');
    expect(defined({ steps: Array.from({ length: 21 }, (_, index) => ({ id: `s${index}`, sql: '' })) })).toBe('issue_report_invalid');
    expect(defined({ html: '<b>' })).toBe('issue_report_invalid');
    expect(defined({ form: [{ key: 'a', label: 'A', help: '', type: 'integer', min: 0, max: 9, default: 1.5 }] })).toBe(
      'issue_report_invalid',
    );
    expect(defined({ form: [{ key: 'a', label: 'A', help: '', type: 'choice', options: ['x'], default: 'y' }] })).toBe(
      'issue_report_invalid',
    );
    expect(defined({ chart: { mark: 'x'.repeat(50_001) } })).toBe('issue_report_invalid');
  });
  test('NB3 SQL of more than 100,000 characters is refused, of as many kept', () => {
    const of = (length: number) => ({ type: 'sql', name: 'big', query: { by: 'sql', text: 'x'.repeat(length) } });
    expect(withCell(of(100_000))).toBe('read');
    expect(withCell(of(100_001))).toBe('issue_report_invalid');
  });
  test('NB8 prototype keys do not pass', () => {
    const hostile = JSON.parse('{"type":"analysis","kind":"rfm","version":1,"params":{},"bindings":{"__proto__":"x"}}') as JsonObject;
    expect(withCell(hostile)).toBe('issue_report_invalid');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

test('NB2 every relation that stands in front of a query has a reserved name', () => {
  const folder = path.join(import.meta.dirname, '../query');
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const text = files.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
  const named = [...text.matchAll(/name: '(\w+)'/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(15);
  for (const name of named) expect([...RESERVED_NAMES, 'duckdb', 'clickhouse']).toContain(name);
});

test('LK5 the words of a notebook are listed before a link is copied', () => {
  const listed = listLiterals(notebook).map((literal) => literal.text);
  const { query } = notebook.cells.find((cell) => cell.type === 'sql')!;
  for (const word of ['Late orders a month', 'Days late', '华东', 'sum(net_amount) / count(*)', '运营部', 'Which customers slow down?'])
    expect(listed).toContain(word);
  expect(listed).toContain(query.by === 'sql' ? query.text : '');
});
