import type { JsonObject } from '#core/model/presentation';

/** Constants of link version 1. They never change; a new default of the document needs a new link version. */
const DOCUMENT: JsonObject = {
  format: 'clientele.report',
  version: 1,
  title: '',
  currency: null,
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [],
  cells: [],
};
const ANALYSIS: JsonObject = { type: 'analysis', version: 1, params: {} };
const COLUMN: JsonObject = { role: 'attribute', parse: { type: 'text' } };

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
const mapList = (value: unknown, change: (item: unknown, index: number) => unknown): unknown =>
  Array.isArray(value) ? value.map(change) : value;

const restoreCell = (cell: unknown, index: number): unknown => {
  if (!isObject(cell)) return cell;
  const named = { id: `c${index + 1}`, ...cell };
  return Object.hasOwn(cell, 'type') ? named : { ...ANALYSIS, ...named };
};

const restoreSource = (source: unknown): unknown => {
  if (!isObject(source) || !isObject(source['mapping'])) return source;
  const columns = mapList(source['mapping']['columns'], (column) => (isObject(column) ? { ...COLUMN, ...column } : column));
  const headers = mapList(columns, (column) => (isObject(column) ? column['header'] : column));
  return { headers, ...source, mapping: { ...source['mapping'], columns } };
};

/** The whole document again, to be parsed like any foreign one. */
export function restoreDefaults(value: unknown): unknown {
  if (!isObject(value)) return value;
  const whole = { ...DOCUMENT, ...value };
  return { ...whole, cells: mapList(whole.cells, restoreCell), sources: mapList(whole.sources, restoreSource) };
}
