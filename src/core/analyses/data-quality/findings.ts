import type { Text } from '#core/messages/text';
import { columnIn } from '#core/model/data-model';
import type { Part } from '#core/model/presentation';
import type { Unit } from '#core/messages/unit';
import type { PresentContext, Results } from '../contract';
import { countOf } from '../words';
import { checksOf, type Check } from './checks';

/** One line of the table: how many of how many records are found, and who is behind them. */
export interface Finding {
  readonly key: string;
  readonly label: Text;
  /** What is counted, in words. */
  readonly of: Text;
  readonly lookedAt: number;
  readonly found: number;
  readonly unit: Extract<Unit, 'orders' | 'customers' | 'count'>;
  /** Distinct customers behind it; null where it has none. */
  readonly customers: number | null;
  readonly part: Part | null;
  /** Null for what is no check of orders. */
  readonly check: Check | null;
}

const orders: Text = { key: 'load_table_orders' };

function checkFindings(results: Results, context: PresentContext): Finding[] {
  const row = results['checks']?.[0];
  return checksOf(context).map((check) => ({
    key: check,
    label: { key: `data_quality_${check}` },
    of: orders,
    lookedAt: countOf(row, 'orders'),
    found: countOf(row, check),
    unit: 'orders',
    customers: countOf(row, `${check}_customers`) || null,
    part: { check },
    check,
  }));
}

function missingFindings(results: Results, { model }: PresentContext): Finding[] {
  return (results['missing'] ?? []).map((row) => {
    const table = row['source'] === 'customers' ? 'customers' : 'orders';
    const column = String(row['column_name']);
    const known = columnIn(model, table, column);
    const found = countOf(row, 'missing');
    return {
      key: `missing:${table}.${column}`,
      label: { key: 'data_quality_missing', values: { column: known?.label ?? column } },
      of: table === 'customers' ? { key: 'load_table_customers' } : orders,
      lookedAt: countOf(row, 'looked_at'),
      found,
      unit: table,
      // Orders may lack a customer too: only the customers themselves are sure to be found.
      customers: table === 'customers' ? found : null,
      part: table === 'customers' ? { table, column } : null,
      check: null,
    };
  });
}

function lineFindings(results: Results): Finding[] {
  const row = results['lines']?.[0];
  if (!row) return [];
  const values = { lookedAt: countOf(row, 'lines'), found: countOf(row, 'repeated_lines') };
  const label: Text = { key: 'data_quality_repeated_lines' };
  return [
    {
      key: 'repeated_lines',
      label,
      of: { key: 'load_table_order_items' },
      ...values,
      unit: 'count',
      customers: null,
      part: null,
      check: null,
    },
  ];
}

/** DQ8: over all records, whatever the range and filters. */
function joinFindings({ model }: PresentContext): Finding[] {
  return model.joins.map(({ from, to, rows, matched }) => ({
    key: `join:${from}-${to}`,
    label: { key: 'data_quality_join', values: { to: { key: `load_table_${to}` } } },
    of: { key: `load_table_${from}` },
    lookedAt: rows,
    found: rows - matched,
    unit: 'count',
    customers: null,
    part: null,
    check: null,
  }));
}

/** Everything that was looked for, found or not: checks of orders, lines, missing values, joins. */
export const findingsOf = (results: Results, context: PresentContext): Finding[] => [
  ...checkFindings(results, context),
  ...lineFindings(results),
  ...missingFindings(results, context),
  ...joinFindings(context),
];
