import { readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { fromBlob } from '#edge/load/input-file';
import { loadSources } from '#edge/load/loader';
import { openContainer } from '#edge/load/open/open-container';
import type { InputFile } from '#edge/load/types';
import { asArrow, asObjects, asParquet, asXlsx, type Form, type FormType } from '../support/write-forms';
import { requestOf, sharedPath } from './open-files';

/** A workbook of all 541,909 lines takes a minute to write: the typed forms hold the first 100,000, Parquet and gzip all of them too. */
const LINES = 100_000;
const retail = sharedPath('data/online-retail/online_retail.csv.gz');
const parquet = sharedPath('data/online-retail/online_retail.parquet');
const cdnow = sharedPath('data/cdnow/btyd_cdnowElog.csv');

let engine: Connector;
beforeAll(async () => {
  engine = await openNodeEngine();
});
afterAll(() => engine?.close());

const count = async (sql: string): Promise<number> => Number(rowsOf(await engine.execute(sql))[0]!['n']);
const TABLES = ['customers', 'orders', 'order_items'];

/** Loads a file as the page would by itself and gives the canonical tables there are. */
async function load(file: InputFile): Promise<string[]> {
  const opened = await openContainer(file);
  expect(opened.issues).toEqual([]);
  expect(opened.files).toHaveLength(1);
  const { sources, model } = await loadSources(engine, [await requestOf(opened.files[0]!, 's1')]);
  expect(sources[0]!.ledger).toMatchObject({ rejected: 0, values: [] });
  return model.tables.map(({ name }) => name).filter((name) => TABLES.includes(name));
}

/** Keeps the tables of the CSV beside. `id`: how a customer's id is compared. */
async function keep(tables: readonly string[], id = 'customer_id'): Promise<void> {
  for (const name of tables) await engine.execute(`CREATE OR REPLACE TABLE kept_${name} AS ${texts(name, id)}`);
}

const texts = (name: string, id: string): string =>
  name === 'customers'
    ? `SELECT CAST(COLUMNS(* EXCLUDE customer_id) AS VARCHAR), ${id} AS customer_id FROM customers`
    : `SELECT CAST(COLUMNS(*) AS VARCHAR) FROM ${name}`;

/** Every row of every table, both ways. */
async function expectSame(tables: readonly string[], id = 'customer_id'): Promise<void> {
  for (const name of tables) {
    const there = texts(name, id);
    expect([name, await count(`SELECT count(*) AS n FROM kept_${name}`)]).toEqual([name, await count(`SELECT count(*) AS n FROM ${name}`)]);
    const [lost, added] = [`TABLE kept_${name} EXCEPT ALL ${there}`, `${there} EXCEPT ALL TABLE kept_${name}`];
    expect([name, await count(`SELECT count(*) AS n FROM (${lost})`), await count(`SELECT count(*) AS n FROM (${added})`)]).toEqual([
      name,
      0,
      0,
    ]);
  }
}

const csvOf = ({ headers, rows }: Form): string => Papa.unparse([[...headers], ...rows.map((row) => [...row])], { newline: '\n' });
const fileOf = (content: BlobPart, name: string): InputFile => fromBlob(new Blob([content]), name);

/** Every form of a table, by the name that it is dropped under. */
const FORMS: Readonly<Record<string, (form: Form) => Promise<BlobPart> | BlobPart>> = {
  'form.csv.gz': (form) => gzipSync(csvOf(form)),
  'form.zip': (form) =>
    zipSync({ 'out/form.csv': new TextEncoder().encode(csvOf(form)), '__MACOSX/out/._form.csv': new Uint8Array([0, 5, 22, 7]) }),
  'form.xlsx': asXlsx,
  'form.parquet': asParquet,
  'form.json': (form) => `[\n${asObjects(form).join(',\n')}\n]\n`,
  'wrapped.json': (form) => `{"count": ${form.rows.length}, "data": [${asObjects(form).join(',')}]}`,
  'form.ndjson': (form) => `${asObjects(form).join('\n')}\n`,
  'form.arrow': (form) => asArrow(form, 'file'),
  'form.arrows': (form) => asArrow(form, 'stream'),
};

function readForm(csv: string, types: readonly FormType[], lines: number): Form {
  const { data } = Papa.parse<string[]>(csv, { preview: lines + 1, skipEmptyLines: true });
  const [headers, ...rows] = data;
  return { headers: headers!, types, rows };
}

describe.skipIf(!retail)('Online Retail gives the same canonical tables in every form', () => {
  let form: Form;
  let tables: string[];
  beforeAll(async () => {
    const csv = gunzipSync(readFileSync(retail!)).toString();
    form = readForm(csv, ['text', 'text', 'text', 'integer', 'instant', 'number', 'text', 'text'], LINES);
    expect(form.rows).toHaveLength(LINES);
    tables = await load(fileOf(csvOf(form), 'form.csv'));
    expect(tables).toEqual(TABLES);
    await keep(tables);
  });
  for (const [name, write] of Object.entries(FORMS))
    test(`F10 F11 ${name}, ${LINES} lines`, async () => {
      expect(await load(fileOf(await write(form), name))).toEqual(tables);
      await expectSame(tables);
    });
});

describe.skipIf(!retail || !parquet)('Online Retail, all 541,909 lines, by another writer', () => {
  // That Parquet file holds the customers' ids as numbers, the CSV as 17850.0.
  const id = "regexp_replace(CAST(customer_id AS VARCHAR), '\\.0$', '')";

  test('F30 the Parquet file that DuckDB wrote gives the tables of the gzip file', async () => {
    const tables = await load(fileOf(readFileSync(retail!), 'online_retail.csv.gz'));
    expect(tables).toEqual(TABLES);
    await keep(tables, id);
    expect(await count('SELECT count(*) AS n FROM kept_order_items')).toBe(541_909);
    expect(await load(fileOf(readFileSync(parquet!), 'online_retail.parquet'))).toEqual(tables);
    await expectSame(tables, id);
  });
});

describe.skipIf(!cdnow)('CDNOW gives the same canonical tables in every form', () => {
  let form: Form;
  let tables: string[];
  beforeAll(async () => {
    const csv = readFileSync(cdnow!, 'utf8');
    const written = readForm(csv, ['integer', 'integer', 'day', 'integer', 'number'], 1e6);
    const day = written.headers.indexOf('date');
    const dated = written.rows.map((row) => row.map((text, at) => (at === day ? text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3') : text)));
    form = { ...written, headers: written.headers.map((name, at) => name || `row_${at}`), rows: dated };
    tables = await load(fileOf(csvOf(form), 'form.csv'));
    await keep(tables);
  });
  for (const [name, write] of Object.entries(FORMS))
    test(`F10 F11 ${name}`, async () => {
      expect(await load(fileOf(await write(form), name))).toEqual(tables);
      await expectSame(tables);
    });
});
