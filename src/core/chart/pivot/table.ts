import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import type { Scalar } from '#core/model/columns';
import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import { partOfPlace } from './drill';
import type { Pivot, PivotHead, PivotMeasure, PivotPlace, PivotReason } from './types';

/** Why a number is empty, as a message (PV5–PV7). */
export const PIVOT_REASONS: Readonly<Record<PivotReason, Extract<MessageKey, `pivot_reason_${string}`>>> = {
  none: 'pivot_reason_none',
  averages: 'pivot_reason_averages',
  people: 'pivot_reason_people',
  not_additive: 'pivot_reason_not_additive',
  whole_empty: 'pivot_reason_whole_empty',
  signs: 'pivot_reason_signs',
  weight: 'pivot_reason_weight',
};

const valueText = (value: Scalar): Text => (value === null ? { key: 'builder_empty' } : { literal: String(value) });
const headText = (head: PivotHead | null): Text =>
  head === null || head.length === 0
    ? { key: 'builder_total' }
    : head.map(valueText).reduce((a, b) => ({ key: 'builder_said_place', values: { a, b } }));

/** What a measure is called: the column with what is done to it, and the whole it is a percent of. */
export function measureText({ op, column, percent }: PivotMeasure): Text {
  const what: Text =
    column === null
      ? { key: 'builder_rows' }
      : op === 'count'
        ? { key: 'pivot_filled', values: { column } }
        : { key: `builder_${op}`, values: { column } };
  return percent ? { key: `pivot_percent_${percent}`, values: { what } } : what;
}

/** The key of a table column: which measure under which column head. */
const keyOf = (column: PivotHead | null, measure: string): string => JSON.stringify([column, measure]);

/**
 * The pivot as a table: a column for each row column, one for each measure under each column head, totals right and below. Every filled number has its
 * place as `part`. `rows` and `columns` give another order.
 */
export function pivotTable(
  pivot: Pivot,
  rows: readonly PivotHead[] = pivot.rows,
  columns: readonly PivotHead[] = pivot.columns,
): TableView {
  const { question } = pivot;
  const divided = question.columns.length > 0;
  const across: readonly (PivotHead | null)[] = divided ? [...columns, null] : [null];
  const down: readonly (PivotHead | null)[] = question.rows.length > 0 ? [...rows, null] : [null];
  const heads = question.rows.map((name, at): TableColumn => ({ key: `head_${at}`, label: { literal: name }, unit: 'text', is: 'key' }));
  const numbers = across.flatMap((column) =>
    question.measures.map((measure): TableColumn => {
      const what = measureText(measure);
      const label: Text = !divided
        ? what
        : question.measures.length === 1
          ? headText(column)
          : { key: 'builder_said_place', values: { a: headText(column), b: what } };
      return { key: keyOf(column, measure.key), label, unit: measure.percent ? 'rate' : measure.unit, is: 'other', part: true };
    }),
  );
  const line = (row: PivotHead | null): TableRow => {
    const places = across.flatMap((column) => question.measures.map(({ key }): PivotPlace => ({ row, column, measure: key })));
    const filled = places.filter((place) => pivot.at(place).value !== null);
    const values = places.map((place) => [keyOf(place.column, place.measure), pivot.at(place).value] as const);
    const parts = filled.map((place) => [keyOf(place.column, place.measure), partOfPlace(place)] as const);
    const shown = question.rows.map((_name, at) => [`head_${at}`, row?.[at] ?? null] as const);
    const missing = question.rows.flatMap((_name, at) =>
      row && (row[at] ?? null) === null ? [[`head_${at}`, valueText(null)] as const] : [],
    );
    const texts: Record<string, Text> =
      row === null && heads.length > 0 ? { head_0: { key: 'builder_total' } } : Object.fromEntries(missing);
    return {
      values: Object.fromEntries([...shown, ...values]),
      parts: Object.fromEntries(parts),
      ...(Object.keys(texts).length > 0 ? { texts } : {}),
      ...(row === null && heads.length > 0 ? { total: true } : {}),
    };
  };
  return { columns: [...heads, ...numbers], rows: down.map(line) };
}
