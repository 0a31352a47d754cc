import { describe, expect, test } from 'vitest';
import type { SourceHead } from '#core/model/source';
import { studyColumns } from './column-facts';
import { applyAnswers, questionKey } from './mapping';
import { suggestMapping, toMapping, type MappingSuggestion } from './suggest-mapping';

function suggest(...lines: readonly string[]): ReturnType<typeof suggestMapping> {
  const [headers, ...rows] = lines.map((line) => line.split(','));
  const dialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
  const head: SourceHead = { name: 'x.csv', bytes: 1, dialect, encodingFrom: 'valid', headers: headers!, rows };
  return suggestMapping(studyColumns(head));
}
const times = (count: number, line: (at: number) => string): string[] => Array.from({ length: count }, (_, at) => line(at));
const day = (at: number): string => `2026-0${1 + (at % 9)}-${10 + (at % 18)}`;
const of = (found: MappingSuggestion, header: string) => found.suggestions.find((each) => each.header === header)!;
const reasonOf = (found: MappingSuggestion, header: string): string => JSON.stringify(of(found, header).reason);

test('M2 a role by content alone never has more confidence than 0.75', () => {
  const found = suggest('Id,Party Id,Paid on,Wert', ...times(40, (at) => `${900 + at},P${at % 9},${day(at)},${at}.5`));
  const byContent = found.suggestions.filter(
    ({ role, reason }) => role !== 'skip' && role !== 'attribute' && JSON.stringify(reason).includes('intake_reason_content'),
  );
  expect(byContent.length).toBeGreaterThan(0);
  for (const { confidence } of byContent) expect(confidence).toBeLessThanOrEqual(0.75);
});

test('M3 an id with gaps is not the id of a row, whatever it is called', () => {
  const rows = (gap: (at: number) => boolean) => times(90, (at) => `R-${at},${gap(at) ? '' : `A-${at}`},Leeds,${day(at)}`);
  const gaps = suggest('Id,Account Number,City,Joined on', ...rows((at) => at % 3 > 0));
  expect([of(gaps, 'Id').role, of(gaps, 'Account Number').role]).toEqual(['customer_id', 'skip']);
  const full = suggest('Id,Account Number,City,Joined on', ...rows(() => false));
  expect(of(full, 'Account Number').role).toBe('customer_id');
});

describe('M4 who bought', () => {
  const lines = (who: (order: number) => string, headers: string) => [
    `order id,sku,qty,order date,amount,${headers}`,
    ...times(60, (at) => `O${at >> 1},S${at % 5},${1 + (at % 3)},2026-01-${10 + ((at >> 1) % 18)},${at}.5,${who(at >> 1)}`),
  ];
  test('of several ids the one with the most different values; staff and goods are none', () => {
    const found = suggest(...lines((order) => `E${order % 3},B${order % 12},G${order % 14}`, 'owner code,party code,variant code'));
    expect(of(found, 'party code').role).toBe('customer_id');
  });
  test('an id that differs within an order is not its customer', () => {
    const rows = times(
      60,
      (at) => `O${at >> 1},2026-01-${10 + ((at >> 1) % 18)},S${at % 5},2,${at}.5,L${at % 20},19900000${100 + ((at >> 1) % 9)}`,
    );
    const found = suggest('order id,order date,sku,qty,amount,label code,ship to', ...rows);
    expect(of(found, 'label code').role).not.toBe('customer_id');
    expect(of(found, 'ship to')).toMatchObject({ role: 'customer_id', personal: 'phone' });
  });
  test('a firm goes before the person who speaks for it', () => {
    const found = suggest(...lines((order) => `C${order % 11},F${order % 11}`, 'contact person id,organisation id'));
    expect(of(found, 'organisation id').role).toBe('customer_id');
    expect(found.questions).toEqual([]);
  });
  test('two ids that fit alike are asked about, and the answer moves the role', () => {
    const found = suggest(...lines((order) => `F${order % 12},G${(order * order) % 23}`, 'payer id,receiver id'));
    const [question] = found.questions;
    expect(question).toMatchObject({ kind: 'role', role: 'customer_id' });
    expect(question!.answers.map(({ value }) => value)).toEqual(['payer id', 'receiver id']);
    const answered = applyAnswers(toMapping(found.grain, found.suggestions), found.questions, { [questionKey(question!)]: 'receiver id' });
    expect(answered.columns.find(({ role }) => role === 'customer_id')?.header).toBe('receiver id');
    expect(answered.columns.filter(({ role }) => role === 'customer_id')).toHaveLength(1);
  });
  test('names of firms where there is no id', () => {
    const found = suggest(...lines((order) => `Firm ${order % 7} Ltd`, 'sold to'));
    expect(of(found, 'sold to').role).toBe('customer_id');
    expect(reasonOf(found, 'sold to')).toContain('intake_found_firm');
  });
});

describe('M5 dates without a name', () => {
  test('a customer is there since the earliest of the dates on every row', () => {
    const rows = times(30, (at) => `C-${at},2026-05-${10 + (at % 9)},2025-0${1 + (at % 9)}-11,19${60 + at}-01-02`);
    const found = suggest('customer id,seen,begun,natal day', ...rows);
    expect(of(found, 'begun')).toMatchObject({ role: 'created_at' });
    expect(reasonOf(found, 'begun')).toContain('intake_found_earliest_date');
  });
  test('a date about the end goes before others, those about later things never count, and the rest is asked', () => {
    const rows = times(30, (at) => `O${at},C${at % 7},${day(at)},${day(at + 1)},${day(at + 2)},${at}.5`);
    const found = suggest('order id,customer id,begun,last changed,closed,total', ...rows);
    expect(of(found, 'closed').role).toBe('ordered_at');
    expect(found.questions[0]!.answers.map(({ value }) => value)).toEqual(['closed', 'begun']);
  });
  test('a date with gaps, or one that differs within an order, is not the order’s', () => {
    const rows = times(
      40,
      (at) => `O${at >> 1},S${at % 5},${1 + (at % 2)},C${(at >> 1) % 7},${day(at)},${day(at >> 1)},${at % 4 ? day(at >> 1) : ''}`,
    );
    const found = suggest('order id,sku,qty,customer id,picked,handed,fetched', ...rows);
    expect(of(found, 'handed').role).toBe('ordered_at');
    expect(found.questions).toEqual([]);
  });
});

describe('M6 M7 amounts and prices', () => {
  const header = 'order id,customer id,order date,sku,qty';
  const base = (at: number) => `O${at >> 1},C${(at >> 1) % 7},2026-01-${10 + ((at >> 1) % 18)},S${at % 5},${1 + (at % 3)}`;
  test('an amount on the first line of an order only is the order’s', () => {
    const found = suggest(`${header},total`, ...times(40, (at) => `${base(at)},${at % 2 ? '' : `${at * 3}.25`}`));
    expect(of(found, 'total').role).toBe('net_amount');
  });
  test('what was really paid goes before what was asked', () => {
    const found = suggest(`${header},商品金额合计,商品实际成交金额`, ...times(40, (at) => `${base(at)},${at * 3}.25,${at * 2}.25`));
    expect([of(found, '商品实际成交金额').role, of(found, '商品金额合计').role]).toEqual(['line_amount', 'attribute']);
  });
  test('the cost of a piece is no cost of the line', () => {
    const found = suggest(`${header},商品成本价,单位成本`, ...times(40, (at) => `${base(at)},${at * 3}.25,${at * 2}.25`));
    expect([of(found, '商品成本价').role, of(found, '单位成本').role]).toEqual(['attribute', 'attribute']);
  });
  test.each([
    ['the amount of the line', (quantity: number, price: number) => quantity * price],
    ['added up, that of the order', null],
  ])('quantity × price gives %s', (_, line) => {
    const price = (at: number) => 3 + (at % 5) * 1.5;
    const quantity = (at: number) => 1 + (at % 3);
    const order = (at: number) => [at & ~1, at | 1].reduce((sum, each) => sum + quantity(each) * price(each), 0);
    const rows = times(40, (at) => `${base(at)},${price(at)},${line ? line(quantity(at), price(at)) : order(at)},${at % 11}.5`);
    const found = suggest(`${header},wert,summe,fracht`, ...rows);
    expect(of(found, 'wert')).toMatchObject({ role: 'unit_price', confidence: 0.75 });
    const broken = suggest(
      `${header},wert,summe,fracht`,
      ...rows.map((row, at) => (at % 3 ? row : row.replace(/,[^,]*,([^,]*)$/, ',77,$1'))),
    );
    expect(of(broken, 'wert').role).not.toBe('unit_price');
  });
});

describe('M8 surveys', () => {
  const rows = times(30, (at) => `${at + 1},2026/3/${1 + (at % 28)} 10:00,${at % 11},${1 + (at % 5)},${at % 2 ? 'good' : ''}`);
  test('names that are questions make survey answers, and scales under them are scores', () => {
    const found = suggest('No,Finished,1. How likely is it that you come again?,2. How was the tea?,3. Anything else to say?', ...rows);
    expect(found.grain).toBe('response');
    expect(found.suggestions.map(({ role }) => role)).toEqual(['response_id', 'responded_at', 'nps_0_10', 'csat', expect.any(String)]);
  });
  test('the same scales under other names are not', () => {
    expect(suggest('No,Finished,Shelf,Boxes,Remark', ...rows).grain).not.toBe('response');
  });
});

describe('M12 what is not loaded unless ticked', () => {
  const header = 'order id,customer id,order date,total';
  const base = (at: number) => `O${at},C${at % 7},${day(at)},${at}.5`;
  const roleOf = (name: string, value: (at: number) => string) =>
    of(suggest(`${header},${name}`, ...times(40, (at) => `${base(at)},${value(at)}`)), name).role;
  test.each([
    ['one without values', 'gift', () => ''],
    ['one with the same value throughout', 'gift', () => 'no ribbon'],
    ['one with values that nearly all differ', 'gift', (at: number) => `to ${at} of them`],
    ['an id with values that nearly all differ', 'parcel no', (at: number) => String(500000 + at)],
    ['one that counts lines', 'line', (at: number) => String(at + 1)],
  ] as const)('%s', (_, name, value) => expect(roleOf(name, value)).toBe('skip'));
  test.each([
    ['a dimension', 'gift', (at: number) => `ribbon ${at % 3}`],
    ['a measure', 'weight', (at: number) => `${at}.25`],
  ] as const)('%s is loaded', (_, name, value) => expect(roleOf(name, value)).toBe('attribute'));
});

describe('M19 M20 answers without a date', () => {
  const grades = (at: number, many: number): string => times(many, (side) => String(1 + ((at * (side + 1)) % 7))).join(',');
  const names = (stem: string, many: number): string => times(many, (at) => `${stem}${at + 1}`).join(',');

  test('names that count up over grades are a survey, also without any score that a name says', () => {
    const found = suggest(`Age,Class,${names('q', 6)}`, ...times(60, (at) => `${20 + (at % 40)},${at % 2 ? 'A' : 'B'},${grades(at, 6)}`));
    expect([found.grain, found.questions]).toEqual(['response', []]);
    expect(JSON.stringify(found.grainReason)).toMatch(/intake_grain_columns.*q1.*q2.*q3/);
    expect(found.suggestions.map(({ role }) => role)).toEqual(Array.from({ length: 8 }, () => 'attribute'));
  });
  test('sliders to 100 are grades as well, amounts with decimals or beyond are none', () => {
    const rows = (value: (at: number, side: number) => number) =>
      times(60, (at) => `${20 + (at % 40)},${times(6, (side) => String(value(at, side))).join(',')}`);
    const grainOf = (value: (at: number, side: number) => number) => suggest(`Age,${names('m', 6)}`, ...rows(value)).grain;
    expect(grainOf((at, side) => (at * (side + 3)) % 101)).toBe('response');
    expect(grainOf((at, side) => ((at * (side + 3)) % 101) + 0.5)).not.toBe('response');
    expect(grainOf((at, side) => (at * (side + 3)) % 400)).not.toBe('response');
  });
  test('a name that says the recommendation is enough', () => {
    const found = suggest('Region,NPS,Comment', ...times(60, (at) => `${at % 3},${at % 11},it was ${at} times fine`));
    expect(found.grain).toBe('response');
    expect(of(found, 'NPS').role).toBe('nps_0_10');
  });
  test('a list of customers with grades, or with visits by month, remains one; so do products with stars and orders with a rating', () => {
    const customers = (last: string) => [
      `Customer ID,City,Joined on,${last}`,
      ...times(60, (at) => `C${at},X${at % 4},${day(at)},${grades(at, 6)}`),
    ];
    expect(suggest(...customers(names('visits_', 6))).grain).toBe('customer');
    expect(suggest('Customer ID,Name,City,NPS', ...times(60, (at) => `C${at},N${at},X${at % 4},${at % 11}`)).grain).toBe('customer');
    expect(suggest('Product ID,Product Name,Price,Rating', ...times(60, (at) => `P${at},N${at},${at}.5,${1 + (at % 5)}`)).grain).toBe(
      'product',
    );
    const orders = times(60, (at) => `O${at},C${at % 9},${day(at)},${at}.5,${1 + (at % 5)}`);
    expect(suggest('Order ID,Customer ID,Order Date,Total,Satisfaction', ...orders).grain).toBe('order');
  });
  test('what is called nps and goes to 11 is no recommendation, and the reason says so; a satisfaction to 100 is none', () => {
    const found = suggest(`nps,satisfaction,${names('q', 6)}`, ...times(60, (at) => `${1 + (at % 11)},${(at * 7) % 101},${grades(at, 6)}`));
    expect([of(found, 'nps').role, of(found, 'satisfaction').role]).toEqual(['attribute', 'attribute']);
    expect(reasonOf(found, 'nps')).toContain('intake_because_counted_from_one');
    expect(reasonOf(found, 'satisfaction')).toContain('intake_because_attribute');
  });
});
