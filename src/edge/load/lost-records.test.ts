import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import type { Connector, EngineFile } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asInstant, asNumber, requestFor, textFile, type TestColumn } from '../../../tests/support/load-request';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { loadSources } from './loader';
import { LoadError } from './types';

const COLUMNS: Record<string, TestColumn> = {
  id: { role: 'order_id' },
  who: { role: 'customer_id' },
  when: { role: 'ordered_at', ...asInstant },
  sum: { role: 'net_amount', ...asNumber },
};
const HEADER = 'id,who,when,sum\n';
const request = (text: string) => requestFor('s1', textFile('orders.csv', HEADER + text), 'order', COLUMNS);

/** An engine that reads every file without the lines that hold a mark, and says nothing. */
function dropping(connector: Connector, mark: string): Connector {
  const withoutMark = async (file: EngineFile): Promise<EngineFile> => {
    if (!('blob' in file)) return file;
    const lines = (await file.blob.text()).split(/(?<=\n)/);
    return { blob: new Blob([lines.filter((line) => !line.includes(mark)).join('')]) };
  };
  return { ...connector, attachFile: async (name, file, onBytes) => connector.attachFile(name, await withoutMark(file), onBytes) };
}

const order = (id: number, more = '') => `${id},c${id % 50},2024-01-01,${id}${more}\n`;

describe.each(Object.entries({ native: () => openNodeEngine({ threads: 2 }), 'DuckDB-WASM': openWasmTestEngine }))(
  'a record that the engine drops without a word (%s)',
  (_, open) => {
    let connector: Connector;
    beforeAll(async () => {
      connector = await open();
      await loadSources(connector, [request('1,before,2024-01-01,1\n')]);
    });
    afterAll(() => connector.close());

    const issuesOf = async (text: string): Promise<unknown> => {
      const outcome = await loadSources(dropping(connector, 'PLANTED'), [request(text)]).catch((fault: unknown) => fault);
      expect(outcome).toBeInstanceOf(LoadError);
      expect(rowsOf(await connector.query('SELECT customer_id FROM customers')).map(({ customer_id }) => customer_id)).toEqual(['before']);
      return (outcome as LoadError).issues;
    };

    test.each([1, 4096, 4097, 20_000])('LD1 stops the import and names its line: record %i of 20,000', async (planted) => {
      const text = Array.from({ length: 20_000 }, (_unused, index) =>
        index + 1 === planted ? `${planted},PLANTED,2024-01-01,1\n` : order(index + 1),
      );
      const values = { name: 'orders.csv', expected: 20_000, found: 19_999, line: planted + 1, last_line: planted + 1 };
      expect(await issuesOf(text.join(''))).toEqual([{ code: 'issue_load_record_lost', values }]);
    });

    test('LD1 LD2 counts lines of the user’s file, also behind damaged and blank records and line breaks in quotes', async () => {
      const text = `1,a,2024-01-01,1\n\nbroken\n"2\n2",a,2024-01-01,1\n3,"b"x,2024-01-01,1\n\n4,PLANTED,2024-01-01,1\n5,a,2024-01-01,1\n`;
      const values = { name: 'orders.csv', expected: 4, found: 3, line: 9, last_line: 9 };
      expect(await issuesOf(text)).toEqual([{ code: 'issue_load_record_lost', values }]);
    });

    test('LD1 two of them are two lines apart: the first is named', async () => {
      const text = Array.from({ length: 10_000 }, (_unused, index) =>
        index === 50 || index === 9000 ? `${index},PLANTED,2024-01-01,1\n` : order(index),
      );
      const values = { name: 'orders.csv', expected: 10_000, found: 9998, line: 52, last_line: 52 };
      expect(await issuesOf(text.join(''))).toEqual([{ code: 'issue_load_record_lost', values }]);
    });

    test('LD1 what the engine itself loses when it may read in parallel and pass over errors is found out', async () => {
      const careless: Connector = {
        ...connector,
        execute: (sql, options) => connector.execute(sql.replace('parallel = false', 'ignore_errors = true'), options),
      };
      const inner = 'x,yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy,z,1\n'.repeat(30);
      const text = Array.from({ length: 14_000 }, (_unused, index) => `${index},"\n${inner}A,B,C,",2024-01-01,1\n`).join('');
      // Reading typed columns, the engine finds its place again at a border; the amount that is none makes the loader read them as text.
      const outcome = await loadSources(careless, [request(`${text}14000,z,2024-01-01,none\n`)]).catch((fault: unknown) => fault);
      expect(outcome).toMatchObject({ issues: [{ code: 'issue_load_records_lost', values: { expected: 14_001 } }] });
    });

    test('LD1 line breaks in quotes at the borders where the engine cuts a file lose nothing', async () => {
      const inner = 'x,yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy,z,1\n'.repeat(30);
      const record = (id: number) => `${id},"\n${inner}A,B,C,",2024-01-01,1\n`;
      const text = Array.from({ length: 14_000 }, (_unused, index) => record(index)).join('');
      expect(text.length).toBeGreaterThan(17_000_000);
      const { sources } = await loadSources(connector, [request(text)]);
      expect(sources[0]!.ledger).toMatchObject({ records: 14_000, kept: 14_000, rejected: 0, values: [] });
      await loadSources(connector, [request('1,before,2024-01-01,1\n')]);
    });
  },
);
