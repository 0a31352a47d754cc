import type { MessageKey } from '#core/messages/message-key';
import { RELATION_COLUMNS } from '#core/query/relation-columns';
import type { Control } from '#core/report/notebook-types';
import type { Workspace } from '#app/session/types';

/** A name to suggest, with a word of what it is. */
export interface Named {
  readonly name: string;
  readonly detail: string;
}
/** Something that a query may read from. */
export interface Readable extends Named {
  readonly columns: readonly Named[];
}
/** All that a query of the report may name (SC5). */
export interface SqlScope {
  readonly readable: readonly Readable[];
  /** What stands in `{{…}}`. */
  readonly values: readonly Named[];
}

const ENDS: Readonly<Partial<Record<Control['type'], readonly string[]>>> = { date_range: ['.from', '.to'] };

/** What the query with this id may name: the data, the report's relations, its controls and its other queries. */
export function scopeOf(workspace: Workspace, id: string): SqlScope {
  const { model, report, cells } = workspace;
  const word = (key: MessageKey) => workspace.say({ key });
  const tables = (model?.tables ?? []).map(({ name, rows, columns }) => ({
    name,
    detail: workspace.say({ key: 'query_table_rows', values: { n: rows } }),
    columns: columns.map(({ name: column, label, type }) => ({
      name: column,
      detail: label === column ? type : `${label} · ${type}`,
    })),
  }));
  const relations = tables.some(({ name }) => name === 'orders') ? Object.entries(RELATION_COLUMNS) : [];
  const named = relations.map(([name, columns]) => ({
    name,
    detail: word(`query_suggest_${name as keyof typeof RELATION_COLUMNS}`),
    columns: columns.map((column) => ({ name: column, detail: column.endsWith('_key') ? word('query_key_column') : '' })),
  }));
  const queries = (report?.cells ?? []).flatMap((cell) => {
    if (cell.type !== 'sql' || cell.id === id) return [];
    const state = cells[cell.id];
    const shown = state?.state === 'done' ? state.presentation : state?.state === 'running' ? state.previous : null;
    const columns = (shown?.table.columns ?? []).map(({ key, unit }) => ({ name: key, detail: unit }));
    return [{ name: cell.name, detail: cell.title ?? word('query_result_of'), columns }];
  });
  const controls = (report?.cells ?? []).flatMap((cell) =>
    cell.type === 'control'
      ? (ENDS[cell.control.type] ?? ['']).map((end) => ({ name: `${cell.name}${end}`, detail: cell.label ?? word('query_control') }))
      : [],
  );
  const own = ['as_of', 'range.from', 'range.to'].map((name) => ({ name, detail: word('query_own_value') }));
  return { readable: [...queries, ...named, ...tables], values: [...controls, ...own] };
}
