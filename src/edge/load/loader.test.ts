import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnIn, tableOf } from '#core/model/data-model';
import { rowsOf, type Row } from '#core/model/columns';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asDay, asInstant, asNumber, requestFor, textFile, type TestColumn } from '../../../tests/support/load-request';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { loadSources } from './loader';
import { LoadError, type Loaded, type LoadRequest } from './types';

const ORDER: Record<string, TestColumn> = {
  id: { role: 'order_id' },
  who: { role: 'customer_id' },
  when: { role: 'ordered_at', ...asInstant },
  sum: { role: 'net_amount', ...asNumber },
  city: { role: 'city' },
};
const orders = (text: string, id = 's1') => requestFor(id, textFile(`${id}.csv`, `id,who,when,sum,city\n${text}`), 'order', ORDER);

const LINE: Record<string, TestColumn> = {
  id: { role: 'order_id' },
  who: { role: 'customer_id' },
  when: { role: 'ordered_at', ...asInstant },
  sku: { role: 'product_id' },
  n: { role: 'quantity', ...asNumber },
  price: { role: 'unit_price', ...asNumber },
};
const lines = (text: string) => requestFor('s1', textFile('lines.csv', `id,who,when,sku,n,price\n${text}`), 'order_line', LINE);

const native = () => openNodeEngine({ threads: 2 });
/** Every rule holds for a load in one piece and for one in stretches (LD21). */
const engines = [
  ['native', native, {}],
  ['DuckDB-WASM', openWasmTestEngine, {}],
  ['native, in stretches', native, { stretchRows: 2 }],
  ['DuckDB-WASM, in stretches', openWasmTestEngine, { stretchRows: 2 }],
] as const;

describe.each(engines)('loading on %s', (_, open, options) => {
  let connector: Connector;
  beforeAll(async () => void (connector = await open()));
  afterAll(() => connector.close());

  const load = (...requests: LoadRequest[]): Promise<Loaded> => loadSources(connector, requests, options);
  const ask = async (sql: string): Promise<Row[]> => rowsOf(await connector.query(sql)).map((row) => ({ ...row }));
  const ORDERS = `SELECT order_id, customer_id, ordered_at, ordered_on, net_amount FROM orders LEFT JOIN customers USING (customer_key) ORDER BY order_key`;

  test('LD1 LD2 LD3 the ledger names every record that is not kept, with its line and text', async () => {
    const { sources } = await load(
      orders('1,a,2024-01-01,10,X\n\n2,a,2024-01-02\n ,b,2024-01-03,5,"Y\nZ"\n3,b,never,5,Y\n4,b,2024-01-04,5,Y\n5,b,"20'),
    );
    expect(sources[0]!.ledger).toMatchObject({
      records: 7,
      kept: 2,
      rejected: 4,
      skipped: 1,
      skippedBy: [{ reason: 'blank', count: 1 }],
      rejects: [
        { record: 3, line: 4, reason: 'field_count', text: '2,a,2024-01-02' },
        { record: 4, line: 5, reason: 'missing_order_id', text: ' ,b,2024-01-03,5,"Y\nZ"' },
        { record: 5, line: 7, reason: 'missing_date', text: '3,b,never,5,Y' },
        { record: 7, line: 9, reason: 'unterminated_quote', text: '5,b,"20' },
      ],
    });
    expect(sources[0]!.ledger.rejectedBy).toHaveLength(4);
    expect((await ask(ORDERS)).map(({ order_id }) => order_id)).toEqual(['1', '4']);
  });

  test('LD4 a text that does not fit is counted with its record, and the record stays', async () => {
    const { sources } = await load(
      orders('1,a,2024-01-01,free,X\n2,a,2024-01-02,NaN,X\n3,a,2024-01-03,free,X\n4,a,2024-01-04,,X\n5,a,infinity,7,X\n'),
    );
    const { ledger } = sources[0]!;
    expect(ledger.kept).toBe(4);
    expect(ledger.values).toEqual([
      {
        header: 'sum',
        count: 3,
        examples: [
          { text: 'free', count: 2, record: 1 },
          { text: 'NaN', count: 1, record: 2 },
        ],
        groups: [
          { kind: 'text', forms: [], count: 2, distinct: 1, examples: [{ text: 'free', count: 2, record: 1 }], record: 1, line: 2 },
          { kind: 'null_word', forms: [], count: 1, distinct: 1, examples: [{ text: 'NaN', count: 1, record: 2 }], record: 2, line: 3 },
        ],
        uncounted: 0,
      },
    ]);
    expect((await ask(ORDERS)).map(({ net_amount }) => net_amount)).toEqual([null, null, null, null]);
  });

  test('LD5 rows of one order add up, date and the rest come from the earliest', async () => {
    await load(orders('7,late,2024-03-02,0.1,X\n7,early,2024-03-01,0.2,Y\n7,same,2024-03-01,,Z\n8,x,2024-03-05T10:30:00,-4,X\n'));
    expect(await ask(ORDERS)).toEqual([
      { order_id: '7', customer_id: 'early', ordered_at: '2024-03-01T00:00:00', ordered_on: '2024-03-01', net_amount: 0.3 },
      { order_id: '8', customer_id: 'x', ordered_at: '2024-03-05T10:30:00', ordered_on: '2024-03-05', net_amount: -4 },
    ]);
  });

  test('LD5 without order ids each record is an order named by its record number', async () => {
    const { id: _id, ...columns } = ORDER;
    const text = 'who,when,sum,city\na,2024-01-01,1,X\nbroken\nalso broken\n\nb,2024-01-02,2,X\nb,2024-01-03,3,X\n';
    await load(requestFor('s1', textFile('no-ids.csv', text), 'order', columns));
    expect((await ask(ORDERS)).map(({ order_id, net_amount }) => [order_id, net_amount])).toEqual([
      ['1', 1],
      ['5', 2],
      ['6', 3],
    ]);
  });

  test('LD7 LD9 flat lines become lines, orders and customers', async () => {
    const { model } = await load(lines('1,a,2024-01-01,P,2,1.5\n1,a,2024-01-01,Q,1,10\n2,,2024-01-02,P,-1,1.5\n'));
    expect(await ask(ORDERS)).toEqual([
      { order_id: '1', customer_id: 'a', ordered_at: '2024-01-01T00:00:00', ordered_on: '2024-01-01', net_amount: 13 },
      { order_id: '2', customer_id: null, ordered_at: '2024-01-02T00:00:00', ordered_on: '2024-01-02', net_amount: -1.5 },
    ]);
    expect(
      await ask(
        'SELECT o.order_id, i.product_id, i.quantity, i.line_amount FROM order_items AS i JOIN orders AS o USING (order_key) ORDER BY 1, 2',
      ),
    ).toEqual([
      { order_id: '1', product_id: 'P', quantity: 2, line_amount: 3 },
      { order_id: '1', product_id: 'Q', quantity: 1, line_amount: 10 },
      { order_id: '2', product_id: 'P', quantity: -1, line_amount: -1.5 },
    ]);
    expect(model.tables.map(({ name, rows }) => [name, rows])).toEqual([
      ['customers', 1],
      ['orders', 2],
      ['order_items', 3],
    ]);
    expect(model).toMatchObject({ firstOrder: '2024-01-01', lastOrder: '2024-01-02', currency: null });
  });

  test.each([
    ['repeated on every line', '1,a,2024-01-01,30\n1,a,2024-01-01,30\n2,a,2024-01-02,5\n', [30, 5], ['issue_load_amount_repeated']],
    ['different from line to line', '1,a,2024-01-01,30\n1,a,2024-01-01,12\n2,a,2024-01-02,5\n', [42, 5], []],
  ])('LD6 an amount of the order that is %s', async (_name, text, amounts, codes) => {
    const columns = { id: LINE.id!, who: LINE.who!, when: LINE.when!, sum: ORDER.sum! };
    const { issues } = await load(requestFor('s1', textFile('lines.csv', `id,who,when,sum\n${text}`), 'order_line', columns));
    expect((await ask(ORDERS)).map(({ net_amount }) => net_amount)).toEqual(amounts);
    expect(issues.map(({ code }) => code)).toEqual(codes);
  });

  test('LD8 LD12 customers come from their file and from the orders; the order files fill what the file lacks', async () => {
    const file = 'no,joined,level\na,2020-01-01,gold\nz,2020-01-02,\na,2021-01-01,silver\n,2021-01-01,gold\n';
    const customers = requestFor('s2', textFile('customers.csv', file), 'customer', {
      no: { role: 'customer_id' },
      joined: { role: 'created_at', ...asDay },
      level: { role: 'member_tier' },
    });
    const { model, sources, issues } = await load(
      orders(
        '1,a,2024-01-01,1,Old\n2,a,2024-02-01,1,New\n3,a,2024-03-01,1,\n4,b,2024-01-01,1,B\n5,b,2024-01-01,1,B\n6,c,2024-01-01,1,C\n7,d,2024-01-01,1,C\n',
      ),
      customers,
    );
    expect(await ask('SELECT customer_id, created_at, member_tier, city FROM customers ORDER BY customer_id')).toEqual([
      { customer_id: 'a', created_at: '2021-01-01', member_tier: 'silver', city: 'New' },
      { customer_id: 'b', created_at: null, member_tier: null, city: 'B' },
      { customer_id: 'c', created_at: null, member_tier: null, city: 'C' },
      { customer_id: 'd', created_at: null, member_tier: null, city: 'C' },
      { customer_id: 'z', created_at: '2020-01-02', member_tier: null, city: null },
    ]);
    expect(sources[1]!.ledger.rejectedBy).toEqual([{ reason: 'missing_customer_id', count: 1 }]);
    expect(model.joins).toEqual([{ from: 'orders', to: 'customers', key: 'customer_id', rows: 7, matched: 3 }]);
    expect(issues.map(({ code }) => code)).toEqual(['issue_load_no_match']);
  });

  test('LD7 LD9 a separate file of lines finds its orders, and gives them their amount', async () => {
    const { sum: _sum, city: _city, ...columns } = ORDER;
    const { when: _when, who: _who, ...own } = LINE;
    const { model } = await load(
      requestFor('s1', textFile('orders.csv', 'id,who,when\n1,a,2024-01-01\n2,b,2024-01-02\n'), 'order', columns),
      requestFor('s2', textFile('lines.csv', 'id,sku,n,price\n2,P,1,5\n1,P,2,5\n1,Q,1,0.5\n9,P,1,1\n'), 'order_line', own),
    );
    expect((await ask(ORDERS)).map(({ order_id, net_amount }) => [order_id, net_amount])).toEqual([
      ['1', 10.5],
      ['2', 5],
    ]);
    expect(await ask('SELECT count(*) AS lines, count(order_key) AS known FROM order_items')).toEqual([{ lines: 4, known: 3 }]);
    expect(model.joins).toEqual([{ from: 'order_items', to: 'orders', key: 'order_id', rows: 4, matched: 3 }]);
  });

  test('LD10 LD11 monthly files are one table; attributes keep their headers and never hide a known column', async () => {
    const month = (id: string, header: string, text: string, more: Record<string, TestColumn>) =>
      requestFor(id, textFile(`${id}.csv`, `id,who,when,sum,${header}\n${text}`), 'order', {
        id: ORDER.id!,
        who: ORDER.who!,
        when: ORDER.when!,
        sum: ORDER.sum!,
        ...more,
      });
    const { model } = await load(
      month('s1', 'Status,渠道', '1,a,2024-01-01,1,x,微信\n', { Status: { role: 'attribute' }, 渠道: { role: 'attribute' } }),
      month('s2', '渠道,"say ""hi"""', '2,a,2024-02-01,1,官网,yes\n', { 渠道: { role: 'attribute' }, 'say "hi"': { role: 'attribute' } }),
    );
    expect(await ask('SELECT order_id, "Status_2", "渠道", "say ""hi""" FROM orders ORDER BY order_id')).toEqual([
      { order_id: '1', Status_2: 'x', 渠道: '微信', 'say "hi"': null },
      { order_id: '2', Status_2: null, 渠道: '官网', 'say "hi"': 'yes' },
    ]);
    expect(columnIn(model, 'orders', 'Status_2')).toMatchObject({
      label: 'Status',
      attribute: true,
      type: 'category',
      values: ['x'],
      missing: 1,
    });
  });

  test('LD12 several currencies are said, one is known by its code', async () => {
    const columns = { ...ORDER, city: { role: 'currency' as const } };
    const both = await load(
      requestFor('s1', textFile('a.csv', 'id,who,when,sum,city\n1,a,2024-01-01,1,RMB\n2,a,2024-01-01,1,USD\n'), 'order', columns),
    );
    expect(both.model.currency).toBeNull();
    expect(both.issues.map(({ code }) => code)).toEqual(['issue_load_mixed_currencies']);
    const one = await load(
      requestFor('s1', textFile('a.csv', 'id,who,when,sum,city\n1,a,2024-01-01,1,rmb\n2,a,2024-01-01,1,CNY\n'), 'order', columns),
    );
    expect([one.model.currency, one.issues]).toEqual(['CNY', []]);
  });

  test('LD13 a load that fails leaves the one before untouched and nothing of its own', async () => {
    await load(orders('1,a,2024-01-01,10,X\n'));
    await expect(load(orders('1,a,never,10,X\n'))).rejects.toMatchObject({ issues: [{ code: 'issue_load_nothing_kept' }] });
    const { when: _when, ...undated } = ORDER;
    const text = 'id,who,sum,city\n1,a,1,X\n';
    await expect(load(requestFor('s1', textFile('x.csv', text), 'order', undated))).rejects.toMatchObject({
      issues: [{ code: 'issue_load_role_missing' }],
    });
    await expect(load(orders('broken\n'))).rejects.toThrow(LoadError);
    expect(await ask(ORDERS)).toHaveLength(1);
    const left = rowsOf(await connector.execute('SELECT table_name AS name FROM duckdb_tables() ORDER BY 1')).map(({ name }) => name);
    expect(left).toEqual(['customers', 'orders']);
  });

  test('LD13 cancelled at any statement, the load leaves nothing behind', async () => {
    await load(orders('1,a,2024-01-01,10,X\n'));
    for (let stop = 1; ; stop++) {
      const abort = new AbortController();
      let statements = 0;
      const counting: Connector = {
        ...connector,
        execute: (sql, options) => {
          if (options?.signal && ++statements === stop) abort.abort();
          return connector.execute(sql, options);
        },
      };
      const outcome = await loadSources(counting, [orders('1,a,2024-01-01,10,X\n2,a,2024-01-01,10,Y\n')], {
        ...options,
        signal: abort.signal,
      }).then(
        () => 'loaded',
        (fault: { kind?: string }) => fault.kind,
      );
      const left = rowsOf(await connector.execute('SELECT count(*) AS n FROM duckdb_tables()'));
      expect([outcome, Number(left[0]!.n), (await ask(ORDERS)).length]).toEqual(
        outcome === 'loaded' ? ['loaded', 2, 2] : ['cancelled', 2, 1],
      );
      if (outcome === 'loaded') {
        expect(stop).toBeGreaterThan(6);
        break;
      }
    }
  });

  test('LD14 few values are a category, many are text', async () => {
    const text = Array.from({ length: 400 }, (_, index) => `${index},a,2024-01-01,1,"c ${index % 7}",note ${index % 90}\n`).join('');
    const { model } = await load(
      requestFor('s1', textFile('a.csv', `id,who,when,sum,city,note\n${text}`), 'order', {
        ...ORDER,
        city: { role: 'channel' },
        note: { role: 'attribute' },
      }),
    );
    expect(columnIn(model, 'orders', 'channel')).toMatchObject({ type: 'category', distinct: 7, missing: 0 });
    expect(columnIn(model, 'orders', 'channel')!.values[0]).toBe('c 0');
    expect(columnIn(model, 'orders', 'note')).toMatchObject({ type: 'text', distinct: 90 });
    expect(columnIn(model, 'orders', 'net_amount')).toMatchObject({ min: '1', max: '1' });
    const types = await ask(`SELECT typeof(channel) AS channel, typeof(note) AS note FROM orders LIMIT 1`);
    expect([String(types[0]!.channel).slice(0, 5), types[0]!.note]).toEqual(['ENUM(', 'VARCHAR']);
  });

  test('files without customers still load, with nobody in customers', async () => {
    const { who: _who, city: _city, ...columns } = ORDER;
    const { model } = await load(requestFor('s1', textFile('a.csv', 'id,when,sum\n1,2024-01-01,3\n'), 'order', columns));
    expect(tableOf(model, 'customers')).toBeUndefined();
    expect(columnIn(model, 'orders', 'customer_key')).toBeUndefined();
    expect(await ask(ORDERS)).toHaveLength(1);
  });

  test('other files become tables of their own with the key of their customer', async () => {
    const { model } = await load(
      orders('1,a,2024-01-01,10,X\n'),
      requestFor(
        's2',
        textFile('events.csv', 'u,t,e\na,2024-01-01T10:00:00,open\nq,2024-01-01T10:00:00,open\n,2024-01-01T10:00:00,open\n'),
        'event',
        { u: { role: 'customer_id' }, t: { role: 'event_at', ...asInstant }, e: { role: 'event' } },
      ),
    );
    expect(await ask('SELECT customer_id, customer_key, event FROM usage_events ORDER BY customer_id')).toEqual([
      { customer_id: 'a', customer_key: 0, event: 'open' },
      { customer_id: 'q', customer_key: null, event: 'open' },
    ]);
    expect(model.joins).toEqual([{ from: 'usage_events', to: 'customers', key: 'customer_id', rows: 2, matched: 1 }]);
  });

  test('mixed line ends, GB18030 and lines longer than the engine expects are read', async () => {
    const { sources } = await load(orders(`1,a,2024-01-01,10,X\r\n2,a,2024-01-01,10,X\n3,a,2024-01-01,10,${'长'.repeat(900_000)}\r\n`));
    expect(sources[0]!.ledger).toMatchObject({ records: 3, kept: 3 });
    const bytes = Uint8Array.from(
      [...'id,who,when,sum,city\n1,a,2024-01-01,10,'].map((sign) => sign.charCodeAt(0)).concat([0xb1, 0xb1, 0xbe, 0xa9, 10]),
    );
    const chinese = requestFor('s1', textFile('x.csv', ''), 'order', ORDER, { encoding: 'gb18030' });
    const { fromBlob } = await import('./input-file');
    await load({ ...chinese, file: fromBlob(new Blob([bytes]), 'x.csv') });
    expect(await ask('SELECT CAST(city AS VARCHAR) AS city FROM customers')).toEqual([{ city: '北京' }]);
  });
});
