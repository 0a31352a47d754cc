import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { TextReading } from '#core/model/reading';
import { findReading } from '#core/intake/dialect/find-reading';
import { readingOf } from '#core/intake/dialect/plain-reading';
import type { Connector } from '#edge/engine/connector';
import { fromPath } from '#edge/load/path-file';
import { sharedPath, unpack } from '../open-files';
import { loadAsText, type TextOutcome } from '../../support/tables/load-as-text';
import { parseQuery, type DuckQuery } from './duckdb-query';
import { holdsText, predictDuck } from './duckdb-rules';
import { findDifference, lacksOnlyRejected, type ExpectedTable, type SameCell, type Verdict } from './verdict';

interface DuckVector {
  readonly dataset: string;
  readonly sql: string;
  readonly source: { readonly path: string; readonly line: number };
  readonly expected: {
    readonly rows_as_text?: readonly string[];
    readonly row_lines?: number;
    readonly error_contains?: readonly string[];
  };
}

export const duckVectors = (): readonly DuckVector[] => {
  const golden = sharedPath('golden/csv-duckdb.json');
  return golden ? (JSON.parse(readFileSync(golden, 'utf8')) as { vectors: DuckVector[] }).vectors : [];
};

const bare = (cell: string): string => (cell === 'NULL' || cell === '(empty)' ? '' : cell.replaceAll('\\0', '\0').trim()).normalize('NFC');
const digits = (cell: string): string =>
  (cell.match(/\d+/g) ?? [])
    .map(Number)
    .filter((number) => number > 0)
    .sort((one, other) => one - other)
    .join();

/** E1: the engine writes values its way (1.0, 2008-08-10, true); the cell is the same if it is the same number, day or word. */
export const sameValue: SameCell = (expected, seen) => {
  const [one, other] = [bare(expected), bare(seen).replace(/\r\n?/g, '\n')];
  if (one === other || one.toLowerCase() === other.toLowerCase()) return true;
  if (/^\d{4}-\d\d-\d\d$/.test(one) && other.startsWith(`${one} `)) return true;
  if (one !== '' && other !== '' && Number(one) === Number(other)) return true;
  if (
    /\+00$/.test(one) &&
    Date.parse(one.replace(/\+00$/, 'Z')) ===
      Date.parse(/[A-Z]{3}$|Z$|[+-]\d\d(:?\d\d)?$/.test(other) ? other.replace(/([+-]\d\d)$/, '$1:00') : `${other}Z`)
  )
    return true;
  return /^\d{1,4}-\d\d-\d\d|^\d\d:\d\d/.test(one) && digits(one) === digits(other);
};

/** The reading that a person would set by the options of the query; what they do not say is found. */
function applyOptions(text: string, { options }: DuckQuery): TextReading | null {
  const flag = (value: string): boolean => /^(?:true|1)$/i.test(value);
  const off = options.auto_detect !== undefined && !flag(options.auto_detect);
  const delimiter = (options.delim ?? options.sep ?? options.delimiter)?.replaceAll('\\t', '\t') ?? (off ? ',' : undefined);
  const skip = options.skip === undefined ? {} : { skip: Number(options.skip.replace('{i}', '0')) };
  const comment = options.comment === undefined ? {} : { comment: options.comment };
  const { proposals } = findReading({ head: text, tail: null }, { ...(delimiter === undefined ? {} : { delimiter }), ...skip, ...comment });
  const found = proposals[0]?.reading;
  if (found?.format !== 'text') return null;
  const escape = options.escape ?? options.quote;
  return {
    ...found,
    ...(off ? { ...readingOf({ delimiter: ',', header: false }), delimiter: delimiter! } : {}),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(options.quote === undefined ? {} : { quote: options.quote }),
    ...(escape === undefined || (escape === '' && !('escape' in options)) ? {} : { escape }),
    ...(found.skip > 0 && !off ? {} : skip),
    ...(options.header === undefined ? {} : { headerRows: flag(options.header) ? 1 : 0 }),
    ...comment,
    ...(options.null_padding !== undefined && flag(options.null_padding) ? { short: 'fill' } : {}),
  };
}

const SET = ['delim', 'sep', 'delimiter', 'quote', 'escape', 'comment', 'skip', 'header', 'auto_detect', 'null_padding'];

async function loadAsAsked(connector: Connector, path: string, query: DuckQuery): Promise<TextOutcome> {
  const file = await fromPath(path);
  const outcome = await loadAsText(connector, file);
  if (!SET.some((name) => query.options[name] !== undefined)) return outcome;
  const reading = applyOptions(new TextDecoder().decode(await file.slice(0, file.bytes)), query);
  return reading ? loadAsText(connector, file, reading) : outcome;
}

/** E1, E3: as `sameValue`; a word that the query names as nothing stays a word, and signs of thousands and decimals stay in the text. */
function sameBy({ options }: DuckQuery): SameCell {
  const nothing = [...(options.nullstr ?? '').matchAll(/'([^']*)'|^([^'[\]]+)$/g)].map((match) => (match[1] ?? match[2])!.toLowerCase());
  return (expected, seen) => {
    if (sameValue(expected, seen)) return true;
    if (expected === '' && nothing.includes(seen.trim().toLowerCase())) return true;
    const plain = seen.replaceAll(options.thousands ?? '\u0000', '').replaceAll(options.decimal_separator ?? '.', '.');
    return plain !== seen && sameValue(expected, plain);
  };
}

/** The place of a column by its name in the file, in the query, or by the number that the engine gives it. */
function placeOf(name: string, headers: readonly string[], { options }: DuckQuery): number {
  const given = [
    ...(options.columns ?? options.names ?? options.column_names ?? '').matchAll(/(?:^|[{(,[])\s*'?([\w.]+)'?\s*(?=:|,|\]|$)/g),
  ].map((match) => match[1]!.toLowerCase());
  const own = headers.findIndex((header) => header.toLowerCase() === name.toLowerCase());
  if (own >= 0) return own;
  const numbered = /^column(\d+)$/.exec(name);
  return numbered ? Number(numbered[1]) : given.indexOf(name.toLowerCase());
}

/** What is compared: all cells, some columns of them, their number or their sum. */
function project(query: DuckQuery, { table }: TextOutcome): { headers: readonly string[]; rows: readonly (readonly string[])[] } {
  const { headers, rows } = table!;
  const { shape, columns } = query;
  if (shape === 'count') return { headers: ['count'], rows: [[String(rows.length)]] };
  if (!columns) return { headers, rows };
  const places = columns.map((name) => placeOf(name, headers, query));
  if (shape === 'sum') return { headers: columns, rows: [places.map((at) => String(rows.reduce((sum, row) => sum + Number(row[at]), 0)))] };
  return { headers: columns, rows: rows.map((row) => places.map((at) => row[at] ?? '')) };
}

/** What DuckDB's sniffer reports, and what is found here: names of columns, delimiter. Types are another matter. */
function compareFacts({ expected }: DuckVector, { facts }: DuckQuery, { table, preview }: TextOutcome): string | null {
  const text = expected.rows_as_text ?? [];
  const { head } = preview;
  if (facts.includes('columns')) {
    const listed = [...text.join('\n').matchAll(/'name': (.*?), 'type': /g)].map((match) =>
      match[1]!.replace(/^'(.*)'$/, '$1').replaceAll("\\'", "'"),
    );
    const names = listed.length > 0 ? listed : text.map((row) => row.split('\t')[0]!);
    const seen = table?.headers ?? head.headers;
    const same =
      names.length === seen.length &&
      names.every(
        (name, at) =>
          name.replace(/_\d+$/, '') === seen[at]!.replace(/_\d+$/, '') || (/^column\d+$/.test(name) && /^column_\d+$/.test(seen[at]!)),
      );
    if (!same) return `names ${JSON.stringify(seen).slice(0, 200)} for ${JSON.stringify(names).slice(0, 200)}`;
  }
  const delimiter = head.reading?.format === 'text' ? head.reading.delimiter : head.dialect.delimiter;
  const expectedSign = text[0]?.split('\t')[0] ?? '';
  const signs = facts.includes('delimiter') && head.headers.length > 1 && expectedSign !== '' && expectedSign !== delimiter;
  return signs ? `delimiter ${delimiter} for ${expectedSign}` : null;
}

export async function judgeDuck(connector: Connector, vector: DuckVector): Promise<Verdict> {
  const id = `${vector.source.path.split('/').at(-1)}:${vector.source.line} ${vector.dataset.replace('data/duckdb-csv/', '')}`;
  const query = parseQuery(vector.sql, vector.expected.error_contains);
  if (typeof query === 'string') return { id, outcome: 'not our question', note: query };
  const stored = sharedPath(vector.dataset);
  if (!stored) return { id, outcome: 'not our question', note: 'the file is not here' };
  const path = stored.endsWith('.gz') ? await unpack(stored) : stored;
  try {
    return await compare(connector, vector, query, path, id);
  } finally {
    if (path !== stored) await rm(path);
  }
}

async function compare(connector: Connector, vector: DuckVector, query: DuckQuery, path: string, id: string): Promise<Verdict> {
  const outcome = await loadAsAsked(connector, path, query);
  const { table, issues, question } = outcome;
  if (vector.expected.error_contains) return judgeError(id, vector.expected.error_contains, query, outcome);
  if (question) {
    for (const { value, reading } of question.answers) {
      const answered = reading ? await loadAsText(connector, await fromPath(path), reading) : null;
      if (answered?.table && differs(vector, query, answered) === null) return { id, outcome: 'asked', note: value };
    }
    return { id, outcome: 'silently wrong', note: 'asked, and no answer gives the expected table' };
  }
  if (query.shape === 'facts') {
    const fact = compareFacts(vector, query, outcome);
    if (table || !fact) return fact ? { id, outcome: 'silently wrong', note: fact } : { id, outcome: 'as expected', note: '' };
  }
  if (!table) return { id, outcome: 'refused', note: issues.join() };
  const difference = differs(vector, query, outcome);
  if (!difference) return { id, outcome: 'as expected', note: '' };
  const { rejected, rejectedBy } = table.ledger;
  const counted = query.shape === 'count' && Number(vector.expected.rows_as_text?.[0]) === table.rows.length + rejected;
  const expected = expectedOf(vector, query, table.headers.length);
  if (counted || (query.shape === 'rows' && lacksOnlyRejected(expected, { ...table, ...project(query, outcome) }, sameValue)))
    return { id, outcome: 'refused', note: `${rejected} records: ${rejectedBy.map(({ reason }) => reason).join()}` };
  const raw = new TextDecoder().decode(readFileSync(path));
  const rule = predictDuck(vector.expected.rows_as_text ?? [], query, outcome, raw);
  return rule
    ? { id, outcome: 'by rule', note: rule }
    : { id, outcome: 'silently wrong', note: `${difference} · ${JSON.stringify(table.reading)}` };
}

/** Where the engine stops with an error: the file is refused, or its damaged records stand in the ledger, or a rule says why it can be read. */
function judgeError(id: string, errors: readonly string[], query: DuckQuery, { table, issues, question, preview }: TextOutcome): Verdict {
  if (!table) return { id, outcome: 'as expected', note: issues.join() };
  if (question) return { id, outcome: 'asked', note: 'E2: an error in one engine, a question here' };
  if (query.shape === 'misfit' && holdsText(table.rows, errors))
    return { id, outcome: 'by rule', note: 'E8: a text that is no value is kept, and listed once its column has a type' };
  const { rejected, mended } = table.ledger;
  if (rejected > 0 || mended)
    return {
      id,
      outcome: 'as expected',
      note: `E2: ${rejected} records rejected, ${JSON.stringify(mended?.by ?? {})} mended, by line in the ledger`,
    };
  if (errors.some((error) => /unicode|Error on Line/i.test(error)) && preview.head.encodingFrom === 'guess')
    return { id, outcome: 'by rule', note: `IN7: bytes that are no UTF-8 are read as ${preview.head.dialect.encoding}, and that is said` };
  const found = errors.map((error) => /Found: (\d+)/.exec(error)?.[1]).find((width) => width !== undefined);
  if (found !== undefined && Number(found) === table.headers.length)
    return { id, outcome: 'by rule', note: 'E6: the columns are those of the file' };
  return {
    id,
    outcome: 'silently wrong',
    note: `read as ${table.headers.length} columns, ${table.rows.length} rows; expected ${errors.join()}`,
  };
}

function expectedOf({ expected }: DuckVector, query: DuckQuery, width: number): ExpectedTable {
  const rows = (expected.rows_as_text ?? []).map((row) => (width === 1 && !query.columns ? [row] : row.split('\t')));
  return { headers: null, rows: rows.map((row) => row.map(bare)) };
}

function differs(vector: DuckVector, query: DuckQuery, outcome: TextOutcome): string | null {
  const seen = project(query, outcome);
  const expected = expectedOf(vector, query, seen.headers.length);
  const lines = vector.expected.row_lines ?? expected.rows.length;
  if (query.ordered) {
    const left = [...seen.rows];
    const lacking = expected.rows.filter((row) => {
      const at = left.findIndex((other) => other.length === row.length && row.every((cell, column) => sameBy(query)(cell, other[column]!)));
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    if (lacking.length > 0) return `no row ${JSON.stringify(lacking[0]).slice(0, 200)}`;
    return query.limit === null && left.length > 0 && seen.rows.length !== lines ? `${seen.rows.length} rows for ${lines}` : null;
  }
  const limited = query.limit === null ? seen.rows : seen.rows.slice(0, query.limit);
  if (limited.length !== lines) return `${limited.length} rows for ${lines}`;
  return findDifference(expected, { headers: seen.headers, rows: limited.slice(0, expected.rows.length) }, sameBy(query));
}
