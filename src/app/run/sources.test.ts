import { describe, expect, test } from 'vitest';
import type { ColumnMapping, Mapping, RoleSuggestion } from '#core/model/source';
import type { Preview } from '#edge/load/types';
import { adoptMapping, findSource } from './adopt-mapping';
import { reportSources } from './sources';

const text = { type: 'text' } as const;
const column = (header: string, role: ColumnMapping['role']): ColumnMapping => ({ header, role, parse: text });
const suggestion = (header: string, role: RoleSuggestion['role']): RoleSuggestion => ({
  header,
  role,
  parse: text,
  confidence: 0.9,
  reason: { literal: '' },
});

function previewOf(grain: Preview['grain'], suggestions: readonly RoleSuggestion[]): Preview {
  const headers = suggestions.map((each) => each.header);
  const dialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
  const head = { name: 'f.csv', bytes: 1, dialect, encodingFrom: 'valid', headers, rows: [] } as const;
  return { head, grain, suggestions, questions: [], issues: [] };
}

const stored: Mapping = { grain: 'order', columns: [column('No', 'order_id'), column('Who', 'customer_id'), column('Paid', 'net_amount')] };

describe('CL1 the mapping of the report is used for the headers that are there', () => {
  test('even where the file suggests otherwise', () => {
    const preview = previewOf('customer', [suggestion('No', 'attribute'), suggestion('Who', 'name'), suggestion('Paid', 'skip')]);
    expect(adoptMapping(stored, preview)).toEqual({ mapping: stored, missing: [] });
  });
});

describe('CL2 other headers are mapped by suggestion', () => {
  test('a renamed column is found by its role', () => {
    const preview = previewOf('order', [
      suggestion('No', 'order_id'),
      suggestion('Member', 'customer_id'),
      suggestion('Paid', 'net_amount'),
    ]);
    const { mapping, missing } = adoptMapping(stored, preview);
    expect(mapping.columns[1]).toEqual(column('Member', 'customer_id'));
    expect(missing).toEqual([]);
  });

  test('a role that the report gave away is not given twice', () => {
    const preview = previewOf('order', [suggestion('Total', 'net_amount'), suggestion('Paid', 'net_amount')]);
    expect(adoptMapping(stored, preview)).toEqual({
      mapping: { grain: 'order', columns: [column('Total', 'skip'), column('Paid', 'net_amount')] },
      missing: ['order_id', 'customer_id'],
    });
  });
});

describe('SE10 a file finds its place in the report', () => {
  const orders = { name: 'orders', headers: ['No', 'Who', 'Paid'], mapping: stored };
  const people = { name: 'customers', headers: ['Id'], mapping: { grain: 'customer', columns: [column('Id', 'customer_id')] } } as const;

  test('by its headers in any order', () => {
    const preview = previewOf('event', [suggestion('Paid', 'skip'), suggestion('No', 'skip'), suggestion('Who', 'skip')]);
    expect(findSource([people, orders], preview)?.name).toBe('orders');
  });

  test('by its grain, when every role is found', () => {
    expect(findSource([orders, people], previewOf('customer', [suggestion('会员编号', 'customer_id')]))?.name).toBe('customers');
    expect(findSource([orders, people], previewOf('order', [suggestion('x', 'order_id')]))).toBeNull();
  });
});

test('sources are named by what they hold, and each name stands once', () => {
  const lines: Mapping = { ...stored, grain: 'order_line' };
  const names = reportSources([
    { headers: [], mapping: stored },
    { headers: [], mapping: lines },
    { headers: [], mapping: { grain: 'response', columns: [] } },
  ]).map((source) => source.name);
  expect(names).toEqual(['orders', 'orders_2', 'surveys']);
});
