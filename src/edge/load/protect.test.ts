import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readingOf } from '#core/intake/dialect/plain-reading';
import { rowsOf } from '#core/model/columns';
import type { ColumnMapping } from '#core/model/source';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import type { Connector } from '#edge/engine/connector';
import { asInstant, asNumber, requestFor, textFile, type TestColumn } from '../../../tests/support/load-request';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { loadSources } from './loader';
import { LoadError, type LoadRequest } from './types';

const KEY = '0123456789abcdef'.repeat(4);
const OTHER_KEY = 'f'.repeat(64);

/** Two people whose ways of writing differ between the files, and a third with one order. */
const CUSTOMERS = `mail,phone,name,street,card,tier
Ada.Moss@Example.com,+86 138 0013 8001,王小明,浙江省杭州市西湖区1号,11010519491231002X,gold
wen@example.com,13900139002,Ada Moss,33 Sample Street,110105194912310038,plain
`;
const ORDERS = `id,mail,when,sum
1,ada.moss@example.com,2026-01-02,10
2, ADA.MOSS@example.com ,2026-01-03,20
3,wen@example.com,2026-01-04,30
4,new@example.com,2026-01-05,40
`;
const RAW = [
  'Ada.Moss',
  'ada.moss',
  'ADA.MOSS',
  'wen@',
  '13800138001',
  '138 0013',
  '13900139002',
  '王小明',
  'Ada Moss',
  '西湖区',
  'Sample Street',
];
const CARDS = ['11010519491231002X', '110105194912310038'];

type Protect = Partial<Pick<ColumnMapping, 'protect' | 'personal'>>;

/** A request with what each column holds and how it is protected. */
function guarded(id: string, text: string, grain: 'customer' | 'order', columns: Record<string, TestColumn & Protect>): LoadRequest {
  const request = requestFor(id, textFile(`${id}.csv`, text), grain, columns);
  const mapped = request.info.mapping.columns.map((column) => {
    const { protect, personal } = columns[column.header]!;
    return { ...column, ...(protect ? { protect } : {}), ...(personal ? { personal } : {}) };
  });
  return { ...request, info: { ...request.info, mapping: { grain, columns: mapped } } };
}

const customers = (protect: 'mask' | 'pseudonym') =>
  guarded('s1', CUSTOMERS, 'customer', {
    mail: { role: 'customer_id', personal: 'email', protect: 'pseudonym' },
    phone: { role: 'attribute', attributeOf: 'customers', personal: 'phone', protect },
    name: { role: 'name', personal: 'name', protect },
    street: { role: 'attribute', attributeOf: 'customers', personal: 'address', protect },
    card: { role: 'attribute', attributeOf: 'customers', personal: 'id_card', protect },
    tier: { role: 'member_tier' },
  });
const orders = (text = ORDERS) =>
  guarded('s2', text, 'order', {
    id: { role: 'order_id' },
    mail: { role: 'customer_id', personal: 'email', protect: 'pseudonym' },
    when: { role: 'ordered_at', ...asInstant },
    sum: { role: 'net_amount', ...asNumber },
  });

const engines = { native: () => openNodeEngine({ threads: 2 }), 'DuckDB-WASM': openWasmTestEngine };

describe.each(Object.entries(engines))('protected columns on %s', (_, open) => {
  let connector: Connector;
  beforeAll(async () => void (connector = await open()));
  afterAll(() => connector.close());
  const ask = async (sql: string) => rowsOf(await connector.query(sql)).map((row) => ({ ...row }));

  /** As the loader asks: without the bounds of a report. */
  const tell = async (sql: string) => rowsOf(await connector.execute(sql)).map((row) => ({ ...row }));

  /** Everything that stands in the tables of the engine, as one text. */
  async function everything(): Promise<string> {
    const tables = await tell(`SELECT DISTINCT table_name AS name FROM duckdb_columns() WHERE NOT internal`);
    const texts: string[] = [];
    for (const { name } of tables)
      for (const row of await tell(`SELECT CAST(t AS VARCHAR) AS line FROM "${String(name)}" AS t`)) texts.push(String(row.line));
    const types = await tell(`SELECT string_agg(data_type, ' ') AS line FROM duckdb_columns() WHERE NOT internal`);
    return [...texts, String(types[0]!.line)].join('\n');
  }

  /** The same engine, which after each step of a load is searched. */
  function watched(seen: string[]): Connector {
    return Object.assign(Object.create(connector) as Connector, {
      execute: async (...call: Parameters<Connector['execute']>) => {
        const answer = await connector.execute(...call);
        if (/^CREATE/i.test(call[0])) seen.push(await everything());
        return answer;
      },
    });
  }

  test.each(['mask', 'pseudonym'] as const)('M14 LD26 no table ever holds a raw text (%s)', async (protect) => {
    const seen: string[] = [];
    await loadSources(watched(seen), [customers(protect), orders()], { pseudonymKey: KEY });
    seen.push(await everything());
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.join('\n')).toContain('gold');
    for (const raw of [...RAW, ...CARDS]) expect(seen.filter((text) => text.includes(raw))).toEqual([]);
  });

  test('M14 a mask keeps the shape, and an id is not masked', async () => {
    const request = customers('mask');
    const masked = request.info.mapping.columns.map((column) => ({ ...column, protect: 'mask' as const }));
    const mapping = { ...request.info.mapping, columns: masked.filter(({ header }) => header !== 'tier') };
    const all = [...mapping.columns, request.info.mapping.columns.find(({ header }) => header === 'tier')!];
    await loadSources(connector, [{ ...request, info: { ...request.info, mapping: { ...mapping, columns: all } } }], { pseudonymKey: KEY });
    const rows = await ask(`SELECT phone, CAST(name AS VARCHAR) AS name, street, card FROM customers ORDER BY customer_key`);
    expect(rows).toEqual([
      { phone: '+86****8001', name: '王**', street: '浙江省****', card: '1****************X' },
      { phone: '139****9002', name: 'A***', street: '33****', card: '1****************8' },
    ]);
    const ids = await ask(`SELECT count(DISTINCT customer_id) AS n FROM customers WHERE regexp_full_match(customer_id, '[0-9a-f]{16}')`);
    expect(Number(ids[0]!.n)).toBe(2);
  });

  test('M15 M16 a person has one pseudonym in every file, and the files still join', async () => {
    const { model } = await loadSources(connector, [customers('mask'), orders()], { pseudonymKey: KEY });
    expect(model.joins).toMatchObject([{ from: 'orders', to: 'customers', rows: 4, matched: 3 }]);
    const spent = await ask(
      `SELECT sum(net_amount) AS total FROM orders JOIN customers USING (customer_key) GROUP BY customer_id ORDER BY total`,
    );
    expect(spent.map(({ total }) => Number(total))).toEqual([30, 30, 40]);
    const ids = async () => (await ask('SELECT customer_id FROM customers ORDER BY customer_key')).map(({ customer_id }) => customer_id);
    const first = await ids();
    await loadSources(connector, [orders()], { pseudonymKey: KEY });
    expect(first).toEqual(expect.arrayContaining((await ids()).slice(0, 2)));
    await loadSources(connector, [customers('mask'), orders()], { pseudonymKey: OTHER_KEY });
    expect((await ids()).filter((id) => first.includes(id))).toEqual([]);
  });

  test('M15 a number has one pseudonym with and without blanks and country code', async () => {
    const text = "id,tel\n1,13800138001\n2,+86 138-0013-8001\n3,'13800138001\n4,0086 13800138001\n5,13800138002\n6,\n";
    await loadSources(
      connector,
      [
        guarded('s3', text, 'customer', {
          id: { role: 'customer_id' },
          tel: { role: 'attribute', attributeOf: 'customers', personal: 'phone', protect: 'pseudonym' },
        }),
      ],
      { pseudonymKey: KEY },
    );
    const tels = (await ask('SELECT CAST(tel AS VARCHAR) AS tel FROM customers ORDER BY customer_id')).map(({ tel }) => tel);
    expect(new Set(tels.slice(0, 4)).size).toBe(1);
    expect(tels[4]).not.toBe(tels[0]);
    expect(tels[5]).toBeNull();
  });

  test('M14 where addresses and numbers stand in one column, each is masked in its own shape', async () => {
    const text = 'id,account\n1,wen@example.com\n2,13800138001\n3,199****0003\n4,nobody\n5,\n';
    for (const personal of ['email', 'phone'] as const) {
      const request = guarded('s3', text, 'customer', {
        id: { role: 'customer_id' },
        account: { role: 'attribute', attributeOf: 'customers', personal, protect: 'mask' },
      });
      await loadSources(connector, [request]);
      const found = await ask('SELECT CAST(account AS VARCHAR) AS account FROM customers ORDER BY customer_id');
      const nobody = { email: '***', phone: '****' }[personal];
      expect(found.map(({ account }) => account)).toEqual(['w***@example.com', '138****8001', '199****0003', nobody, null]);
    }
  });

  test('M15 without a key nothing is loaded, and with one it stands in no result and no message', async () => {
    await expect(loadSources(connector, [customers('mask')])).rejects.toThrow('issue_load_no_key');
    const loaded = await loadSources(connector, [customers('pseudonym'), orders()], { pseudonymKey: KEY });
    expect(JSON.stringify(loaded)).not.toContain(KEY);
    const failing: Connector = Object.assign(Object.create(connector) as Connector, {
      execute: (sql: string, options?: object) =>
        connector.execute(sql.replace('FROM read_csv', 'FROM read_csv_that_is_not_there'), options),
    });
    const fault = await loadSources(failing, [customers('pseudonym')], { pseudonymKey: KEY }).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(LoadError);
    expect(JSON.stringify((fault as LoadError).issues)).not.toContain(KEY);
  });

  test('M17 rejected records are listed without what is protected; of damaged ones the place remains', async () => {
    const { sources } = await loadSources(connector, [orders(`${ORDERS}5,wen@example.com,never,7\n6,wen@example.com,2026-01-07\n`)], {
      pseudonymKey: KEY,
    });
    expect(sources[0]!.ledger.rejects.map(({ line, reason, text }) => [line, reason, text])).toEqual([
      [6, 'missing_date', '5,***,never,7'],
      [7, 'field_count', '***'],
    ]);
  });

  test('M17 where personal columns are only left out, what looks personal is hidden in damaged records', async () => {
    const dropped = guarded('s2', `${ORDERS}5,wen@example.com,never,7\n6,wen@example.com,2026-01-07\n`, 'order', {
      id: { role: 'order_id' },
      mail: { role: 'skip', personal: 'email' },
      when: { role: 'ordered_at', ...asInstant },
      sum: { role: 'net_amount', ...asNumber },
    });
    const { sources } = await loadSources(connector, [dropped]);
    expect(sources[0]!.ledger.rejects.map(({ text }) => text)).toEqual(['5,***,never,7', '6,***,2026-01-07']);
  });

  test('M17 the text of a record that was put right, or damaged where a file is written anew, is not shown', async () => {
    // Cut at commas, which part nothing here, the damaged record has as many fields as the table.
    const text = 'id;mail;when;sum\n1;wen@example.com;2026-01-04;30\n2;ada@example.com;2026-01-05;7;;\n3;Ada Moss, Hill, North, York\n';
    const request = guarded('s2', text, 'order', {
      id: { role: 'order_id' },
      mail: { role: 'customer_id', personal: 'email', protect: 'pseudonym' },
      when: { role: 'ordered_at', ...asInstant },
      sum: { role: 'net_amount', ...asNumber },
    });
    const reading = { ...readingOf({ delimiter: ';', header: true }), mend: true };
    const info = { ...request.info, dialect: { ...request.info.dialect, delimiter: ';' as const }, reading };
    const { sources } = await loadSources(connector, [{ ...request, info }], { pseudonymKey: KEY });
    const { ledger } = sources[0]!;
    expect(ledger).toMatchObject({ records: 3, kept: 2, rejected: 1 });
    expect(ledger.mended?.records.map(({ line, text }) => [line, text])).toEqual([[3, '***']]);
    expect(ledger.rejects.map(({ line, text }) => [line, text])).toEqual([[4, '***']]);
    const bare = { ...info, mapping: { ...info.mapping, columns: info.mapping.columns.map(({ protect: _, ...column }) => column) } };
    const left = bare.mapping.columns.map((column) => (column.header === 'mail' ? { ...column, role: 'skip' as const } : column));
    const out = await loadSources(connector, [{ ...request, info: { ...bare, mapping: { ...bare.mapping, columns: left } } }]);
    expect(out.sources[0]!.ledger.mended?.records.map(({ text }) => text)).toEqual(['2;***;2026-01-05;7;;']);
    const kept = await loadSources(connector, [{ ...request, info: bare }]);
    expect(kept.sources[0]!.ledger.mended?.records.map(({ text }) => text)).toEqual(['2;ada@example.com;2026-01-05;7;;']);
  });

  test('LD25 a line without a date takes its order’s; a date that cannot be read is rejected', async () => {
    const text = 'order,who,when,item,n\nA,x,2026-03-01,tea,1\nA,,,cup,2\nA,,31/02,pot,3\nB,y,2026-03-02,tea,1\n,,,cup,1\nC,,,cup,1\n';
    const request = requestFor('s4', textFile('lines.csv', text), 'order_line', {
      order: { role: 'order_id' },
      who: { role: 'customer_id' },
      when: { role: 'ordered_at', ...asInstant },
      item: { role: 'product_name' },
      n: { role: 'quantity', ...asNumber },
    });
    const { sources } = await loadSources(connector, [request]);
    expect(sources[0]!.ledger).toMatchObject({ records: 6, kept: 3, rejected: 3 });
    expect(sources[0]!.ledger.rejects.map(({ record, reason }) => [record, reason])).toEqual([
      [3, 'missing_date'],
      [5, 'missing_order_id'],
      [6, 'missing_date'],
    ]);
    const items = await ask(
      `SELECT order_id, sum(quantity) AS pieces, any_value(customer_id) AS who FROM order_items JOIN orders USING (order_key) LEFT JOIN customers USING (customer_key) GROUP BY order_id ORDER BY order_id`,
    );
    expect(items.map(({ order_id, pieces, who }) => [order_id, Number(pieces), who])).toEqual([
      ['A', 3, 'x'],
      ['B', 1, 'y'],
    ]);
  });
});
