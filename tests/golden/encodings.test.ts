import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { countRecords } from '#edge/load/count-records';
import { decodeToUtf8 } from '#edge/load/decode';
import { fromPath } from '#edge/load/path-file';
import { previewFile } from '#edge/load/preview';
import { sharedPath } from './open-files';

interface Vector {
  readonly dataset: string;
  readonly parameters: { readonly encoding?: string };
  readonly expected: Readonly<Record<string, unknown>>;
}

const golden = sharedPath('golden/csv-encodings-horror-spectrum.json');
const vectors = golden ? (JSON.parse(readFileSync(golden, 'utf8')) as { vectors: Vector[] }).vectors : [];
if (!golden) console.warn('Encodings: skipped, because ../shared is not here.');

/** The label of this product for the name that the golden file gives. */
const LABELS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  'utf-16-le': 'utf-16le',
  'utf-16-be': 'utf-16be',
  gbk: 'gb18030',
  gb18030: 'gb18030',
  big5: 'big5',
  'big5 (cp950)': 'big5',
  'shift_jis (cp932)': 'shift_jis',
  'euc-kr (cp949)': 'euc-kr',
  'windows-1252': 'windows-1252',
  'iso-8859-1': 'windows-1252',
};
/** A `sep=` line is a matter of dialect. A file of one record is refused, as column names alone. */
const ELSEWHERE = ['crm-de.excel.sep-line.utf8-bom.csv', 'utf8bom.csv'];
const cases = vectors.filter(
  ({ dataset, parameters }) => parameters.encoding && sharedPath(dataset) && !ELSEWHERE.includes(path.basename(dataset)),
);

describe.skipIf(cases.length === 0)('IN1–IN9 encodings of real files', () => {
  test('all of the suite are here', () => expect(cases.length).toBeGreaterThanOrEqual(19));

  test.each(cases.map((each) => [path.basename(each.dataset), each] as const))('%s', async (_, { dataset, parameters, expected }) => {
    const file = await fromPath(sharedPath(dataset)!);
    const { head, issues } = await previewFile(file);
    expect([head.dialect.encoding, issues]).toEqual([LABELS[parameters.encoding!], []]);
    const decoded = await decodeToUtf8(file, head.dialect);
    const count = await countRecords(decoded, head.dialect, head.headers.length);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await decoded.slice(0, decoded.bytes));
    await decoded.release();
    const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimiter: head.dialect.delimiter, skipEmptyLines: true });
    const [header, ...rows] = data;
    if ('data_rows' in expected) {
      expect(rows).toHaveLength(Number(expected['data_rows']));
      expect(count.good).toBe(expected['data_rows']);
    }
    // The suite made here counts columns from one, the foreign one from zero.
    const first = dataset.includes('csv-encodings/') ? 1 : 0;
    const names: Record<string, string | undefined> = {
      header_1: header![1 - first],
      header_2: header![2 - first],
      header_last: header!.at(-1),
      header_product: header!.find((name) => name === expected['header_product']),
    };
    for (const [key, found] of Object.entries(names)) if (key in expected) expect([key, found]).toEqual([key, expected[key]]);
    if ('first_data_row_col3' in expected) {
      expect(rows[0]![2]).toBe(expected['first_data_row_col3']);
      expect(rows.at(-1)![2]).toBe(expected['last_data_row_col3']);
    }
    if ('stage_values' in expected) {
      const stages = new Set(rows.flatMap((row) => row.filter((field) => (expected['stage_values'] as string[]).includes(field))));
      expect([...stages].sort()).toEqual([...(expected['stage_values'] as string[])].sort());
    }
    if ('content' in expected) expect(data.map((row) => [row.join(head.dialect.delimiter)])).toEqual(expected['content']);
  });
});
