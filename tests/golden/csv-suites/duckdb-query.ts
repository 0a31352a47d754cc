/** What a query of DuckDB's suite asks of one file. */
export interface DuckQuery {
  readonly options: Readonly<Record<string, string>>;
  readonly shape: 'rows' | 'count' | 'facts' | 'misfit' | 'sum';
  /** What `sniff_csv` or `describe` is asked for: the names, the delimiter. */
  readonly facts: readonly ('columns' | 'delimiter' | 'quote' | 'escape')[];
  /** The columns asked for by name; null for all. */
  readonly columns: readonly string[] | null;
  readonly limit: number | null;
  /** The rows come in another order. */
  readonly ordered: boolean;
}

/** Options that say how values become types, or how the engine goes about it: nothing that a person of this product sets. */
const NOT_OFFERED: readonly (readonly [RegExp, string])[] = [
  [/typeof|\.type\b/i, 'typeof: the engine’s types'],
  [/STRUCT\(|JSON'/i, 'types: nested values'],
  [/sniff_csv\([^]*\bnames\s*=/i, 'names'],
  [/sniff_csv\([^]*\bcolumns\s*=/i, 'columns'],
  [/unquoted_escape/i, 'escape: outside quotes'],
  [/auto_type_candidates/i, 'auto_type_candidates'],
  [
    /^(?=[^]*(?:date_?format|timestamp_?format|decimal_separator))(?=[^]*ignore_errors)/i,
    'dateformat, decimal_separator with ignore_errors: rows of another form are dropped',
  ],
  [/timestampoffset/i, 'typeof: the engine’s types'],
  [/normalize_names/i, 'normalize_names'],
  [/union_by_name\s*=\s*true|hive_partitioning|filename\s*=/i, 'union_by_name, hive_partitioning'],
  [/\bRECURSIVE\b|\bJOIN\b/i, 'a query of several tables'],
  [/read_csv(?:_auto)?\(\s*\[/i, 'several files in one call'],
  [/\{(?:type|TEMP_DIR)\}/i, 'a loop over an option'],
  [/mid_line|only_midline|midline_big|14648/i, 'comment: in the midst of a line'],
];

/** Options that set types; only an error is about them, the cells are the same. */
const TYPES = /\b(?:columns|column_types|dtypes|types)\s*:?=/i;
const LIMITS = /buffer_size|maximum_line_size|max_line_size|parallel/i;
/** Errors that a damaged file causes, whatever the options. */
const CONVERSION = /convert|Conversion|^line \d+$|^Line: \d+$/i;
const DAMAGE =
  /Expected Number of Columns|sniffing file|Invalid unicode|It was not possible to automatically detect|Error on Line|^Line: \d+$/i;

const unquote = (text: string): string =>
  /^(?:'([^[\]]*)'|"([^"]*)")$/
    .exec(text.trim())
    ?.slice(1)
    .find((inner) => inner !== undefined)
    ?.replaceAll("''", "'") ?? text.trim();

/** The options in the brackets of a call, commas within quotes and braces left alone. */
function readOptions(inner: string): Readonly<Record<string, string>> {
  const options: Record<string, string> = {};
  let depth = 0;
  let quoted = false;
  let start = 0;
  const parts: string[] = [];
  for (let at = 0; at <= inner.length; at++) {
    const sign = inner[at];
    if (sign === "'") quoted = !quoted;
    else if (!quoted && sign !== undefined && '{[('.includes(sign)) depth++;
    else if (!quoted && sign !== undefined && '}])'.includes(sign)) depth--;
    if (at === inner.length || (sign === ',' && !quoted && depth === 0)) {
      parts.push(inner.slice(start, at));
      start = at + 1;
    }
  }
  for (const part of parts.slice(1)) {
    const match = /^\s*(\w+)\s*:?=\s*([^]*)$/.exec(part);
    if (match) options[match[1]!.toLowerCase()] = unquote(match[2]!);
  }
  return options;
}

/** The brackets of the call that reads the file, without the text behind them. */
function findCall(sql: string): string {
  const start = /(?:read_csv(?:_auto)?|sniff_csv)\s*\(/i.exec(sql);
  if (!start) return '';
  let depth = 1;
  let quoted = false;
  const from = start.index + start[0].length;
  for (let at = from; at < sql.length; at++) {
    if (sql[at] === "'") quoted = !quoted;
    else if (!quoted && sql[at] === '(') depth++;
    else if (!quoted && sql[at] === ')' && --depth === 0) return sql.slice(from, at);
  }
  return sql.slice(from);
}

/** What a query asks, or the option for which it is no question of this product. */
export function parseQuery(sql: string, errors?: readonly string[]): DuckQuery | string {
  const barred = NOT_OFFERED.find(([pattern]) => pattern.test(sql));
  if (barred) return barred[1];
  const call = findCall(sql);
  const options = readOptions(call);
  if (errors) {
    const damage =
      errors.length > 0 &&
      errors.every((error) => DAMAGE.test(error)) &&
      !(TYPES.test(sql) && errors.some((error) => /^Line:/.test(error)));
    if (/\bnames\s*:?=/i.test(sql)) return 'names';
    if (/\bnew_line\b/i.test(sql)) return 'new_line';
    if (/rejects_table|rejects_limit/i.test(sql)) return 'rejects_table';
    if (errors.some((error) => CONVERSION.test(error)) && TYPES.test(sql))
      return { options, shape: 'misfit', facts: [], columns: null, limit: null, ordered: false };
    if (TYPES.test(sql) && errors.some((error) => /automatically detect/.test(error))) return 'columns, types';
    if (!damage)
      return LIMITS.test(sql)
        ? 'buffer_size, max_line_size, parallel'
        : TYPES.test(sql)
          ? 'columns, types'
          : `an error of options: ${errors.join().slice(0, 60)}`;
  }
  if (!errors && /\bsniff_csv\b|^\s*describe\b/i.test(sql)) {
    const asked =
      /^\s*select\s+([^]*?)\s+from\b/i.exec(sql)?.[1]?.toLowerCase() ?? (/describe/i.test(sql) ? 'columns' : 'delimiter, columns');
    const facts = (['columns', 'delimiter', 'quote', 'escape'] as const).filter((name) => asked.includes(name));
    return facts.length > 0 ? { options, shape: 'facts', facts, columns: null, limit: null, ordered: false } : `sniff_csv: ${asked}`;
  }
  const select = /^\s*select\s+([^]*?)\s+from\b/i.exec(sql)?.[1]?.trim() ?? '*';
  if (/\bwhere\b/i.test(sql)) return 'a query with a condition';
  const limit = /\blimit\s+(\d+)/i.exec(sql)?.[1];
  const shared = { options, facts: [], ordered: /\border by\b/i.test(sql), limit: limit === undefined ? null : Number(limit) };
  if (/^count\(\*\)$/i.test(select)) return { ...shared, shape: 'count', columns: null };
  if (select === '*') return { ...shared, shape: 'rows', columns: null };
  const sums = [...select.matchAll(/sum\((\w+)\)/gi)].map((match) => match[1]!);
  if (sums.length > 0) return { ...shared, shape: 'sum', columns: sums };
  if (/nfc_normalize/.test(select)) return { ...shared, shape: 'rows', columns: null };
  if (/[()#]/.test(select)) return 'an expression over columns';
  return { ...shared, shape: 'rows', columns: select.split(',').map((name) => name.trim().replaceAll('"', '')) };
}
