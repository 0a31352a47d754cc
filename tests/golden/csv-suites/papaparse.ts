import { readFileSync } from 'node:fs';
import { csvRecord } from '#core/intake/write-csv';
import { findReading } from '#core/intake/dialect/find-reading';
import { readingOf } from '#core/intake/dialect/plain-reading';
import type { TextReading } from '#core/model/reading';
import type { Connector } from '#edge/engine/connector';
import { fromBlob } from '#edge/load/input-file';
import { writeCsv } from '#edge/share/table/csv';
import { sharedPath } from '../open-files';
import { loadAsText } from '../../support/tables/load-as-text';
import { judge, type ExpectedTable, type SameCell, type Verdict } from './verdict';

type Cell = string | number | boolean | null | { readonly $date: string };
type Config = Readonly<Record<string, unknown>>;

interface PapaVector {
  readonly suite: string;
  readonly index: number;
  readonly description: string;
  readonly input: unknown;
  readonly config: Config;
  readonly config_has_functions: boolean;
  readonly expected:
    | {
        readonly data: readonly (readonly Cell[] | Readonly<Record<string, Cell>>)[];
        readonly errors?: readonly { readonly code: string }[];
      }
    | string
    | null;
}

export const papaVectors = (): readonly PapaVector[] => {
  const golden = sharedPath('golden/csv-papaparse.json');
  return golden ? (JSON.parse(readFileSync(golden, 'utf8')) as { vectors: PapaVector[] }).vectors : [];
};

/** How a file is written; one that is written so must read back. */
const WRITING = ['quotes', 'escapeChar', 'quoteChar', 'newline', 'delimiter'];

const textOf = (cell: Cell | undefined): string =>
  cell === null || cell === undefined ? '' : typeof cell === 'object' ? cell.$date : String(cell);

/** Options that a person of this product does not set. */
function barredBy({ config, config_has_functions, suite }: PapaVector): string | null {
  if (config_has_functions) return 'a function as option';
  if (config.skipEmptyLines === 'greedy') return 'skipEmptyLines: greedy';
  if (config.skipFirstNLines === -2 || config.comments === 5 || config.delimiter === '\n') return 'an option that is none';
  if (suite !== 'UNPARSE_TESTS') return null;
  for (const name of ['skipEmptyLines', 'columns']) if (config[name] !== undefined) return name;
  if (config.newline === '$') return 'newline: $';
  return config.escapeFormulae === true && WRITING.some((name) => config[name] !== undefined) ? 'escapeFormulae with other quotes' : null;
}

/** P1: as text, blanks at the edges and the kind of line ends within aside. */
const same: SameCell = (expected, seen) =>
  expected.replace(/\r\n?/g, '\n').trim() === seen.replace(/\r\n?/g, '\n').trim() ||
  (expected !== '' && seen.trim() !== '' && Number(expected) === Number(seen));

/** The reading that the configuration says; the sign is found where it does not say one. */
function readingFor(text: string, config: Config): TextReading {
  const given = typeof config.delimiter === 'string' ? config.delimiter : undefined;
  const comment = config.comments === true ? '#' : typeof config.comments === 'string' ? config.comments : '';
  const skip = typeof config.skipFirstNLines === 'number' ? config.skipFirstNLines : 0;
  const { proposals } = findReading(
    { head: text, tail: null },
    { ...(given === undefined ? {} : { delimiter: given }), ...(comment ? { comment } : {}), skip },
  );
  const found = proposals[0]?.reading;
  const signs = found?.format === 'text' ? found : { delimiter: ',', quote: '"', escape: '"' };
  const quote = typeof config.quoteChar === 'string' ? config.quoteChar : signs.quote;
  const escape = typeof config.escapeChar === 'string' ? config.escapeChar : quote;
  return {
    ...readingOf({ delimiter: ',', header: config.header === true }),
    delimiter: given ?? signs.delimiter,
    quote,
    escape,
    comment,
    skip,
  };
}

/** What Papa Parse reads, as a table: objects by the names of the first record. */
function expectedTable({ input, expected, config }: PapaVector): ExpectedTable {
  const data = (expected as { data: readonly (readonly Cell[] | Readonly<Record<string, Cell>>)[] }).data;
  if (config.header !== true) return { headers: null, rows: data.map((row) => (row as readonly Cell[]).map(textOf)) };
  const lists = data.filter((row): row is readonly Cell[] => Array.isArray(row));
  if (lists.length > 0) return { headers: lists[0]!.map(textOf), rows: lists.slice(1).map((row) => row.map(textOf)) };
  const objects = data as readonly Readonly<Record<string, Cell>>[];
  const headers = Object.keys(objects[0] ?? {}).filter((name) => name !== '__parsed_extra');
  const extra = (row: Readonly<Record<string, Cell>>): readonly string[] =>
    ((row.__parsed_extra ?? []) as unknown as readonly Cell[]).map(textOf);
  const rows = input === '' ? [] : objects.map((row) => [...headers.map((name) => textOf(row[name])), ...extra(row)]);
  return { headers: headers.length > 0 ? headers : null, rows };
}

/** The numbered rules by which this product reads another table, each computed from what Papa Parse reads. */
function predict(vector: PapaVector, expected: ExpectedTable): readonly { rule: string; expected: ExpectedTable }[] {
  const { headers, rows } = expected;
  const filled = rows.filter((row) => row.length > 1 || row[0]!.trim() !== '');
  const unquoted = filled.map((row) => row.map((cell) => cell.replace(/^ "([^"]*)" ?$/, '$1')));
  const lines = String(vector.input).split(/\r\n?|\n/);
  const counted = headers && headers.map((name) => name.replace(/_(\d+)$/, (_, number: string) => `_${Number(number) + 1}`));
  const fields = Math.max(...filled.map((row) => row.length), 0);
  return [
    { rule: 'D6: a quote that closes nowhere is text', expected: { headers, rows: lines.map((line) => line.split(',')) } },
    { rule: 'D20: the second column of one name is number 2', expected: { headers: counted, rows } },
    { rule: 'D15: blank lines are skipped', expected: { headers, rows: filled } },
    { rule: 'D5: one blank may stand before an opening quote', expected: { headers, rows: unquoted } },
    {
      rule: 'D13: records of nothing but signs at the end are footer',
      expected: { headers, rows: filled.filter((row) => row.some((cell) => cell.trim() !== '')) },
    },
    {
      rule: 'D3: a record of more or fewer fields than the others is in the ledger',
      expected: { headers, rows: filled.filter((row) => row.length === (headers?.length ?? filled[0]?.length ?? fields)) },
    },
  ];
}

/** Records that Papa Parse writes, as text; null where it is given something else. */
function recordsOf(input: unknown, config: Config): readonly (readonly Cell[])[] | null {
  const given = input as { readonly fields?: readonly string[] | null; readonly data?: readonly (readonly Cell[])[] };
  if (!Array.isArray(input)) return given.data ? [...(given.fields ? [given.fields] : []), ...given.data] : null;
  if (input.every(Array.isArray)) return input as readonly (readonly Cell[])[];
  const objects = input as readonly Readonly<Record<string, Cell>>[];
  const names = Object.keys(objects[0] ?? {});
  return [...(config.header === false ? [] : [names]), ...objects.map((each) => names.map((name) => each[name] ?? null))];
}

/** What this product writes: the plain writer of the intake, or the one for people where formulas are to be disarmed. */
function judgeWriting(id: string, { input, config, expected }: PapaVector): Verdict {
  const records = recordsOf(input, config);
  if (!records || typeof expected !== 'string') return { id, outcome: 'not our question', note: 'the vector is not here whole' };
  const texts = records.map((record) => record.map(textOf));
  const lines = expected.replace(/\r\n/g, '\n');
  const written =
    config.escapeFormulae === true
      ? writeCsv(texts, { bom: false }).replace(/\r\n$/, '').replace(/\r\n/g, '\n')
      : texts
          .map((each) => csvRecord(each))
          .join('')
          .replace(/\n$/, '');
  if (written.replace(/\r\n/g, '\n') === lines) return { id, outcome: 'as expected', note: '' };
  return { id, outcome: 'silently wrong', note: `${JSON.stringify(written)} for ${JSON.stringify(lines)}` };
}

/** A file that Papa Parse writes in a way of its own reads back as the records it was made from. */
async function judgeReadingBack(connector: Connector, id: string, { input, config, expected }: PapaVector): Promise<Verdict> {
  const records = recordsOf(input, config);
  if (!records || typeof expected !== 'string') return { id, outcome: 'not our question', note: 'the vector is not here whole' };
  const outcome = await loadAsText(connector, fromBlob(new Blob([expected]), 'papa.csv'), readingFor(expected, config));
  return judge(id, { headers: null, rows: records.map((record) => record.map(textOf)) }, outcome, [], same);
}

export async function judgePapa(connector: Connector, vector: PapaVector): Promise<Verdict> {
  const id = `${vector.suite} ${vector.index} ${vector.description}`;
  const barred = barredBy(vector);
  if (barred) return { id, outcome: 'not our question', note: barred };
  if (vector.suite === 'UNPARSE_TESTS')
    return WRITING.some((name) => vector.config[name] !== undefined) ? judgeReadingBack(connector, id, vector) : judgeWriting(id, vector);
  if (typeof vector.input !== 'string') return { id, outcome: 'not our question', note: 'a file of its own' };
  const expected = expectedTable(vector);
  const file = fromBlob(new Blob([vector.input]), 'papa.csv');
  const loaded = await loadAsText(connector, file, readingFor(vector.input, vector.config));
  const first = Number(vector.config.preview ?? 0);
  const outcome = first > 0 && loaded.table ? { ...loaded, table: { ...loaded.table, rows: loaded.table.rows.slice(0, first) } } : loaded;
  const verdict = judge(id, expected, outcome, predict(vector, expected), same);
  const errors = (vector.expected as { errors?: readonly { code: string }[] }).errors ?? [];
  const quotes = errors.some(({ code }) => /Quotes/.test(code));
  const { table } = outcome;
  if (verdict.outcome === 'silently wrong' && quotes && table && (table.ledger.rejected > 0 || table.ledger.mended))
    return { id, outcome: 'by rule', note: 'D6: the damage of a quote ends with its line, and stands in the ledger' };
  return verdict;
}
