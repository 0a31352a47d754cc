import { quoteIdentifier } from '#core/sql/identifier';
import { quoteText } from '#core/sql/literal';
import type { ColumnParse } from '#core/model/source';
import { dateSql } from './date-sql';
import { numberSql } from './number-sql';
import { protectSql } from './protect-sql';
import { rawName, type PlannedColumn, type SourcePlan } from './plan';

const textList = (texts: readonly string[]): string => texts.map((text) => quoteText(text.trim().toLowerCase())).join(', ');

/** The value of a raw text, NULL where it does not fit (LD4). */
export function parseSql(raw: string, parse: ColumnParse): string {
  switch (parse.type) {
    case 'text':
      return raw;
    case 'number':
      return numberSql(raw, parse);
    case 'date':
      return dateSql(raw, parse);
    case 'boolean': {
      const text = `lower(trim(${raw}))`;
      const yes = parse.yes.length > 0 ? ` WHEN ${text} IN (${textList(parse.yes)}) THEN true` : '';
      const no = parse.no.length > 0 ? ` WHEN ${text} IN (${textList(parse.no)}) THEN false` : '';
      return yes + no === '' ? 'CAST(NULL AS BOOLEAN)' : `CASE${yes}${no} END`;
    }
  }
}

/** The value of a column's raw text: NULL where it does not fit (LD4) or stands for nothing (LD15). */
function valueSql(raw: string, { parse, nulls }: PlannedColumn): string {
  const value = parseSql(raw, parse);
  return nulls.length > 0 ? `CASE WHEN trim(${raw}) NOT IN (${nulls.map(quoteText).join(', ')}) THEN ${value} END` : value;
}

/** The type as which the engine's own reader gives the same value as `valueSql`, or an error; null where it has no such type. */
function readerType({ parse, nulls }: PlannedColumn): string | null {
  if (nulls.length > 0 || ('also' in parse && parse.also)) return null;
  if (parse.type === 'number') return parse.strip.length === 0 && parse.decimal === undefined ? 'DOUBLE' : null;
  if (parse.type === 'date' && parse.formats.length === 0 && parse.serial === undefined)
    return parse.grain === 'date' ? 'DATE' : 'TIMESTAMP';
  return null;
}

/** An unnamed ENUM type of these values. */
export const enumType = (values: readonly string[]): string => `ENUM(${values.map(quoteText).join(', ')})`;

export interface StageOptions {
  /** The name under which the engine reads the file. */
  readonly file: string;
  /** Values that a sample of the file showed, by column index: such a column is read as ENUM, and what does not fit is kept beside it. */
  readonly enums?: ReadonlyMap<number, readonly string[]>;
  /** Plain numbers and dates are left to the engine's reader, which is faster and fails at the first text that does not fit. */
  readonly trusting?: boolean;
  /** The first record of the file is data even if the dialect says otherwise: a stretch from its middle. */
  readonly headless?: boolean;
  /** For pseudonyms: 64 hexadecimal digits. */
  readonly key?: string;
  /** Longest line in bytes; the engine's own limit is 2 MB. */
  readonly longestLine?: number;
  /** Records that went through preparation steps: the query that gives them, columns to keep beside them, and their order where it was lost. */
  readonly prepared?: { readonly from: string; readonly also: readonly string[]; readonly order?: string };
}

/** The file as rows of text, but for the columns given a type, with the whole dialect given: the engine never sniffs. */
export function readSql({ dialect, width }: SourcePlan, options: StageOptions, types?: ReadonlyMap<number, string>): string {
  const { file, headless, longestLine } = options;
  const columns = Array.from({ length: width }, (_, index) => `'c${index}': '${types?.get(index) ?? 'VARCHAR'}'`);
  const dialectOptions = [
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
  return `read_csv(${quoteText(file)}, ${dialectOptions.join(', ')})`;
}

/** The columns whose text may fail to become a value, and therefore leave it in `problems`. */
export const castColumns = (plan: SourcePlan, enums?: ReadonlyMap<number, unknown>): readonly PlannedColumn[] =>
  plan.columns.filter((column) => column.parse.type !== 'text' || column.nulls.length > 0 || enums?.has(column.index));

/** The text of a column's value that failed, in the staged table `s`. */
export const problemSql = (plan: SourcePlan, enums: ReadonlyMap<number, unknown> | undefined, column: PlannedColumn): string =>
  `s.problems[${castColumns(plan, enums).indexOf(column) + 1}]`;

/**
 * One scan: the file's records in their order, cast on the way, so that `rowid` + 1 is the record's place in what was read. The
 * text of a value that failed is kept in the list `problems`, a place for each column of `castColumns`, which is NULL everywhere else.
 */
export const stageSql = (plan: SourcePlan, options: StageOptions): string =>
  `CREATE OR REPLACE TABLE ${quoteIdentifier(plan.staged)} AS\n${stagedRowsSql(plan, options)}`;

/** The rows of `stageSql`, to be added to a staged table that is there. */
export function stagedRowsSql(plan: SourcePlan, options: StageOptions): string {
  const casts = castColumns(plan, options.enums);
  const types = new Map<number, string>();
  for (const column of options.trusting ? casts : []) {
    const type = options.enums?.has(column.index) ? null : readerType(column);
    if (type) types.set(column.index, type);
  }
  const castOf = (column: PlannedColumn) => {
    const raw = rawName(column);
    if (types.has(column.index)) return `CASE WHEN NOT isfinite(${raw}) THEN error('not finite') ELSE ${raw} END`;
    const values = options.enums?.get(column.index);
    return values ? `TRY_CAST(${rawName(column)} AS ${enumType(values)})` : valueSql(rawName(column), column);
  };
  const { from, also = [], order } = options.prepared ?? { from: readSql(plan, options, types) };
  const kept = plan.columns.map((column) => (casts.includes(column) ? `v${column.index} AS ${rawName(column)}` : rawName(column)));
  const failed = (column: PlannedColumn) => `(c${column.index} IS NOT NULL AND v${column.index} IS NULL)`;
  const text = ({ index }: PlannedColumn) =>
    types.has(index) ? 'NULL' : `CASE WHEN v${index} IS NULL THEN nullif(trim(c${index}), '') END`;
  const anyFailed =
    casts
      .filter(({ index }) => !types.has(index))
      .map(failed)
      .join(' OR ') || 'false';
  const problems = casts.length > 0 ? [`CASE WHEN ${anyFailed} THEN [${casts.map(text).join(', ')}] END AS problems`] : [];
  const select = [...kept, ...problems, ...also].join(',\n  ') || '1 AS nothing';
  const raws = plan.columns.map((column) => {
    const name = rawName(column);
    return column.protection ? `${protectSql(name, column.protection, options.key)} AS ${name}` : name;
  });
  const inner =
    [...raws, ...casts.map((column) => `${castOf(column)} AS v${column.index}`), ...also, ...(order ? [order] : [])].join(',\n    ') ||
    '1 AS nothing';
  return `SELECT\n  ${select}\nFROM (\n  SELECT\n    ${inner}\n  FROM ${from}\n)${order ? `\nORDER BY ${order}` : ''}`;
}

/** How many records the engine finds in a file or in a stretch of it. */
export const countSql = (plan: SourcePlan, options: StageOptions): string => `SELECT count(*) AS records FROM ${readSql(plan, options)}`;
