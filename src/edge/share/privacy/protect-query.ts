import type { Presentation } from '#core/model/presentation';
import { maskTable } from './mask';
import type { Protected } from './protect';

/** Which columns of a query's rows a person lets leave, by key; `open` names those of them that leave unmasked although they are personal. */
export interface TickedRows {
  readonly columns: readonly string[];
  readonly open: readonly string[];
}

/** The result of a query or a question of one's own as it may leave (PR20): without its rows, or with the ticked columns of them. */
export function protectQuery(presentation: Presentation, ticked: TickedRows | undefined): Protected {
  const { table } = presentation;
  const columns = table.columns.filter(({ key }) => ticked?.columns.includes(key));
  const whole = columns.length === table.columns.length;
  const keys = new Set(columns.map(({ key }) => key));
  const rows = table.rows.map((row) => ({ values: Object.fromEntries(Object.entries(row.values).filter(([key]) => keys.has(key))) }));
  const left = maskTable({ columns, rows: keys.size > 0 ? rows : [] }, ticked?.open);
  const charts = whole && ticked?.open.length === columns.length ? presentation.charts : [];
  const told =
    keys.size > 0 ? { key: 'privacy_query_columns' as const, values: { n: columns.length } } : { key: 'privacy_query_left_out' as const };
  return {
    presentation: {
      figures: [],
      charts,
      table: left,
      insight: { sentences: [{ finding: told }], numbers: {} },
      stamp: { ...presentation.stamp, phrases: [] },
      ledger: { used: [], excluded: [] },
    },
    told: [told],
    withheld: {
      numbers: table.columns.length * table.rows.length - columns.length * left.rows.length,
      figures: presentation.figures.length,
      sentences: 0,
      charts: presentation.charts.length - charts.length,
      marks: 0,
      account: 0,
    },
  };
}
