import type { CanonicalTable, CanonicalType } from '#core/model/canonical';
import type { Columns, Scalar } from '#core/model/columns';
import { rowsOf } from '#core/model/columns';
import type { DataColumn } from '#core/model/data-model';
import { quoteIdentifier } from '#core/sql/identifier';

/** A column of a finished table that is to be described. */
export interface ProfileColumn {
  readonly name: string;
  readonly label: string;
  readonly type: CanonicalType;
  readonly attribute: boolean;
  /** Every row has a value of its own: nothing to count. */
  readonly unique?: boolean;
  /** Its type in the engine is ENUM; a category of too many values is text there. */
  readonly coded?: boolean;
}

export interface ProfileTable {
  readonly name: CanonicalTable;
  /** Its name in the engine while it is looked at, quoted. */
  readonly sql: string;
  readonly columns: readonly ProfileColumn[];
}

const RANGED: readonly CanonicalType[] = ['day', 'instant', 'money', 'number', 'score'];
const GROUPED: readonly CanonicalType[] = ['category', 'boolean'];
const ESTIMATED: readonly CanonicalType[] = ['id', 'text'];
/** At most so many values of a column are listed. */
const LISTED = 200;
/** Text with more values than this is not a list to choose from. */
const SHORT_LIST = 1000;

/** Columns of few values are counted in one pass if they have no more combinations than this. */
const COMBINATIONS = 2000;

/** One pass over a table: rows, and by column `present<i>`, `distinct<i>`, `min<i>`, `max<i>`, `domain<i>` as far as its type asks. */
export function profileSql({ sql, columns }: ProfileTable): string {
  const parts = columns.flatMap(({ name, type, unique, coded }, index) => {
    const column = quoteIdentifier(name);
    if (unique) return [];
    return [
      `count(${column}) AS present${index}`,
      ...(ESTIMATED.includes(type) ? [`approx_count_distinct(${column}) AS distinct${index}`] : []),
      ...(coded ? [`(SELECT len(enum_range(${column})) FROM ${sql} LIMIT 1) AS domain${index}`] : []),
      ...(RANGED.includes(type) ? [`min(${column}) AS min${index}`, `max(${column}) AS max${index}`] : []),
    ];
  });
  return `SELECT ${['count(*) AS rows', ...parts].join(', ')} FROM ${sql}`;
}

/** The values of the columns one chooses from, most frequent first, with the exact number of them; null when there is no such column. */
export function frequencySql({ sql, columns }: ProfileTable, first: Columns): string | null {
  const [row] = rowsOf(first);
  const together = new Set<string>();
  let combinations = 1;
  for (const [index, { name, coded }] of columns.entries()) {
    // The empty value is one more.
    const more = combinations * (Number(row?.[`domain${index}`] ?? Infinity) + 1);
    if (!coded || more > COMBINATIONS) continue;
    combinations = more;
    together.add(quoteIdentifier(name));
  }
  const branches = columns.flatMap(({ name, type, unique }, index) => {
    const short = type === 'text' && !unique && Number(row?.[`distinct${index}`]) <= SHORT_LIST;
    if (!GROUPED.includes(type) && !short) return [];
    const column = quoteIdentifier(name);
    const [times, from] = together.has(column) ? ['CAST(sum(times) AS BIGINT)', 'together'] : ['count(*)', sql];
    const counted = `SELECT ${column} AS value, ${times} AS times FROM ${from} WHERE ${column} IS NOT NULL GROUP BY ${column}`;
    const text = 'CAST(value AS VARCHAR)';
    return [
      `SELECT * FROM (SELECT ${index} AS column_index, ${text} AS text, times, count(*) OVER () AS values_n FROM (${counted}) ORDER BY times DESC, ${text} LIMIT ${LISTED})`,
    ];
  });
  const names = [...together].join(', ');
  const once = names ? `WITH together AS MATERIALIZED (SELECT ${names}, count(*) AS times FROM ${sql} GROUP BY ${names})\n` : '';
  return branches.length > 0
    ? `${once}SELECT * FROM (\n${branches.join('\nUNION ALL\n')}\n) ORDER BY column_index, times DESC, text`
    : null;
}

const asText = (value: Scalar | undefined): string | null => (value === null || value === undefined ? null : String(value));

/** The description of a table from the answers of both questions. */
export function readProfile(table: ProfileTable, first: Columns, frequencies: Columns | null): { rows: number; columns: DataColumn[] } {
  const [row] = rowsOf(first);
  const rows = Number(row?.rows ?? 0);
  const listed = frequencies ? rowsOf(frequencies) : [];
  const columns = table.columns.map(({ name, label, type, attribute, unique }, index): DataColumn => {
    const own = listed.filter(({ column_index }) => column_index === index);
    const present = unique ? rows : Number(row?.[`present${index}`] ?? 0);
    const estimate = unique ? rows : Math.min(present, Number(row?.[`distinct${index}`] ?? 0));
    return {
      name,
      label,
      type,
      attribute,
      distinct: own.length > 0 ? Number(own[0]!.values_n) : estimate,
      missing: rows - present,
      values: own.map(({ text }) => String(text)),
      min: asText(row?.[`min${index}`]),
      max: asText(row?.[`max${index}`]),
    };
  });
  return { rows, columns };
}
