import type { Row } from '#core/model/columns';
import { fail, succeed, type Result } from '#core/model/result';
import { compute, shareOf } from './compute';
import { compareHeads, headKey } from './heads';
import { PIVOT_CAPS, type Pivot, type PivotHead, type PivotMeasure, type PivotNumber, type PivotPlace, type PivotQuestion } from './types';

type Group = { readonly head: PivotHead; readonly rows: number[] };

function groupBy(records: readonly Row[], columns: readonly string[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  records.forEach((record, position) => {
    const head = columns.map((name) => record[name] ?? null);
    const key = headKey(head);
    const group = groups.get(key);
    if (group) group.rows.push(position);
    else groups.set(key, { head, rows: [position] });
  });
  return groups;
}

const headsOf = (groups: Map<string, Group>): PivotHead[] => [...groups.values()].map(({ head }) => head).toSorted(compareHeads);

class ComputedPivot implements Pivot {
  readonly rows: readonly PivotHead[];
  readonly columns: readonly PivotHead[];
  private readonly byRow: Map<string, Group>;
  private readonly byColumn: Map<string, Group>;
  private readonly cells = new Map<string, number[]>();
  private readonly known = new Map<string, PivotNumber>();
  private readonly everything: readonly number[];

  constructor(
    private readonly records: readonly Row[],
    readonly question: PivotQuestion,
  ) {
    this.byRow = groupBy(records, question.rows);
    this.byColumn = groupBy(records, question.columns);
    this.rows = headsOf(this.byRow);
    this.columns = headsOf(this.byColumn);
    this.everything = records.map((_record, position) => position);
    const columnOf: string[] = [];
    for (const [key, { rows }] of this.byColumn) for (const position of rows) columnOf[position] = key;
    for (const [key, { rows }] of this.byRow)
      for (const position of rows) {
        const cell = `${key}\n${columnOf[position]!}`;
        const behind = this.cells.get(cell);
        if (behind) behind.push(position);
        else this.cells.set(cell, [position]);
      }
  }

  behind({ row, column }: PivotPlace): readonly number[] {
    if (row === null && column === null) return this.everything;
    if (row === null) return this.byColumn.get(headKey(column))?.rows ?? [];
    if (column === null) return this.byRow.get(headKey(row))?.rows ?? [];
    return this.cells.get(`${headKey(row)}\n${headKey(column)}`) ?? [];
  }

  at(place: PivotPlace): PivotNumber {
    const key = `${headKey(place.row)}\n${headKey(place.column)}\n${place.measure}`;
    let number = this.known.get(key);
    if (!number) this.known.set(key, (number = this.numberAt(place)));
    return number;
  }

  private numberAt(place: PivotPlace): PivotNumber {
    const measure = this.question.measures.find(({ key }) => key === place.measure);
    if (!measure) return { value: null, reason: 'none' };
    const { percent } = measure;
    const part = compute(measure, this.recordsAt(place));
    if (!percent) return part;
    const whole: PivotPlace = {
      row: percent === 'row' ? place.row : null,
      column: percent === 'column' ? place.column : null,
      measure: place.measure,
    };
    const behind = this.recordsAt(whole);
    return shareOf(measure, part, compute(measure, behind), behind);
  }

  private readonly recordsAt = (place: PivotPlace): Row[] => this.behind(place).map((position) => this.records[position]!);
}

const isSound = ({ op, column }: PivotMeasure): boolean => column !== null || op === 'count';

/**
 * A pivot of a result's rows (PV1). Numbers are computed when asked for and remembered. Fails with `issue_pivot_measure` for a measure without a
 * column, and `issue_pivot_large` beyond the caps (PV11).
 */
export function makePivot(records: readonly Row[], question: PivotQuestion): Result<Pivot> {
  if (!question.measures.every(isSound)) return fail({ code: 'issue_pivot_measure' });
  const pivot = new ComputedPivot(records, question);
  const wide = pivot.columns.length * Math.max(1, question.measures.length);
  if (wide > PIVOT_CAPS.columns || pivot.rows.length > PIVOT_CAPS.rows)
    return fail({ code: 'issue_pivot_large', values: { columns: wide, rows: pivot.rows.length, most: PIVOT_CAPS.columns } });
  return succeed(pivot);
}
