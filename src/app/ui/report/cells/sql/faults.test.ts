import { describe, expect, test } from 'vitest';
import type { CellState, QueryPlace } from '#app/run/types';
import { faultsOf } from './faults';

const at = { line: 2, column: 3, offset: 12, length: 4 };
const failed = (place?: QueryPlace): CellState => ({ state: 'failed', kind: 'sql', message: 'no', sql: '', ...(place ? { place } : {}) });
const values = (name: string) => ({ name: { literal: name }, line: 2, column: 3, fault: { literal: 'no' } });

describe('SC3 OD3 faults of the engine', () => {
  test('SC3 in the query itself, in another one, and without a place', () => {
    const own = { ...at, name: 'first' };
    expect(faultsOf('first', failed(own))).toEqual([{ text: { key: 'query_fault_line', values: values('first') }, place: own }]);
    expect(faultsOf('second', failed(own))).toMatchObject([{ text: { key: 'query_fault_elsewhere' }, place: own }]);
    expect(faultsOf('first', failed())).toEqual([{ text: { literal: 'no' } }]);
  });
  test('OD3 in a step, also where a query has the name of the step', () => {
    const step = { ...at, name: 'rows', step: true } as const;
    expect(faultsOf('', failed(step))).toEqual([{ text: { key: 'own_fault_step', values: values('rows') }, place: step }]);
    expect(faultsOf('rows', failed(step))).toMatchObject([{ text: { key: 'own_fault_step' } }]);
  });
});

describe('SC3 OD3 refusals', () => {
  const issue = { code: 'issue_sql_open_bracket', values: { line: 2, column: 3 }, path: [12, 16] } as const;
  const refused = (...issues: Extract<CellState, { state: 'refused' }>['issues']): CellState => ({ state: 'refused', issues });

  test('SC3 a fault of the text, and of the query that it rests on', () => {
    expect(faultsOf('first', refused(issue))).toMatchObject([{ text: { key: issue.code }, place: { ...at, name: 'first' } }]);
    const rests = { code: 'issue_query_rests_on', values: { name: 'base' } } as const;
    expect(faultsOf('first', refused(rests, issue)).map(({ place }) => place?.name)).toEqual([undefined, 'base']);
  });
  test('OD3 a fault of a step says the step', () => {
    const inStep = { ...issue, path: [...issue.path, 'rows'] };
    expect(faultsOf('', refused(inStep))).toEqual([
      {
        text: {
          key: 'own_fault_in_step',
          values: { name: { literal: 'rows' }, fault: { key: issue.code, values: issue.values } },
        },
        place: { ...at, name: 'rows', step: true },
      },
    ]);
  });
  test('SC3 what has no place in a text is said without one', () => {
    expect(faultsOf('', refused({ code: 'issue_run_no_table_alone', path: ['range', 'from'] }))).toEqual([
      { text: { key: 'issue_run_no_table_alone' } },
    ]);
    expect(faultsOf('', { state: 'idle' })).toEqual([]);
  });
});
