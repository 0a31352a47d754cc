import type { Text } from '#core/messages/text';
import type { CanonicalTable } from '#core/model/canonical';
import type { Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { orderLedger } from '../cell-account';
import { makeStamp } from '../stamp';
import { insightOf } from './insight';
import { inventoryOf, type Inventory } from './inventory';

const COLUMNS: readonly TableColumn[] = [
  { key: 'source', label: { key: 'data_sources_source' }, unit: 'text', is: 'key' },
  { key: 'records', label: { key: 'data_sources_records' }, unit: 'count', is: 'other' },
  { key: 'first_day', label: { key: 'data_sources_first' }, unit: 'date', is: 'other' },
  { key: 'last_day', label: { key: 'data_sources_last' }, unit: 'date', is: 'other' },
  { key: 'days_behind', label: { key: 'data_sources_behind' }, unit: 'days', is: 'other' },
  { key: 'customers', label: { key: 'measure_customers' }, unit: 'customers', is: 'other', part: true },
  { key: 'matched', label: { key: 'data_sources_matched' }, unit: 'rate', is: 'other' },
];

/** Shown where some file has any of it. */
const LOST: readonly TableColumn[] = [
  { key: 'rejected', label: { key: 'data_sources_rejected' }, unit: 'count', is: 'other' },
  { key: 'skipped', label: { key: 'data_sources_skipped' }, unit: 'count', is: 'other' },
  { key: 'unread', label: { key: 'data_sources_unread' }, unit: 'count', is: 'other' },
];

const nothing = { first_day: null, last_day: null, days_behind: null, customers: null, matched: null };

function tableRow(each: Inventory): TableRow {
  const { table, records, customers, firstDay, lastDay, daysBehind, matched } = each;
  const values = { records, first_day: firstDay, last_day: lastDay, days_behind: daysBehind, customers, matched };
  return {
    values: { source: table, ...values, rejected: null, skipped: null, unread: null },
    texts: { source: { key: `data_sources_${table}` } },
    ...(customers ? { parts: { customers: { table } } } : {}),
  };
}

/** DS6: the files themselves, of all their records. */
const fileRows = ({ model }: PresentContext): TableRow[] =>
  (model.sources ?? []).map(({ name, tables, records, rejected, skipped, unread }) => {
    const into: Text = { key: `load_table_${tables[0] as CanonicalTable}` };
    return {
      values: { source: `file:${name}`, records, ...nothing, rejected, skipped, unread },
      texts: { source: { key: 'data_sources_file', values: { name, into } } },
    };
  });

export function present(results: Results, context: PresentContext): Presentation {
  const inventory = inventoryOf(results, context);
  const files = fileRows(context);
  return {
    figures: [],
    charts: [],
    table: {
      columns: [...COLUMNS, ...LOST.filter(({ key }) => files.some(({ values }) => values[key] !== 0))],
      rows: [...inventory.map(tableRow), ...files],
    },
    insight: insightOf(inventory, context),
    stamp: makeStamp(context, { money: null, range: true, provisional: false, phrases: [{ key: 'data_quality_stamp' }] }),
    ledger: orderLedger(results['account'] ?? []),
  };
}
