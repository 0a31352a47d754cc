import { writeTight } from './tight';

/**
 * The preset dictionary of link version 2 (RFC 1950 §2.2): turns of phrase of the format and of its two languages of definition, SQL and
 * Vega-Lite, the most frequent last. No word of anybody's report. It never changes, not by one byte; `codec.test.ts` holds its checksum.
 */
const SQL =
  "https://www. {{}} WITH a AS (SELECT date_trunc('month', ordered_at) AS period, count(DISTINCT customer_id) AS customers, round(avg(net_amount), 2) " +
  "CASE WHEN THEN ELSE END) / nullif(count(*), 0) OVER (PARTITION BY ROW_NUMBER() coalesce( median( FILTER (WHERE status IN ('', '') HAVING NOT NULL " +
  "LEFT JOIN customers USING (customer_id) JOIN order_items USING (order_id) WHERE ordered_at >= DATE '2025-01-01' AND BETWEEN LIKE '%%' " +
  'SELECT sum(net_amount) AS revenue, count(*) AS n FROM orders GROUP BY ALL ORDER BY DESC LIMIT 10';

const SHAPES = [
  {
    formats: ['%Y/%-m/%-d', '%m/%d/%Y', '%d/%m/%Y', '%d.%m.%Y', '%Y年%-m月%-d日', '%Y%m%d', '%-m/%-d/%Y %H:%M'],
    grain: 'date',
    type: 'date',
  },
  { formats: ['%Y/%-m/%-d %-H:%M', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M'], grain: 'instant', type: 'date' },
  { strip: ['€', ' ', '$', ','], type: 'number', decimal: ',', group: '.', misfits: 'reject' },
  { type: 'boolean', yes: [], no: [], nulls: [] },
  {
    encoding: {
      x: { field: '', type: 'temporal' },
      y: { field: '', type: 'quantitative', aggregate: 'sum' },
      color: { field: '', type: 'nominal' },
    },
    mark: 'bar',
  },
  {
    by: 'builder',
    filters: [],
    from: 'orders',
    groups: [{ column: 'ordered_at', grain: 'month', table: 'orders' }],
    measures: [{ of: 'count' }],
  },
  {
    control: { choices: { column: 'channel', of: 'column', table: 'orders' }, type: 'choice', value: null },
    name: '',
    type: 'control',
    width: 3,
  },
  { by: 'sql', text: '## - **' },
  { lookbackDays: 90, compare: 'year', show: 'trend', breakdown: 'orders.channel', split: 'customers.city', windowUnit: 'week' },
  [
    { personal: 'phone' },
    { personal: 'name' },
    { personal: 'email' },
    { personal: 'address' },
    { personal: 'id_card' },
    { protect: 'mask', personal: 'phone' },
  ],
  [
    'attribute',
    { attributeOf: 'customers' },
    'attribute',
    { attributeOf: 'orders', parse: 'number' },
    'attribute',
    { parse: 'number' },
    { parse: 'money' },
  ],
  {
    steps: [
      { table: 'orders', where: [] },
      { table: 'usage_events', where: [{ column: 'event', condition: { op: 'in', values: ['a'] } }] },
      { table: 'usage_events', where: [] },
    ],
  },
  {
    filters: [
      { column: 'net_amount', condition: { op: 'gte', value: 100 }, table: 'orders' },
      { column: 'city', condition: { op: 'in', values: ['a'] }, table: 'customers' },
    ],
  },
  {
    segments: [
      {
        id: 's1',
        name: '',
        of: { filters: [], kind: 'part', params: {}, part: { segment: '' }, range: { from: null, to: null }, version: 2 },
      },
    ],
  },
  { view: { show: 'table' }, width: 6 },
  {
    asOf: '2026-12-31',
    cells: [],
    currency: 'CNY',
    filters: [],
    range: { from: '2025-10-01', to: '2026-11-30' },
    revenue: { paidStatuses: ['a'] },
    sources: [],
  },
  {
    cells: ['overview', 'revenue', 'rfm', 'cohort'],
    range: { from: '2026-01-01', to: null },
    revenue: { paidStatuses: ['a'] },
    sources: [],
  },
];

/** In bytes, as `Inflate` takes it. */
export const DICTIONARY_2 = Uint8Array.from([...writeTight(SQL), ...SHAPES.flatMap(writeTight)]);
