import { describe, expect, test } from 'vitest';
import type { CustomDefinition } from '#core/report/notebook-types';
import type { AnalysisCell } from '#core/report/types';
import {
  FIELD_TYPES,
  fieldOfType,
  freeKey,
  readAmount,
  rowsOnly,
  saveEdit,
  withChart,
  withChoices,
  withSentence,
  withStep,
} from './own-draft';
import { stepScope } from './step-scope';

const definition: CustomDefinition = {
  id: 'd1',
  name: 'Slow payers',
  purpose: '',
  form: [],
  requires: [],
  steps: [{ id: 'rows', sql: 'SELECT 1' }],
};
const none = { cells: [] };
const words = { key: 'days', label: 'Days', help: '' };

describe('OW1 options of one’s own', () => {
  test.each(FIELD_TYPES)('OW1 a fresh option of type %s can be saved, and keeps its words', (type) => {
    const field = fieldOfType(type, words);
    expect(field).toMatchObject({ ...words, type });
    expect(saveEdit({ ...definition, form: [field] }, none).ok).toBe(true);
  });
  test('OW1 a key that stands twice is told', () => {
    const form = [fieldOfType('text', words), fieldOfType('day', words)];
    expect(saveEdit({ ...definition, form }, none)).toMatchObject({ ok: false, issues: [{ code: 'issue_report_names_repeat' }] });
    expect(freeKey([fieldOfType('text', { ...words, key: 'option_2' })])).toBe('option_3');
  });
  test('OW1 choices come from one line, in either comma, each once', () => {
    const field = fieldOfType('choice', words);
    if (field.type !== 'choice') throw new Error('no choice');
    expect(withChoices(field, '北方， south、 south,')).toMatchObject({ options: ['北方', 'south'], default: '北方' });
    expect(withChoices(field, 'B, C')).toMatchObject({ default: 'B' });
    expect(withChoices(field, ' , ')).toBe(field);
  });
  test('OW1 what is no number is none', () => {
    expect(['12', '-1.5', '', ' ', 'x', 'Infinity'].map(readAmount)).toEqual([12, -1.5, null, null, null, null]);
  });
});

describe('OW2 saving', () => {
  test('OW2 the name of another definition is taken, whatever the case; its own is not', () => {
    const other = { ...definition, id: 'd2', name: 'slow PAYERS' };
    expect(saveEdit(definition, { cells: [], definitions: [definition, other] }).ok).toBe(false);
    expect(saveEdit(definition, { cells: [], definitions: [definition] }).ok).toBe(true);
  });
  test('OW2 a definition without a name, and a number outside its limits, are refused', () => {
    expect(saveEdit({ ...definition, name: '' }, none).ok).toBe(false);
    expect(saveEdit({ ...definition, form: [{ ...words, type: 'number', min: 1, max: 2, default: 3 }] }, none).ok).toBe(false);
  });
});

test('OD7 saving takes options that are gone out of the cells that ask it, and out of no others', () => {
  const form = [fieldOfType('integer', words)];
  const bindings = { '@range': 'period', old: 'knob' };
  const cell: AnalysisCell = {
    id: 'c1',
    type: 'analysis',
    kind: 'custom',
    definition: 'd1',
    version: 1,
    params: { days: 5, old: 2 },
    bindings,
  };
  const untouched: AnalysisCell = { ...cell, id: 'c2', params: { days: 5 }, bindings: { days: 'knob' } };
  const cells = [cell, untouched, { ...cell, id: 'c3', definition: 'd2' }];
  const edited = { ...definition, form };
  expect(saveEdit(edited, { cells })).toEqual({
    ok: true,
    value: {
      op: 'all',
      edits: [
        { op: 'set_definition', definition: edited },
        { op: 'set_params', id: 'c1', version: 1, params: { days: 5 } },
        { op: 'set_bindings', id: 'c1', bindings: { '@range': 'period' } },
      ],
    },
  });
  expect(saveEdit(edited, { cells: [untouched] })).toMatchObject({ ok: true, value: { op: 'set_definition' } });
});

describe('changes of a definition', () => {
  const own: CustomDefinition = {
    ...definition,
    chart: { mark: 'bar' },
    insight: 'So',
    steps: [...definition.steps, { id: 'more', sql: 'SELECT 2' }],
    base: { kind: 'rfm', version: 1, params: {}, columns: { rows: ['a'] } },
  };
  test('OW3 another text of a step says what is needed of the data now', () => {
    const { steps, requires } = withStep(own, 'more', 'SELECT * FROM customers');
    expect(steps).toEqual([own.steps[0], { id: 'more', sql: 'SELECT * FROM customers' }]);
    expect(requires).toEqual([{ table: 'customers', columns: [] }]);
  });
  test('OD6 the rows of a chart are those of the first step alone, whatever would draw them', () => {
    expect(rowsOnly(own)).toEqual({ id: 'd1', name: 'Slow payers', purpose: '', form: [], requires: [], steps: [own.steps[0]] });
  });
  test('OW1 a chart and a sentence come and go without a trace', () => {
    const { chart: _chart, ...bare } = own;
    expect(withChart(own, null)).toEqual(bare);
    expect(withChart(bare, { mark: 'line' })).toEqual({ ...bare, chart: { mark: 'line' } });
    const { insight: _insight, ...silent } = own;
    expect(Object.keys(withSentence(own, '  '))).toEqual(Object.keys(silent));
    expect(withSentence(silent, ' x ').insight).toBe(' x ');
  });
});

describe('OD1 what a step may name', () => {
  const scope = {
    readable: [
      { name: 'Rows', detail: 'a query', columns: [] },
      { name: 'orders', detail: '', columns: [] },
    ],
    values: [
      { name: 'days', detail: 'a control' },
      { name: 'as_of', detail: 'own' },
    ],
  };
  const own: CustomDefinition = {
    ...definition,
    form: [fieldOfType('integer', words), fieldOfType('text', { key: 'tag', label: 'tag', help: '' })],
    steps: [...definition.steps, { id: 'more', sql: 'SELECT 2' }, { id: 'last', sql: 'SELECT 3' }],
  };
  const said = { option: 'option', step: 'step' };
  test('OD1 options come before what the report calls the same, steps before it hide queries of their name', () => {
    const { readable, values } = stepScope(scope, own, 'more', said);
    expect(readable.map(({ name, detail }) => [name, detail])).toEqual([['rows', 'step'], ['orders', '']]); // prettier-ignore
    expect(values).toEqual([
      { name: 'days', detail: 'Days' },
      { name: 'tag', detail: 'option' },
      { name: 'as_of', detail: 'own' },
    ]);
    expect(stepScope(scope, own, 'rows', said).readable).toEqual(scope.readable);
  });
  test('OD1 steps of one made from a prebuilt question stand alone', () => {
    const base = { kind: 'rfm', version: 1, params: {}, columns: {} };
    expect(stepScope(scope, { ...own, base }, 'last', said).readable).toEqual(scope.readable);
  });
});
