import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partsRequest } from '../../../tests/golden/open-parts';
import { asInstant, asNumber, requestFor, textFile, type TestColumn } from '../../../tests/support/load-request';
import { loadTwice } from '../../../tests/support/same-tables';
import { runs } from '../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { rowsOf } from '#core/model/columns';
import type { SourceLedger } from '#core/model/ledger';
import type { ColumnMapping } from '#core/model/source';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { loadSources } from './loader';
import type { LoadRequest } from './types';

const KEY = '0123456789abcdef'.repeat(4);

/** Marks stand 4,096 records apart: a file must be longer to be read in several stretches. */
const LENGTH = 10_000;
const STRETCHES = { stretchRows: 3000, pseudonymKey: KEY };

type Guard = Partial<Pick<ColumnMapping, 'protect' | 'personal' | 'misfits' | 'nulls'>>;

/** What a person chose for the columns of a file. */
interface Choices {
  readonly mail: 'pseudonym' | null;
  readonly tel: 'mask' | 'pseudonym' | 'drop';
  readonly person: 'mask' | 'pseudonym' | 'drop';
  readonly strict: readonly ('when' | 'sum' | 'paid')[];
  readonly nulls: readonly string[];
}

function requestOf(text: string, { mail, tel, person, strict, nulls }: Choices): LoadRequest {
  const columns: Record<string, TestColumn> = {
    id: { role: 'order_id' },
    mail: { role: 'customer_id' },
    tel: tel === 'drop' ? { role: 'skip' } : { role: 'attribute', attributeOf: 'orders' },
    person: person === 'drop' ? { role: 'skip' } : { role: 'attribute', attributeOf: 'customers' },
    when: { role: 'ordered_at', ...asInstant },
    sum: { role: 'net_amount', ...asNumber },
    paid: { role: 'attribute', attributeOf: 'orders', parse: { type: 'boolean', yes: ['yes'], no: ['no'] } },
    kind: { role: 'status' },
  };
  const guards: Record<string, Guard> = {
    mail: { personal: 'email', ...(mail ? { protect: mail } : {}) },
    tel: { personal: 'phone', ...(tel === 'drop' ? {} : { protect: tel }) },
    person: { personal: 'name', ...(person === 'drop' ? {} : { protect: person }) },
    ...Object.fromEntries(strict.map((header) => [header, { misfits: 'reject' }])),
  };
  const request = requestFor('s1', textFile('random.csv', text), 'order', columns);
  const mapped = request.info.mapping.columns.map((column) => ({
    ...column,
    ...guards[column.header],
    ...(nulls.length > 0 && ['when', 'sum', 'paid', 'kind'].includes(column.header) ? { nulls } : {}),
  }));
  return { ...request, info: { ...request.info, mapping: { grain: 'order', columns: mapped } } };
}

const good = fc.tuple(
  fc.constantFrom('ada@example.com', ' ADA@Example.com ', 'wen@example.com', "'wen@example.com", 'new@example.com', ''),
  fc.constantFrom('13800138001', '+86 138-0013-8001', '13900139002', '', 'unlisted'),
  fc.constantFrom('王小明', 'Ada Moss', '"Moss, Ada"', '"two\nlines"', ''),
  fc.constantFrom('2024-01-01', '2024-02-29', '2023-12-31 10:20:30', 'never', '31/02/2024', 'n/a', ''),
  fc.constantFrom('5.25', '-1', '7', 'n/a', '-', '3 pieces', '1,5', '"1,5"', ''),
  fc.constantFrom('yes', 'no', 'maybe', 'n/a', ''),
  fc.constantFrom('x', 'y', 'n/a', '-', ' x'),
);
const record = fc.oneof(
  { weight: 12, arbitrary: good.map((fields) => `o@,${fields.join(',')}`) },
  { weight: 1, arbitrary: good.map((fields) => `o1,${fields.join(',')}`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '',
      'Total',
      'o@,"wen@example.com"x,13900139002,Ada Moss,2024-01-01,1,yes,x',
      'o@,wen@example.com,13900139002,王小明,2024-01-01,1,yes',
      ',wen@example.com,13900139002,王小明,2024-01-01,1,yes,x',
    ),
  },
);
const file = fc.record({
  records: fc.array(record, { minLength: 5, maxLength: 40, size: 'max' }),
  newline: fc.constantFrom('\n', '\r\n'),
  choices: fc.record({
    mail: fc.constantFrom('pseudonym' as const, null),
    tel: fc.constantFrom('mask' as const, 'pseudonym' as const, 'drop' as const),
    person: fc.constantFrom('mask' as const, 'pseudonym' as const, 'drop' as const),
    strict: fc.subarray(['when', 'sum', 'paid'] as const),
    nulls: fc.constantFrom([], ['n/a'], ['n/a', '-']),
  }),
});

const plain = 'o@,wen@example.com,13900139002,王小明,2024-01-01,1,yes,x';

describe.each([
  ['native', () => openNodeEngine({ threads: 2 }), 60],
  ['DuckDB-WASM', openWasmTestEngine, 40],
] as const)('protected columns and misfits of large loads on %s', (_, open, all) => {
  let connector: Connector;
  beforeAll(async () => void (connector = await open()));
  afterAll(() => connector.close());

  test('LD21 LD26 LD15 LD16 LD19 random files: in stretches as in one piece', async () => {
    const seen = { misfits: 0, refused: 0, unread: 0, words: 0, damaged: 0, hidden: 0 };
    const by = (ledger: SourceLedger, reason: string) => ledger.rejectedBy.find((each) => each.reason === reason)?.count ?? 0;
    await fc.assert(
      fc.asyncProperty(file, async ({ records, newline, choices }) => {
        const body = [plain, ...records];
        const text = ['id,mail,tel,person,when,sum,paid,kind']
          .concat(Array.from({ length: LENGTH }, (_, at) => body[at % body.length]!.replace(/^o@/, `o${100_000 + at}`)))
          .join(newline);
        const { whole, other, tables } = await loadTwice(connector, [requestOf(text, choices)], STRETCHES);
        expect(other).toEqual(whole);
        for (const table of tables) expect(table).toMatchObject({ differing: 0, otherColumns: table.columns });
        const { ledger } = whole.sources[0]!;
        seen.misfits += ledger.values.reduce((sum, { groups }) => sum + groups.length, 0);
        seen.refused += (ledger.refused ?? []).reduce((sum, { groups }) => sum + groups.length, 0);
        seen.words += (ledger.nulls ?? []).length;
        seen.unread += by(ledger, 'unread_value');
        seen.damaged += by(ledger, 'field_count') + by(ledger, 'stray_quote');
        seen.hidden += ledger.rejects.filter(({ text }) => text.includes('***')).length;
      }),
      runs(all),
    );
    for (const [what, count] of Object.entries(seen)) expect([what, count > 0]).toEqual([what, true]);
  });

  const rows = async (sql: string) => rowsOf(await connector.query(sql)).map((row) => ({ ...row }));
  const guards: Record<string, Guard> = {
    mail: { personal: 'email', protect: 'pseudonym' },
    tel: { personal: 'phone', protect: 'mask' },
    sum: { misfits: 'reject', nulls: ['n/a'] },
  };

  test('LD21 M14 M15 what a file read in stretches shows of people and of misfits', async () => {
    const body = Array.from({ length: LENGTH }, (_, at) => {
      const mail = at % 2 === 0 ? `P${at % 50}@Example.com` : ` p${at % 50}@example.com`;
      const sum = at === 9000 ? '5 pieces' : at === 9001 ? 'n/a' : at === 200 ? '7 boxes' : '1';
      return at === 9500 ? `o${at},${mail},13800138001,2024-01-01` : `o${at},${mail},13800138001,2024-01-01,${sum}`;
    });
    const request = requestFor('s1', textFile('people.csv', ['id,mail,tel,when,sum', ...body].join('\n')), 'order', {
      id: { role: 'order_id' },
      mail: { role: 'customer_id' },
      tel: { role: 'attribute', attributeOf: 'orders' },
      when: { role: 'ordered_at', ...asInstant },
      sum: { role: 'net_amount', ...asNumber },
    });
    const columns = request.info.mapping.columns.map((column) => ({ ...column, ...guards[column.header] }));
    const guarded = { ...request, info: { ...request.info, mapping: { grain: 'order' as const, columns } } };
    const { sources } = await loadSources(connector, [guarded], STRETCHES);
    const { ledger } = sources[0]!;
    expect(ledger).toMatchObject({ records: LENGTH, kept: LENGTH - 3, rejected: 3, nulls: [{ header: 'sum', count: 1 }], values: [] });
    expect(ledger.rejects.map(({ line, reason, text }) => [line, reason, text])).toEqual([
      [202, 'unread_value', 'o200,***,***,2024-01-01,7 boxes'],
      [9002, 'unread_value', 'o9000,***,***,2024-01-01,5 pieces'],
      [9502, 'field_count', '***'],
    ]);
    expect(await rows('SELECT count(DISTINCT customer_id) AS n, min(length(customer_id)) AS l FROM customers')).toEqual([{ n: 50, l: 16 }]);
    expect(await rows('SELECT DISTINCT CAST(tel AS VARCHAR) AS tel FROM orders')).toEqual([{ tel: '138****8001' }]);
  });

  test('LD21 MF10 M17 a later file with other places hides its own personal columns', async () => {
    const month = (name: string, headers: readonly string[], from: number) =>
      textFile(
        name,
        [
          headers.join(','),
          ...Array.from({ length: LENGTH }, (_, at): string => {
            const fields: Record<string, string> = {
              'Order Number': `A${from + at}`,
              Email: `p${at % 50}@example.com`,
              'Order Date': at === 9000 ? 'never' : '2026-01-11',
              Total: String(at % 9),
            };
            return headers.map((header) => fields[header]!).join(',');
          }),
        ].join('\n'),
      );
    const files = [
      month('2026-1.csv', ['Order Number', 'Email', 'Order Date', 'Total'], 0),
      month('2026-2.csv', ['Order Date', 'Order Number', 'Total', 'Email'], LENGTH),
    ];
    const proposed = await partsRequest(files);
    const columns = proposed.info.mapping.columns.map((column) =>
      column.header === 'Email'
        ? { ...column, role: 'customer_id' as const, personal: 'email' as const, protect: 'pseudonym' as const }
        : column,
    );
    const request = { ...proposed, info: { ...proposed.info, mapping: { ...proposed.info.mapping, columns } } };
    const { whole, other, tables } = await loadTwice(connector, [request], STRETCHES);
    expect(other).toEqual(whole);
    for (const table of tables) expect(table).toMatchObject({ differing: 0, otherColumns: table.columns });
    expect(tables.find(({ name }) => name === 'customers')!.rows).toBe(50);
    expect(other.sources[0]!.ledger.rejects.map(({ file, text }) => [file, text])).toEqual([
      ['2026-1.csv', 'A9000,***,never,0'],
      ['2026-2.csv', 'never,A19000,0,***'],
    ]);
  });
});
