import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnIn } from '#core/model/data-model';
import { rowsOf, type Row } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asInstant, requestFor, textFile, type TestColumn } from '../../../tests/support/load-request';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { loadSources } from './loader';
import type { LoadRequest } from './types';

const ORDER: Record<string, TestColumn> = {
  id: { role: 'order_id' },
  who: { role: 'customer_id' },
  when: { role: 'ordered_at', ...asInstant },
};

describe.each([
  ['native', openNodeEngine, {}],
  ['DuckDB-WASM', openWasmTestEngine, {}],
  ['native, in stretches', openNodeEngine, { stretchRows: 2 }],
] as const)('data without orders on %s', (_, open, options) => {
  let connector: Connector;
  beforeAll(async () => void (connector = await open()));
  afterAll(() => connector.close());

  const load = (...requests: LoadRequest[]) => loadSources(connector, requests, options);
  const ask = async (sql: string): Promise<readonly Row[]> => rowsOf(await connector.query(sql));

  test('LD8 without orders and customers files, the customers are those that the other files name', async () => {
    const EVENT: Record<string, TestColumn> = {
      who: { role: 'customer_id' },
      at: { role: 'event_at', ...asInstant },
      what: { role: 'event' },
    };
    const TICKET: Record<string, TestColumn> = {
      id: { role: 'ticket_id' },
      who: { role: 'customer_id' },
      at: { role: 'opened_at', ...asInstant },
    };
    const events = requestFor('s1', textFile('e.csv', 'who,at,what\nb,2024-01-02,x\na,2024-01-01,x\nb,2024-01-03,y\n'), 'event', EVENT);
    const tickets = requestFor('s2', textFile('t.csv', 'id,who,at\n1,c,2024-01-05\n2,,2024-01-06\n3,a,2024-01-07\n'), 'ticket', TICKET);
    const { model } = await load(events, tickets);
    expect(await ask('SELECT customer_key, customer_id FROM customers ORDER BY customer_id')).toHaveLength(3);
    const of = (table: string, at: string) =>
      ask(`SELECT c.customer_id AS who FROM ${table} AS t LEFT JOIN customers AS c USING (customer_key) ORDER BY t.${at}`);
    expect((await of('usage_events', 'event_at')).map(({ who }) => who)).toEqual(['a', 'b', 'b']);
    expect((await of('tickets', 'opened_at')).map(({ who }) => who)).toEqual(['c', null, 'a']);
    expect(columnIn(model, 'customers', 'customer_id')).toMatchObject({ label: 'who' });
    expect(model.joins).toEqual([]);
    // Orders that name their customers are asked alone, as ever.
    await load(events, requestFor('s2', textFile('o.csv', 'id,who,when\n1,a,2024-01-01\n'), 'order', ORDER));
    expect((await of('usage_events', 'event_at')).map(({ who }) => who)).toEqual(['a', null, null]);
  });
});
