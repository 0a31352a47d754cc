import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import { say } from '#core/messages/say';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asInstant, asNumber, requestFor } from '../../../../tests/support/load-request';
import { fromBlob } from '../input-file';
import { loadSources } from '../loader';
import { fromPath } from '../path-file';
import { previewFile } from '../preview';
import type { InputFile } from '../types';

const file = (content: BlobPart, name: string): InputFile => fromBlob(new Blob([content]), name);

/** What stands on screen of a file; its issues have sentences in both languages. */
async function look(input: InputFile) {
  const { head, issues, questions, suggestions } = await previewFile(input);
  for (const { code, values } of issues)
    for (const locale of ['en', 'zh-CN'] as const)
      expect(say(values ? { key: code, values } : { key: code }, { locale, currency: null })).toContain(input.name);
  return {
    format: head.reading?.format,
    headers: head.headers,
    rows: head.rows,
    issues: issues.map(({ code }) => code),
    questions,
    suggestions,
  };
}

let engine: Connector;
let folder: string;
beforeAll(async () => {
  engine = await openNodeEngine();
  folder = mkdtempSync(path.join(tmpdir(), 'clientele-formats-'));
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A file that the native engine writes, which is another writer than the readers' own kin. */
async function copy(select: string, name: string, options = ''): Promise<string> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const target = path.join(folder, name);
  await connection.run(`COPY (${select}) TO '${target}' (${options})`);
  connection.closeSync();
  return target;
}

describe('Parquet as DuckDB writes it', () => {
  const VALUES = `SELECT
    9007199254740993::BIGINT AS big, 18446744073709551615::UBIGINT AS unsigned, 7::TINYINT AS small,
    0.1::DECIMAL(9,1) AS price, -12345678901234567.89::DECIMAL(19,2) AS wide, 1234567890123456789012345678.0123456789::DECIMAL(38,10) AS widest,
    0.1::FLOAT AS single, 0.1 + 0.2::DOUBLE AS double, true AS yes,
    DATE '2024-01-05' AS day, TIMESTAMP '2024-01-05 10:20:30.123456' AS at, TIMESTAMP_MS '1969-12-31 23:59:59.5' AS ms,
    TIMESTAMP_NS '2024-01-05 10:20:30.123456789' AS ns, TIMESTAMPTZ '2024-01-05 10:20:30+08' AS zoned, TIME '10:20:30.5' AS clock,
    '会员, "A"' || chr(10) AS text, '\\xAA\\xBB'::BLOB AS bytes, 'abc'::BLOB AS ascii, '6f1ab2b8-93a4-4ec4-9ad3-8d3a4f4a0a11'::UUID AS uuid,
    [1, NULL, 9007199254740993] AS list, {'a': 1, 'b': ['x', NULL]} AS struct, MAP {'k': 1} AS map, 'b'::ENUM ('a', 'b') AS code`;
  const EXPECTED = {
    big: '9007199254740993',
    unsigned: '18446744073709551615',
    small: '7',
    price: '0.1',
    wide: '-12345678901234567.89',
    widest: '1234567890123456789012345678.0123456789',
    single: '0.1',
    double: '0.30000000000000004',
    yes: 'true',
    day: '2024-01-05',
    at: '2024-01-05 10:20:30.123456',
    ms: '1969-12-31 23:59:59.5',
    ns: '2024-01-05 10:20:30.123456',
    zoned: '2024-01-05 02:20:30',
    clock: '10:20:30.5',
    text: '会员, "A"\n',
    bytes: 'aabb',
    ascii: 'abc',
    uuid: '6f1ab2b8-93a4-4ec4-9ad3-8d3a4f4a0a11',
    list: '[1,null,9007199254740993]',
    struct: '{"a":1,"b":["x",null]}',
    map: '{"k":1}',
    code: 'b',
  };

  test('F11 F30 values of every type keep their digits', async () => {
    const { format, headers, rows, issues } = await look(
      await fromPath(
        await copy(
          `${VALUES} UNION ALL SELECT ${Object.keys(EXPECTED)
            .map(() => 'NULL')
            .join(', ')}`,
          'types.parquet',
          'FORMAT parquet',
        ),
      ),
    );
    expect([format, issues]).toEqual(['parquet', []]);
    expect(Object.fromEntries(headers.map((name, at) => [name, rows[0]![at]]))).toEqual(EXPECTED);
    expect(rows[1]!.every((field) => field === '')).toBe(true);
  });

  test.each(['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4_raw'])('F31 compression %s, several row groups', async (codec) => {
    const select =
      "SELECT range AS id, 'name ' || (range % 7) AS name, DATE '2024-01-01' + CAST(range % 300 AS INTEGER) AS day FROM range(10000)";
    const input = await fromPath(await copy(select, `${codec}.parquet`, `FORMAT parquet, COMPRESSION ${codec}, ROW_GROUP_SIZE 2048`));
    const { sources } = await loadSources(engine, [await customers(input, ['id', 'name', 'day'])]);
    expect(sources[0]!.ledger).toMatchObject({ records: 10_000, kept: 10_000, rejected: 0 });
    const [sum] = rowsOf(
      await engine.query(
        'SELECT sum(CAST(customer_id AS BIGINT)) AS ids, count(DISTINCT name_2) AS names, max(day) AS last FROM customers',
      ),
    );
    expect([Number(sum!['ids']), Number(sum!['names']), String(sum!['last'])]).toEqual([
      49_995_000,
      7,
      expect.stringContaining('2024-10-26'),
    ]);
  });

  test('F13 a file that ends early or is another', async () => {
    const whole = readFileSync(await copy('SELECT range AS id, range * 1.5 AS n FROM range(3000)', 'cut.parquet', 'FORMAT parquet'));
    for (let end = 8; end < whole.length; end += Math.ceil(whole.length / 40))
      expect([end, (await look(file(whole.subarray(0, end) as Uint8Array<ArrayBuffer>, 'cut.parquet'))).issues]).toEqual([
        end,
        ['issue_file_damaged'],
      ]);
  });
});

/** The request for a table of customers whose first column is their id. */
async function customers(input: InputFile, names: readonly string[]) {
  const { head } = await previewFile(input);
  const [first, ...rest] = names;
  const columns = {
    [first!]: { role: 'customer_id' as const },
    ...Object.fromEntries(
      rest.map((name) => [
        name,
        {
          role: 'attribute' as const,
          attributeOf: 'customers' as const,
          ...(name === 'day' ? { parse: { type: 'date' as const, formats: [], grain: 'date' as const } } : {}),
        },
      ]),
    ),
  };
  const request = requestFor('s1', input, 'customer', columns);
  return { ...request, info: { ...request.info, reading: head.reading! } };
}

describe('Arrow', () => {
  const table = () =>
    tableFromArrays({ id: ['a', 'b', 'c'], n: Float64Array.of(1, 2.5, 0.1 + 0.2), big: BigInt64Array.of(9007199254740993n, -1n, 0n) });

  test.each(['file', 'stream'] as const)('F30 a %s, dictionaries and whole numbers beyond 2⁵³', async (kind) => {
    const { format, headers, rows } = await look(file(tableToIPC(table(), kind) as Uint8Array<ArrayBuffer>, 'a.arrow'));
    expect([format, headers, rows]).toEqual([
      'arrow',
      ['id', 'n', 'big'],
      [
        ['a', '1', '9007199254740993'],
        ['b', '2.5', '-1'],
        ['c', '0.30000000000000004', '0'],
      ],
    ]);
  });

  test.each(['file', 'stream'] as const)('F13 a %s that ends early', async (kind) => {
    const whole = tableToIPC(table(), kind) as Uint8Array<ArrayBuffer>;
    for (let end = 16; end < whole.length; end += 13)
      expect([end, (await look(file(whole.slice(0, end), 'a.arrow'))).issues]).toEqual([end, ['issue_file_damaged']]);
  });
});

describe('JSON and NDJSON', () => {
  test('F40 F42 F43 the same table in its shapes', async () => {
    const expected = {
      headers: ['id', 'n', 'late'],
      rows: [
        ['12345678901234567890', '1.10', ''],
        ['2', '', 'x'],
      ],
      issues: [],
    };
    const records = ['{"id":12345678901234567890,"n":1.10}', '{"id":2,"n":null,"late":"x"}'];
    for (const text of [
      `[${records.join(',')}]`,
      `\uFEFF[\n  ${records.join(',\n  ')}\n]\n`,
      `{"page":1,"data":[${records.join(',')}]}`,
      records.join('\n'),
      `${records.join('\r\n\r\n')}\r\n`,
      '{"id":[12345678901234567890,2],"n":[1.10,null],"late":[null,"x"]}',
      '[["id","n","late"],[12345678901234567890,1.10,null],[2,null,"x"]]',
    ])
      expect([text, await look(file(text, 'orders.csv'))]).toMatchObject([text, expected]);
  });

  test('F43 a name that appears after thousands of records', async () => {
    const text = Array.from({ length: 5000 }, (_, at) => (at === 4500 ? '{"id":4500,"late":{"x":1}}' : `{"id":${at}}`)).join('\n');
    const { headers, rows } = await look(file(text, 'a.ndjson'));
    expect([headers, rows[0], rows.length]).toEqual([['id', 'late.x'], ['0', ''], 200]);
  });

  test('JSON in UTF-16', async () => {
    const text = '\uFEFF[{"客户":"王"}]';
    expect(await look(file(new Uint8Array(Buffer.from(text, 'utf16le')), 'a.json'))).toMatchObject({ headers: ['客户'], rows: [['王']] });
  });

  test('F13 what is cut short, broken, too deep, or no table is said, and nothing of it is used', async () => {
    const codes = async (text: string) => (await look(file(text, 'a.json'))).issues;
    expect(await codes('[{"a":1},{"a":')).toEqual(['issue_file_damaged']);
    expect(await codes('{"data":[{"a":1},')).toEqual(['issue_file_damaged']);
    expect(await codes('{\n"data":[{"a":1}],\nx}')).toEqual(['issue_file_json_wrong']);
    expect(await codes(`{"data":${'['.repeat(5000)}${']'.repeat(5000)}}`)).toEqual(['issue_file_json_deep']);
    expect(await codes('{"data":{"x":{"y":{"z":[]}}}}')).toEqual(['issue_file_no_table']);
    expect(await codes('[]')).toEqual(['issue_file_header_only']);
  });

  test('F12 F44 lines that are no object are rejected with their line and text, and the account adds up', async () => {
    const lines = [
      '{"id":1,"who":"a","when":"2024-01-05","sum":5}',
      '',
      '{"id":2,"who":"a","when":"2024-01-06"',
      '{"id":3,"who":"b","when":"2024-01-07","sum":1.5}',
      '"x, \\"y\\""',
      '{"id":null,"who":"b","when":"2024-01-08","sum":2}',
    ];
    const input = file(`${lines.join('\n')}\n`, 'orders.ndjson');
    const { head } = await previewFile(input);
    const request = requestFor('s1', input, 'order', {
      id: { role: 'order_id' },
      who: { role: 'customer_id' },
      when: { role: 'ordered_at', ...asInstant },
      sum: { role: 'net_amount', ...asNumber },
    });
    const { sources } = await loadSources(engine, [{ ...request, info: { ...request.info, reading: head.reading! } }]);
    expect(sources[0]!.ledger).toMatchObject({ records: 5, kept: 2, rejected: 3, skipped: 0 });
    expect(sources[0]!.ledger.rejects.map(({ line, reason, text }) => [line, reason, text])).toEqual([
      [3, 'not_an_object', lines[2]],
      [5, 'not_an_object', lines[4]],
      [6, 'missing_order_id', ',b,2024-01-08,2'],
    ]);
  });
});

test('typed dates ask nothing about the order of day and month, as Parquet, workbooks and JSON give them', async () => {
  const select =
    "SELECT 'o' || range AS order_id, 'c' || (range % 9) AS customer_id, TIMESTAMP '2024-01-01' + INTERVAL (range) HOUR AS order_date, DATE '2024-02-03' + CAST(range % 9 AS INTEGER) AS paid, range * 1.25 AS amount FROM range(300)";
  const { questions, suggestions } = await look(await fromPath(await copy(select, 'dates.parquet', 'FORMAT parquet')));
  expect(questions).toEqual([]);
  expect(suggestions.map(({ header, parse }) => [header, parse.type === 'date' ? [parse.formats, parse.grain] : null])).toEqual([
    ['order_id', null],
    ['customer_id', null],
    ['order_date', [[], 'instant']],
    ['paid', [[], 'date']],
    ['amount', null],
  ]);
});

test('a load whose file has other columns than were shown stops', async () => {
  const input = file('[{"id":1,"who":"a"}]', 'a.json');
  const request = requestFor('s1', input, 'customer', { id: { role: 'customer_id' } });
  const load = loadSources(engine, [{ ...request, info: { ...request.info, reading: { format: 'json' } } }]);
  await expect(load).rejects.toMatchObject({ issues: [{ code: 'issue_file_columns_changed' }] });
});
