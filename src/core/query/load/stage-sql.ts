import { quoteIdentifier } from '#core/sql/identifier';
import { quoteText } from '#core/sql/literal';
import type { ColumnParse } from '#core/model/source';
import { rawName, type PlannedColumn, type SourcePlan } from './plan';

const finite = (cast: string): string => `CASE WHEN isfinite(${cast}) THEN ${cast} END`;
const textList = (texts: readonly string[]): string => texts.map((text) => quoteText(text.trim().toLowerCase())).join(', ');

/** The value of a raw text, NULL where it does not fit (LD4). */
export function parseSql(raw: string, parse: ColumnParse): string {
  switch (parse.type) {
    case 'text':
      return raw;
    case 'number': {
      const bare = parse.strip.reduce((inner, sign) => `replace(${inner}, ${quoteText(sign)}, '')`, raw);
      return finite(`TRY_CAST(${bare} AS DOUBLE)`);
    }
    case 'date': {
      const type = parse.grain === 'date' ? 'DATE' : 'TIMESTAMP';
      if (parse.formats.length === 0) return finite(`TRY_CAST(${raw} AS ${type})`);
      const parsed = `try_strptime(trim(${raw}), [${parse.formats.map(quoteText).join(', ')}])`;
      return finite(parse.grain === 'date' ? `CAST(${parsed} AS DATE)` : parsed);
    }
    case 'boolean': {
      const text = `lower(trim(${raw}))`;
      const yes = parse.yes.length > 0 ? ` WHEN ${text} IN (${textList(parse.yes)}) THEN true` : '';
      const no = parse.no.length > 0 ? ` WHEN ${text} IN (${textList(parse.no)}) THEN false` : '';
      return yes + no === '' ? 'CAST(NULL AS BOOLEAN)' : `CASE${yes}${no} END`;
    }
  }
}

/** An unnamed ENUM type of these values. */
export const enumType = (values: readonly string[]): string => `ENUM(${values.map(quoteText).join(', ')})`;

export interface StageOptions {
  /** The name under which the engine reads the file. */
  readonly file: string;
  /** Values that a sample of the file showed, by column index: such a column is read as ENUM, and what does not fit is kept beside it. */
  readonly enums?: ReadonlyMap<number, readonly string[]>;
  /** The first record of the file is data even if the dialect says otherwise: a stretch from its middle. */
  readonly headless?: boolean;
  /** Longest line in bytes; the engine's own limit is 2 MB. */
  readonly longestLine?: number;
}

/** The file as rows of text, with the whole dialect given: the engine never sniffs. */
export function readSql({ dialect, width }: SourcePlan, { file, headless, longestLine }: StageOptions): string {
  const columns = Array.from({ length: width }, (_, index) => `'c${index}': 'VARCHAR'`);
  const options = [
    'auto_detect = false',
    `delim = ${quoteText(dialect.delimiter)}`,
    `quote = ${quoteText(dialect.quote)}`,
    `escape = ${quoteText(dialect.quote)}`,
    `header = ${dialect.header && !headless}`,
    'strict_mode = true',
    // DuckDB 1.4.3 cuts a file at 8 MB borders even on one thread, and loses its place when a border falls into a quoted line break.
    'parallel = false',
    `nullstr = ''`,
    ...(longestLine ? [`max_line_size = ${longestLine}`] : []),
    `columns = {${columns.join(', ')}}`,
  ];
  return `read_csv(${quoteText(file)}, ${options.join(', ')})`;
}

/** The columns whose text may fail to become a value, and therefore leave it in `problems`. */
export const castColumns = (plan: SourcePlan, enums?: ReadonlyMap<number, unknown>): readonly PlannedColumn[] =>
  plan.columns.filter((column) => column.parse.type !== 'text' || enums?.has(column.index));

/** The text of a column's value that failed, in the staged table `s`. */
export const problemSql = (plan: SourcePlan, enums: ReadonlyMap<number, unknown> | undefined, column: PlannedColumn): string =>
  `s.problems[${castColumns(plan, enums).indexOf(column) + 1}]`;

/**
 * One scan: the file's records in their order, cast on the way, so that `rowid` + 1 is the record's place in what was read. The
 * text of a value that failed is kept in the list `problems`, a place for each column of `castColumns`, which is NULL everywhere else.
 */
export function stageSql(plan: SourcePlan, options: StageOptions): string {
  const raws = plan.columns.map(rawName);
  const casts = castColumns(plan, options.enums);
  const castOf = (column: PlannedColumn) => {
    const values = options.enums?.get(column.index);
    return values ? `TRY_CAST(${rawName(column)} AS ${enumType(values)})` : parseSql(rawName(column), column.parse);
  };
  const kept = plan.columns.map((column) => (casts.includes(column) ? `v${column.index} AS ${rawName(column)}` : rawName(column)));
  const failed = (column: PlannedColumn) => `(c${column.index} IS NOT NULL AND v${column.index} IS NULL)`;
  const text = (column: PlannedColumn) => `CASE WHEN v${column.index} IS NULL THEN nullif(trim(c${column.index}), '') END`;
  const problems =
    casts.length > 0 ? [`CASE WHEN ${casts.map(failed).join(' OR ')} THEN [${casts.map(text).join(', ')}] END AS problems`] : [];
  const select = [...kept, ...problems].join(',\n  ') || '1 AS nothing';
  const inner = [...raws, ...casts.map((column) => `${castOf(column)} AS v${column.index}`)].join(',\n    ') || '1 AS nothing';
  return `CREATE TABLE ${quoteIdentifier(plan.staged)} AS\nSELECT\n  ${select}\nFROM (\n  SELECT\n    ${inner}\n  FROM ${readSql(plan, options)}\n)`;
}

/** How many records the engine finds in a file or in a stretch of it. */
export const countSql = (plan: SourcePlan, options: StageOptions): string => `SELECT count(*) AS records FROM ${readSql(plan, options)}`;
