import type { Text } from '#core/messages/text';
import { presentResult } from '#core/chart/builder/present';
import type { Columns, Scalar } from '#core/model/columns';
import type { JsonObject, Presentation, Sentence } from '#core/model/presentation';
import type { PresentContext } from '../contract';

/** How a result of one's own is shown. */
export interface RowsOptions {
  readonly chart: JsonObject | null;
  readonly title: Text;
  /** Rows that are fetched at most; one more was asked for. */
  readonly most: number;
}

/** The result without the row that only says that there are more. */
function cut(result: Columns, most: number): Columns {
  if (result.rowCount <= most) return result;
  return { rowCount: most, columns: result.columns.map((column) => ({ ...column, values: column.values.slice(0, most) })) };
}

/** QC27: characters of one text that are shown. */
const MOST_CHARACTERS = 2000;
const isLong = (value: unknown): value is string => typeof value === 'string' && value.length > MOST_CHARACTERS;

/** The result with its long texts cut, and how many there were. */
function shorten(result: Columns): { readonly short: Columns; readonly texts: number } {
  let texts = 0;
  const columns = result.columns.map((column) => {
    if (column.type !== 'text') return column;
    const long = Array.from(column.values).filter(isLong).length;
    if (long === 0) return column;
    texts += long;
    return {
      ...column,
      values: Array.from<Scalar, Scalar>(column.values, (value) => (isLong(value) ? `${value.slice(0, MOST_CHARACTERS)}…` : value)),
    };
  });
  return { short: { ...result, columns }, texts };
}

/** A result that nothing is known of but its columns: table, chart where there is a spec, and a sentence for all that is left out (QC6). */
export function presentRows(
  columns: Columns,
  { chart, title, most }: RowsOptions,
  { locale, currency }: PresentContext,
): Pick<Presentation, 'charts' | 'table' | 'insight' | 'ledger'> {
  const { short: rows, texts } = shorten(cut(columns, most));
  const shown = presentResult(rows, chart, { id: 'result', title, locale, currency });
  const left: Text[] = columns.rowCount > most ? [{ key: 'query_rows_cut', values: { most } }] : [];
  const cutTexts: Text[] = texts > 0 ? [{ key: 'query_texts_cut', values: { n: texts, most: MOST_CHARACTERS } }] : [];
  const refused = shown.issues.map(({ code, values }): Text => (values ? { key: code, values } : { key: code }));
  const sentences = [...left, ...cutTexts, ...refused, ...shown.notes].map((finding): Sentence => ({ finding }));
  return {
    charts: shown.chart ? [shown.chart] : [],
    table: shown.table,
    insight: { sentences, numbers: { rows: rows.rowCount } },
    ledger: { used: [{ count: rows.rowCount, unit: 'count' }], excluded: [] },
  };
}
