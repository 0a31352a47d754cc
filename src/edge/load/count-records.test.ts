import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readReference } from '../../../tests/support/reference-csv';
import { runs } from '../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { rowsOf } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { countRecords } from './count-records';
import { fromBlob } from './input-file';
import { unifyNewlines } from './newlines';

const DIALECT = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: false } as const;

const atoms = [
  'a',
  'b,c',
  '"',
  '"x"',
  '"p\nq"',
  '\n',
  '\n',
  '\r\n',
  ' ',
  ',',
  '"a""b"',
  '\t',
  'é',
  '\r',
  'x,y\n',
  'x,y\r\n',
  '"m,n",o\n',
  '会,员\n',
];
const damagedText = fc
  .tuple(fc.array(fc.constantFrom(...atoms), { minLength: 1, maxLength: 14 }), fc.constantFrom('\n', '\r\n', null))
  .map(([parts, end]) => {
    const text = parts.join('');
    return end === null ? text : text.replace(/\r\n|\r|\n/g, end);
  });

let engines: readonly (readonly [name: string, engine: Connector])[];
beforeAll(async () => {
  engines = [
    ['native', await openNodeEngine({ threads: 1 })],
    ['wasm', await openWasmTestEngine()],
  ];
});
afterAll(() => Promise.all(engines.map(([, engine]) => engine.close())));

/** The file as the loader hands it to the engine: line ends of one kind, no record that the counter would not have. */
async function prepare(text: string) {
  const given = fromBlob(new Blob([text]), 'damaged.csv');
  const first = await countRecords(given, DIALECT, 2);
  const kinds = Object.values(first.newlines).filter((number) => number > 0).length;
  const file = kinds > 1 ? await unifyNewlines(given, DIALECT) : given;
  const count = kinds > 1 ? await countRecords(file, DIALECT, 2) : first;
  return { count, text: await new Response((await file.without(count.cuts)).stream()).text() };
}

/** The records of a text as an engine reads them, in the file's order. */
async function readByEngine(engine: Connector, text: string) {
  const name = await engine.attachFile('damaged.csv', { blob: new Blob([text]) });
  const columns = "columns={a:'VARCHAR',b:'VARCHAR'}, delim=',', quote='\"', escape='\"', header=false";
  const result = await engine.execute(`SELECT a, b FROM read_csv('${name}', auto_detect=false, ${columns})`);
  await engine.detachFile('damaged.csv');
  return rowsOf(result).map((row) => [row['a'] ?? '', row['b'] ?? '']);
}

test('what the counter calls good is exactly what the engines read', async () => {
  let good = 0;
  let cut = 0;
  await fc.assert(
    fc.asyncProperty(damagedText, async (text) => {
      const prepared = await prepare(text);
      const expected = readReference(text, ',', 2).filter((record) => record.fate === 'good');
      expect(prepared.count.good).toBe(expected.length);
      good += prepared.count.good;
      cut += prepared.count.records - prepared.count.good;
      if (expected.length === 0) return;
      for (const [name, engine] of engines) {
        const rows = await readByEngine(engine, prepared.text);
        expect([name, rows]).toEqual([name, expected.map((record) => record.fields)]);
      }
    }),
    runs(1500),
  );
  expect(good).toBeGreaterThan(50);
  expect(cut).toBeGreaterThan(50);
}, 300_000);
