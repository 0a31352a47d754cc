import { describe, expect, test } from 'vitest';
import type { Text } from '#core/messages/text';
import type { Mapping, RoleSuggestion, SourceHead } from '#core/model/source';
import { studyColumns } from './column-facts';
import { applyAnswers, changeGrain, changeRole, mappingProblems } from './mapping';
import { suggestMapping, toMapping } from './suggest-mapping';

/** A study of rows written as in a file, the first line being the header. */
function study(...lines: readonly string[]) {
  const [headers, ...rows] = lines.map((line) => line.split(','));
  const dialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
  const head: SourceHead = { name: 'x.csv', bytes: 1, dialect, encodingFrom: 'valid', headers: headers!, rows };
  return studyColumns(head);
}
const times = (count: number, line: (at: number) => string): string[] => Array.from({ length: count }, (_, at) => line(at));
const rolesOf = (suggestions: readonly RoleSuggestion[]) => Object.fromEntries(suggestions.map(({ header, role }) => [header, role]));
const mappingOf = (...lines: readonly string[]): Mapping => {
  const { grain, suggestions } = suggestMapping(study(...lines));
  return toMapping(grain, suggestions);
};
const roleIn = (mapping: Mapping, header: string) => mapping.columns.find((column) => column.header === header)!;

/** Every message key in a text, the outermost first. */
const keysOf = (text: Text): string[] =>
  'literal' in text
    ? []
    : [
        text.key,
        ...Object.values(text.values ?? {}).flatMap((value) =>
          typeof value === 'object' && ('key' in value || 'literal' in value) ? keysOf(value) : [],
        ),
      ];

describe('suggestions', () => {
  const orders = (paid: (at: number) => string) => [
    '订单号,会员ID,下单日期,实付金额',
    ...times(12, (at) => `D${at},M${at % 4},2026-01-${String(at + 1).padStart(2, '0')},${paid(at)}`),
  ];

  test('an amount that repeats on every line of an order is the order’s, one that differs is the line’s', () => {
    const lines = (amount: (order: number, line: number) => number) => [
      'order id,sku,qty,order date,customer id,amount',
      ...times(16, (at) => `O${Math.floor(at / 2)},S${at % 3},1,2026-01-02,C${Math.floor(at / 4)},${amount(Math.floor(at / 2), at % 2)}`),
    ];
    expect(rolesOf(suggestMapping(study(...lines((order) => 10 + order))).suggestions)).toMatchObject({ amount: 'net_amount' });
    expect(rolesOf(suggestMapping(study(...lines((order, line) => 10 + order + line * 7))).suggestions)).toMatchObject({
      amount: 'line_amount',
    });
  });
  test('the reason changes with its evidence', () => {
    const reason = (lines: readonly string[]) => keysOf(suggestMapping(study(...lines)).suggestions[3]!.reason);
    expect(reason(orders((at) => `${at}.50`))).toEqual(['intake_reason_both', 'intake_name_exact', 'intake_found_numbers']);
    expect(reason(orders((at) => (at === 3 ? '待付' : `${at}.50`)))).toEqual([
      'intake_reason_both',
      'intake_name_exact',
      'intake_found_numbers_unread',
    ]);
    const partly = orders((at) => `${at}.50`).map((line) => line.replace('实付金额', '本单实付金额合计数'));
    expect(reason(partly)).toEqual(['intake_reason_both', 'intake_name_partly', 'intake_found_numbers']);
  });
  test('confidence falls with what does not fit', () => {
    const confidence = (paid: (at: number) => string) => suggestMapping(study(...orders(paid))).suggestions[3]!.confidence;
    expect(confidence((at) => (at === 3 ? '待付' : '9.5'))).toBeLessThan(confidence(() => '9.5'));
  });
  test('an e-mail address is the customer where there is no other id, and is skipped where there is one', () => {
    const bare = ['Email,Created at,Total', ...times(8, (at) => `u${at % 3}@example.com,2026-01-0${at + 1},1${at}.5`)];
    expect(suggestMapping(study(...bare)).suggestions[0]).toMatchObject({ role: 'customer_id', personal: 'email' });
    const known = bare.map((line, at) => `${line},${at === 0 ? 'Customer ID' : `C${at % 3}`}`);
    expect(suggestMapping(study(...known)).suggestions[0]).toMatchObject({ role: 'skip', personal: 'email' });
  });
  test('a shop platform’s lines, where only the first line of an order is filled', () => {
    const lines = times(16, (at) => {
      const first = at % 2 === 0;
      const order = Math.floor(at / 2);
      const paid = first && order > 2 ? '2026-01-03 10:00:00 +0100' : '';
      return `#${1001 + order},u${order % 3}@example.com,${paid},${first ? `1${order}9.5` : ''},2026-01-0${order + 1} 10:00:00 +0100,${1 + (at % 2)},Thing ${at % 5},9.${at},S-${at % 5},Ada Moss`;
    });
    const header = 'Name,Email,Paid at,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name';
    const found = suggestMapping(study(header, ...lines));
    expect(found.grain).toBe('order_line');
    expect(rolesOf(found.suggestions)).toMatchObject({
      Name: 'order_id',
      Email: 'customer_id',
      Total: 'net_amount',
      'Created at': 'ordered_at',
      'Lineitem quantity': 'quantity',
      'Lineitem name': 'product_name',
      'Lineitem price': 'unit_price',
      'Lineitem sku': 'product_id',
      'Billing Name': 'skip',
    });
    expect(found.questions).toEqual([]);
  });
  test('a list of customers stays one, though it tells when they last ordered', () => {
    const found = suggestMapping(
      study(
        '会员编号,姓名,注册日期,最近下单时间,累计金额',
        ...times(9, (at) => `M${at},王${at},2025-01-0${at + 1},2026-02-0${at + 1},1${at}.5`),
      ),
    );
    expect(found.grain).toBe('customer');
    expect(rolesOf(found.suggestions)).toMatchObject({ 会员编号: 'customer_id', 注册日期: 'created_at', 最近下单时间: 'attribute' });
  });
  test('traditional Chinese headers', () => {
    const found = suggestMapping(
      study('訂單編號,會員編號,訂單成立時間,實付金額,門市', ...times(8, (at) => `T${at},V${at % 3},2026/1/${at + 1} 12:00,1${at}9.0,台北`)),
    );
    expect(found.grain).toBe('order');
    expect(rolesOf(found.suggestions)).toEqual({
      訂單編號: 'order_id',
      會員編號: 'customer_id',
      訂單成立時間: 'ordered_at',
      實付金額: 'net_amount',
      門市: 'store',
    });
  });
  test('identity numbers, telephones and addresses are personal whatever the header', () => {
    const found = suggestMapping(
      study(
        '客户编号,证件,联络,注册日期',
        ...times(6, (at) => `K${at},11010519491231002${at % 2 ? 'X' : '1'},1380013800${at},2024-01-0${at + 1}`),
      ),
    );
    expect(found.suggestions.map(({ role, personal }) => [role, personal])).toEqual([
      ['customer_id', undefined],
      ['skip', 'id_card'],
      ['skip', 'phone'],
      ['created_at', undefined],
    ]);
  });
});

describe('changes by a person', () => {
  const mapping = mappingOf(
    'id,customer,date,amount,shop',
    ...times(9, (at) => `${at},C${at % 2},0${(at % 9) + 1}/02/2026,${at}.5,${at % 2 ? 'A' : 'B'}`),
  );

  test('an answer changes the formats of its column and of no other', () => {
    const { questions } = suggestMapping(
      study('customer id,date,other date,amount', ...times(9, (at) => `C${at % 2},0${at + 1}/02/2026,0${at + 1}/03/2026,${at}.5`)),
    );
    const start = mappingOf(
      'customer id,date,other date,amount',
      ...times(9, (at) => `C${at % 2},0${at + 1}/02/2026,0${at + 1}/03/2026,${at}.5`),
    );
    const answered = applyAnswers(start, questions, {
      'date_order:date': 'mdy',
      'date_order:other date': 'dmy',
      'date_order:amount': 'mdy',
    });
    expect(roleIn(answered, 'date').parse).toMatchObject({ formats: ['%m/%d/%y', '%m/%d/%Y'] });
    expect(roleIn(answered, 'other date').parse).toMatchObject({ formats: ['%d/%m/%y', '%d/%m/%Y'] });
    expect(roleIn(answered, 'amount')).toEqual(roleIn(start, 'amount'));
    expect(applyAnswers(start, questions, { 'date_order:date': 'nonsense' })).toEqual(start);
    expect(applyAnswers(answered, questions, { 'date_order:date': 'mdy' })).toEqual(answered);
  });
  test('a role moves from one column to another, and the type follows', () => {
    const moved = changeRole(mapping, 'shop', 'customer_id');
    expect(roleIn(moved, 'shop')).toMatchObject({ role: 'customer_id', parse: { type: 'text' } });
    expect(roleIn(moved, 'customer')).toMatchObject({ role: 'attribute', attributeOf: 'orders' });
    expect(roleIn(changeRole(mapping, 'amount', 'skip'), 'amount').role).toBe('skip');
    expect(roleIn(changeRole(mapping, 'amount', 'attribute', 'customers'), 'amount')).toMatchObject({ attributeOf: 'customers' });
    expect(roleIn(changeRole(changeRole(mapping, 'amount', 'skip'), 'amount', 'net_amount'), 'amount')).toEqual(roleIn(mapping, 'amount'));
  });
  test('another grain keeps what has a place in it and finds names for the rest', () => {
    const customers = changeGrain(mapping, 'customer');
    expect(customers.grain).toBe('customer');
    expect(roleIn(customers, 'customer').role).toBe('customer_id');
    for (const column of customers.columns) if (column.role === 'attribute') expect(column.attributeOf).toBe('customers');
    const lines = changeGrain(
      mappingOf('order no,customer,date,line total', ...times(9, (at) => `${at},C${at % 2},2026-01-0${at + 1},${at}.5`)),
      'order_line',
    );
    expect(roleIn(lines, 'line total').role).toMatch(/_amount$/);
  });
  test('what a mapping lacks', () => {
    const codes = (changed: Mapping) => mappingProblems(changed).map((issue) => issue.code);
    expect(codes(mapping)).toEqual([]);
    expect(codes(changeRole(mapping, 'date', 'skip'))).toEqual(['issue_mapping_no_date']);
    expect(codes(changeRole(mapping, 'customer', 'skip'))).toEqual(['issue_mapping_no_customer']);
    const twice = {
      ...mapping,
      columns: mapping.columns.map((column) => (column.header === 'shop' ? { ...column, role: 'customer_id' as const } : column)),
    };
    expect(mappingProblems(twice)).toMatchObject([
      { code: 'issue_mapping_role_twice', values: { first: 'customer', second: 'shop' }, path: ['columns', 4] },
    ]);
    expect(codes({ grain: 'spend', columns: [] })).toEqual(['issue_mapping_missing', 'issue_mapping_missing']);
    expect(codes({ grain: 'customer', columns: [] })).toEqual(['issue_mapping_no_customer']);
  });
});
