import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import type { Connector } from '#edge/engine/connector';
import { fromPath } from '#edge/load/path-file';
import { sharedPath } from '../open-files';
import { WINDOWS_FROM_80 } from '../../support/windows-1252';
import { loadAsText } from '../../support/tables/load-as-text';
import { findDifference, judge, type ExpectedTable, type Verdict } from './verdict';

interface PollockVector {
  readonly set: string;
  readonly dataset: string;
  readonly clean: string;
  readonly parameters: { readonly header_lines: number | string; readonly delimiter: string; readonly quotechar: string };
  readonly expected: { readonly data_rows: number; readonly header: readonly string[] | null };
}

export const pollockVectors = (): readonly PollockVector[] => {
  const golden = sharedPath('golden/csv-pollock.json');
  return golden ? (JSON.parse(readFileSync(golden, 'utf8')) as { vectors: PollockVector[] }).vectors : [];
};

/**
 * Pollock's clean tables are lists of records as ragged as their files; a table is not. A field that a record lacks is empty, and empty ones beyond
 * all names and values are no column. Where one name is lacking, it is that of the first column, which holds row names (R's `write.table` does so).
 */
function squareUp({ headers, rows }: ExpectedTable): ExpectedTable {
  const reach = (row: readonly string[]): number => row.findLastIndex((cell) => cell.trim() !== '') + 1;
  const width = Math.max(headers?.length ?? 0, ...rows.map(headers ? reach : (row) => row.length));
  const named = headers && headers.length === width - 1 ? ['', ...headers] : headers;
  return { headers: named, rows: rows.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? '')) };
}

/** The table that Pollock calls clean. */
function readClean({ clean, parameters, expected }: PollockVector): ExpectedTable {
  const text = readFileSync(sharedPath(clean)!, 'utf8').replace(/^\uFEFF/, '');
  const rows =
    text === '' ? [] : Papa.parse<string[]>(text.replace(/\r?\n$/, ''), { delimiter: ',', quoteChar: '"', skipEmptyLines: true }).data;
  const made = Number(parameters.header_lines) === 0;
  const headed = made ? /^col_\d+$/.test(rows[0]?.[0] ?? '') : rows.length > expected.data_rows || rows.length > 0;
  return squareUp({ headers: headed && !made ? rows[0]! : null, rows: headed ? rows.slice(1) : rows });
}

/** The cells of the file by the parameters that Pollock gives, cut by Papa Parse. */
function readRaw({ dataset, parameters }: PollockVector): readonly (readonly string[])[] {
  const text = new TextDecoder('utf-8').decode(readFileSync(sharedPath(dataset)!));
  const { delimiter, quotechar } = parameters;
  return Papa.parse<string[]>(text, { delimiter, quoteChar: quotechar || '\u0000', skipEmptyLines: true }).data;
}

const asWindows = (text: string): string => text.replace(/[\u0080-\u009f]/g, (sign) => WINDOWS_FROM_80[sign.charCodeAt(0) - 0x80]!);
const NOTHING = /^(?:missing|null|n\/a|na|nan|none|-|\.)$/i;

/** Cells that Pollock's cleaning changed, back as the file holds them, control characters as IN11 reads them (P1–P4): found by their place in the raw records. */
function restore(expected: ExpectedTable, raw: readonly (readonly string[])[]): ExpectedTable {
  const cell = (clean: string, own: string | undefined): string => {
    if (own === undefined || clean === own) return clean;
    if (
      [asWindows(own), own.replace(/[\u0080-\u009f]/g, '')].some((text) => text.trim() === clean.trim()) ||
      (clean.trim() === '' && NOTHING.test(own.trim())) ||
      own.replaceAll('"', "''") === clean
    )
      return asWindows(own);
    return clean === '0.\\' && Number(own) === 0 ? own : clean;
  };
  const row = (clean: readonly string[], own: readonly string[] | undefined): readonly string[] =>
    clean.map((text, column) => cell(text, own?.[column]));
  const below = raw.slice(raw.length - expected.rows.length);
  const above = raw[raw.length - expected.rows.length - 1];
  return { headers: expected.headers && row(expected.headers, above), rows: expected.rows.map((clean, at) => row(clean, below[at])) };
}

/** The header rows of the raw file, each empty field of an upper row under the word left of it as far as the row below it goes on, joined. */
function joinRaw(vector: PollockVector): readonly string[] | null {
  const lines = Number(vector.parameters.header_lines);
  if (lines < 2) return null;
  const rows = readRaw(vector).slice(0, lines);
  const said = (line: number, column: number): string => {
    const own = (rows[line]![column] ?? '').trim();
    if (own !== '' || line === lines - 1 || column === 0 || said(line + 1, column) === '') return own;
    return said(line, column - 1);
  };
  return rows[0]!.map((_, column) =>
    rows
      .map((__, line) => said(line, column))
      .filter((word) => word !== '')
      .join(' '),
  );
}

const once = (name: string): string => [...new Set(name.split(' '))].join(' ');
const filled = (row: readonly string[]): number => row.filter((text) => text.trim() !== '').length;
const TOTAL = /^(?:grand )?total$/i;

/** What the rules of this product predict where they differ from Pollock's cleaning. Each is computed from the expected table and the raw file. */
function predict(vector: PollockVector, expected: ExpectedTable): readonly { rule: string; expected: ExpectedTable }[] {
  const { headers, rows } = expected;
  const joined = joinRaw(vector);
  const body = rows.filter((row) => filled(row) > 0);
  const total = rows.findIndex((row) => TOTAL.test(row[0] ?? ''));
  const notes = body.findLastIndex((row) => filled(row) > 1) + 1;
  return [
    {
      rule: 'P1–P4: words for nothing, quotes and noughts stay as the file holds them, and IN11 reads control characters wherever they stand',
      expected: restore(expected, readRaw(vector)),
    },
    ...(joined ? [{ rule: 'D11: all words of several header rows are joined', expected: { headers: joined, rows } }] : []),
    { rule: 'D12: a header that is said again names the columns once', expected: { headers: headers?.map(once) ?? null, rows } },
    { rule: 'D13: notes and records of nothing but signs below the table are footer', expected: { headers, rows: body.slice(0, notes) } },
    {
      rule: 'D13: the total is footer, D16: of two tables one is read',
      expected: { headers, rows: rows.slice(0, total < 0 ? rows.length : total) },
    },
  ];
}

export async function judgePollock(connector: Connector, vector: PollockVector): Promise<Verdict> {
  const id = path.basename(vector.dataset);
  const file = await fromPath(sharedPath(vector.dataset)!);
  const expected = readClean(vector);
  const outcome = await loadAsText(connector, file);
  const rules = predict(vector, expected);
  if (!outcome.question) return judge(id, expected, outcome, rules);
  const notes: string[] = [];
  for (const { value, reading } of outcome.question.answers) {
    const answered = reading ? await loadAsText(connector, file, reading) : null;
    if (!answered?.table) continue;
    if (findDifference(expected, answered.table) === null) return { id, outcome: 'asked', note: value };
    const rule = rules.find((each) => findDifference(each.expected, answered.table!) === null);
    if (rule) return { id, outcome: 'asked', note: `${value}, ${rule.rule}` };
    notes.push(findDifference(expected, answered.table) ?? '');
  }
  return { id, outcome: 'silently wrong', note: `asked, and no answer gives the expected table: ${notes.join(' / ')}` };
}
