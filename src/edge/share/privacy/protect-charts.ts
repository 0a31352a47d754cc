import type { Row } from '#core/model/columns';
import { partKey } from '#core/model/part-key';
import type { ChartView, TableView } from '#core/model/presentation';
import { saysSmall, tells, type Hidden } from './hidden';
import { isSmall } from './withhold';

/** How many customers are behind parts that no table shows, by `partKey`. */
export type PeopleOf = ReadonlyMap<string, number>;

const partOf = (row: Row): string | null => (typeof row['part'] === 'string' ? partKey(JSON.parse(row['part'])) : null);
const speaks = (row: Row): boolean => typeof row['tip'] === 'string' && row['tip'] !== '';

/** The rows of the table that show each part. */
function rowsByPart({ rows }: TableView): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [row, { parts }] of rows.entries())
    for (const part of Object.values(parts ?? {})) found.set(partKey(part), [...(found.get(partKey(part)) ?? []), row]);
  return found;
}

/** PR17: no mark of it shows where another ends. */
const standAlone = (...specs: readonly unknown[]): boolean =>
  !/"[xy]2":\{"field"|"stack"|"(?:mark|type)":"(?:area|line|trail|arc)"/.test(JSON.stringify(specs));

/** Parts of marks that no row of the table shows. */
export function untiedParts({ charts, table }: { readonly charts: readonly ChartView[]; readonly table: TableView }): string[] {
  const tied = rowsByPart(table);
  const parts = charts.flatMap(({ rows }) => rows.flatMap((row) => (partOf(row) === null ? [] : [row['part'] as string])));
  return [...new Set(parts)].filter((part) => !tied.has(partKey(JSON.parse(part))));
}

export interface ProtectedCharts {
  readonly charts: readonly ChartView[];
  readonly marks: number;
}

/** PR16, PR17. `before` is the table with all its numbers. */
export function protectCharts(
  charts: readonly ChartView[],
  { before, touched, hidden, people }: { before: TableView; touched: ReadonlySet<number>; hidden: Hidden; people: PeopleOf },
): ProtectedCharts {
  const tied = rowsByPart(before);
  let marks = 0;
  const kept = charts.flatMap((chart): ChartView[] => {
    const parts = chart.rows.map(partOf);
    if (parts.every((part) => part === null) || tells(chart.title, hidden)) return [];
    const gone = new Set<number>();
    for (const [at, row] of chart.rows.entries()) {
      const part = parts[at]!;
      if (part === null) {
        if (speaks(row) && (touched.size > 0 || saysSmall(String(row['tip']), hidden.k))) return [];
        continue;
      }
      const rows = tied.get(part);
      const count = people.get(part);
      if (rows?.some((each) => touched.has(each))) gone.add(at);
      else if (!rows && (count === undefined || isSmall(count, hidden.k) || touched.size > 0)) return [];
    }
    if (gone.size > 0 && (!standAlone(chart.spec, chart.narrow) || gone.size === chart.rows.length || parts.some((part) => part === null)))
      return [];
    marks += gone.size;
    const caption =
      gone.size > 0 || tells(chart.caption, hidden) ? { key: 'privacy_caption' as const, values: { k: String(hidden.k) } } : chart.caption;
    return [gone.size === 0 ? { ...chart, caption } : { ...chart, caption, rows: chart.rows.filter((_, at) => !gone.has(at)) }];
  });
  return { charts: kept, marks };
}
