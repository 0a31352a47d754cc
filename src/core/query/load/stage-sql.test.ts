import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { ColumnParse, SourceInfo } from '#core/model/source';
import type { Connector } from '#edge/engine/connector';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';
import { planLoad } from './plan';
import { parseSql, stageSql } from './stage-sql';

const info: SourceInfo = {
  id: 's1',
  name: 'orders.csv',
  bytes: 1,
  fingerprint: '',
  dialect: { encoding: 'utf-8', bom: false, delimiter: ';', quote: '"', header: true },
  headers: ['id', 'phone', 'sum', 'tier'],
  mapping: {
    grain: 'order',
    columns: [
      { header: 'id', role: 'order_id', parse: { type: 'text' } },
      { header: 'phone', role: 'skip', parse: { type: 'text' } },
      { header: 'sum', role: 'net_amount', parse: { type: 'number', strip: ['¥', ','] } },
      { header: 'tier', role: 'attribute', parse: { type: 'text' } },
    ],
  },
};

let engine: Connector;
beforeAll(async () => void (engine = await openWasmTestEngine()));
afterAll(() => engine.close());

const sums = "TRY_CAST(replace(replace(c2, '¥', ''), ',', '') AS DOUBLE)";
const golden = `CREATE OR REPLACE TABLE "staged_s1" AS
SELECT
  c0,
  v2 AS c2,
  v3 AS c3,
  CASE WHEN (c2 IS NOT NULL AND v2 IS NULL) OR (c3 IS NOT NULL AND v3 IS NULL) THEN [CASE WHEN v2 IS NULL THEN nullif(trim(c2), '') END, CASE WHEN v3 IS NULL THEN nullif(trim(c3), '') END] END AS problems
FROM (
  SELECT
    c0,
    c2,
    c3,
    CASE WHEN isfinite(${sums}) THEN ${sums} END AS v2,
    TRY_CAST(c3 AS ENUM('gold', 'O''Hara')) AS v3
  FROM read_csv('in/a''b.csv', auto_detect = false, delim = ';', quote = '"', escape = '"', header = true, strict_mode = true, parallel = false, nullstr = '', columns = {'c0': 'VARCHAR', 'c1': 'VARCHAR', 'c2': 'VARCHAR', 'c3': 'VARCHAR'})
)`;

test('LD4 the read gives the engine the whole dialect, leaves out what is left out, and casts in the same pass', () => {
  expect(stageSql(planLoad([info])[0]!, { file: "in/a'b.csv", enums: new Map([[3, ['gold', "O'Hara"]]]) })).toBe(golden);
});

test('the text that was agreed runs on the engine of the page', async () => {
  const file = await engine.attachFile("a'b.csv", {
    blob: new Blob(['id;phone;sum;tier\n1;x;¥1,200.50;gold\n2;x;free;lead\n3;x;;"O\'Hara"\n']),
  });
  await engine.execute(golden.replace("'in/a''b.csv'", `'${file.replaceAll("'", "''")}'`));
  const rows = rowsOf(
    await engine.query('SELECT c0, c2, CAST(c3 AS VARCHAR) AS c3, problems[1] AS p2, problems[2] AS p3 FROM staged_s1 ORDER BY c0'),
  );
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { c0: '1', c2: 1200.5, c3: 'gold', p2: null, p3: null },
    { c0: '2', c2: null, c3: null, p2: 'free', p3: 'lead' },
    { c0: '3', c2: null, c3: "O'Hara", p2: null, p3: null },
  ]);
});

const date = (grain: 'date' | 'instant', ...formats: string[]): ColumnParse => ({ type: 'date', formats, grain });
test.each<[string, ColumnParse, unknown]>([
  ['$1,234.50', { type: 'number', strip: ['$', ','] }, 1234.5],
  ['-7', { type: 'number', strip: [] }, -7],
  ['nan', { type: 'number', strip: [] }, null],
  ['-Infinity', { type: 'number', strip: [] }, null],
  ['12 apples', { type: 'number', strip: [] }, null],
  ['2024-02-29', date('date'), '2024-02-29'],
  ['2023-02-29', date('date'), null],
  ['infinity', date('date'), null],
  ['2024-02-29', date('instant'), '2024-02-29T00:00:00'],
  ['2024-02-29T10:11:12Z', date('instant'), '2024-02-29T10:11:12'],
  ['2024年2月9日', date('date', '%Y年%m月%d日'), '2024-02-09'],
  [' 9/2/2024 ', date('date', '%d/%m/%Y'), '2024-02-09'],
  ['9/2/2024 8:05', date('instant', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M'), '2024-09-02T08:05:00'],
  ['yesterday', date('date', '%Y-%m-%d'), null],
  [' Yes', { type: 'boolean', yes: ['yes', '是'], no: ['no', '否'] }, true],
  ['否', { type: 'boolean', yes: ['yes', '是'], no: ['no', '否'] }, false],
  ['maybe', { type: 'boolean', yes: ['yes'], no: ['no'] }, null],
  ['maybe', { type: 'boolean', yes: [], no: [] }, null],
])('LD4 “%s” is read as its column says', async (text, parse, expected) => {
  const rows = rowsOf(await engine.query(`SELECT ${parseSql('raw', parse)} AS value FROM (SELECT '${text}' AS raw)`));
  expect(rows[0]!.value).toBe(expected);
});

test('LD11 hostile headers stay names', () => {
  const columns = ['a"; DROP TABLE x; --', 'ORDER_KEY', 'order_key', '', ' status '].map((header) => ({
    header,
    role: 'attribute' as const,
    parse: { type: 'text' as const },
  }));
  const [plan] = planLoad([{ ...info, headers: columns.map(({ header }) => header), mapping: { grain: 'order', columns } }]);
  expect(plan!.columns.map(({ name }) => name)).toEqual(['a"; DROP TABLE x; --', 'ORDER_KEY_2', 'order_key_3', 'column 4', 'status_2']);
});
