import { forms } from './forms';
import type { HostileDocument } from './types';
import { harmlessWays, waysOut } from './ways-out';
import { documents, reportOf, sqlCell } from './write';

const attacks: readonly (readonly [tries: string, sql: string])[] = [
  ...waysOut,
  ...forms.map((form) => [`asks for ${form.slice(0, 60)}`, form] as const),
];
const every = (step: number, start: number) => attacks.filter((_, index) => index % step === start);
const named = (list: readonly (readonly [string, string])[], report: (sql: string) => object, ends: HostileDocument['ends']) =>
  list.map(([tries, sql], index) => ({
    name: String(index + 1),
    tries,
    ends: harmlessWays.has(tries) ? ('harmless' as const) : ends,
    report: report(sql),
  }));

const definitionReport = (sql: string): object =>
  reportOf([{ id: 'c1', type: 'analysis', kind: 'custom', definition: 'd1', version: 1, params: {} }], {
    definitions: [{ id: 'd1', name: 'Our own', purpose: '', form: [], requires: [], steps: [{ id: 'rows', sql }] }],
  });

const metricReport = (formula: string): object =>
  reportOf(
    [
      {
        id: 'c1',
        type: 'sql',
        name: 'result_1',
        query: { by: 'builder', from: 'orders', filters: [], groups: [], measures: [{ of: 'metric', metric: 'm1' }] },
      },
    ],
    { metrics: [{ id: 'm1', name: 'Worth', table: 'orders', formula, unit: 'number', meaning: '' }] },
  );

const formulas: readonly string[] = [
  "(SELECT count(*) FROM read_csv('{{canary}}/m1.csv'))",
  "sum(net_amount)) FROM orders; ATTACH '{{canary}}/m2.db'; --",
  "sum(net_amount) FROM '{{canary}}/m3.csv' --",
  'sum(net_amount)) AS x, (SELECT string_agg(customer_id) FROM customers',
  "1 FROM read_text('{{canary}}/m4') UNION ALL SELECT count(*)",
  "count(*) FILTER (WHERE EXISTS (FROM '{{canary}}/m5.csv'))",
  '1; DROP TABLE customers',
  'sum(net_amount) /* open',
  "sum(net_amount) || 'open",
  'sum(net_amount',
  'sum(net_amount))',
  "(FROM query('FROM read_csv(''{{canary}}/m6.csv'')'))",
  "(SELECT count(*) FROM glob('*'))",
  '(SELECT count(*) FROM duckdb_settings())',
  'list(struct_pack(a := (SELECT count(*) FROM enable_logging())))',
  "max((SELECT content FROM read_text('in/orders.csv')))",
];

/** Earlier queries that stand in the way of what later ones mean. */
const shadows: readonly (readonly [string, readonly (readonly [string, string])[], HostileDocument['ends']])[] = [
  ['calls a query like a table of the data', [['customers', 'SELECT 1 AS customer_id']], 'refused'],
  ['calls a query like a table in capitals', [['ORDERS', 'SELECT 1 AS customer_id']], 'refused'],
  ['calls a query like a relation of the report', [['history', 'SELECT 1 AS customer_id']], 'refused'],
  ['calls a query like the wrapper', [['cell', 'SELECT 1 AS customer_id']], 'refused'],
  [
    'calls two queries the same',
    [
      ['one', 'SELECT 1'],
      ['ONE', 'SELECT 2'],
    ],
    'refused',
  ],
  [
    'reads an address in an earlier query',
    [
      ['earlier', "FROM '{{canary}}/s1.csv'"],
      ['later', 'FROM earlier'],
    ],
    'stopped',
  ],
  [
    'leaves the brackets in an earlier query',
    [
      ['earlier', "SELECT 1), x AS (FROM '{{canary}}/s2.csv'"],
      ['later', 'FROM earlier'],
    ],
    'stopped',
  ],
  ['defines the customers again within a query', [['later', "WITH customers AS (FROM '{{canary}}/s3.csv') FROM customers"]], 'stopped'],
  ['ends the relations that stand before it', [['later', ") SELECT * FROM read_text('{{canary}}/s4') --"]], 'stopped'],
  [
    'goes round in a circle',
    [
      ['one', 'FROM two'],
      ['two', 'FROM one'],
    ],
    'stopped',
  ],
  ['names itself', [['one', 'SELECT * FROM one']], 'stopped'],
  [
    'opens a comment that another closes',
    [
      ['one', 'SELECT 1 /*'],
      ['two', '*/ FROM one'],
    ],
    'stopped',
  ],
  [
    'opens a text that another closes',
    [
      ['one', "SELECT '"],
      ['two', "' FROM one"],
    ],
    'stopped',
  ],
  [
    'calls a query like a kept list',
    [
      ['kept_list_1', 'SELECT 1 AS a'],
      ['later', 'FROM temp.main.kept_list_1'],
    ],
    'stopped',
  ],
];

const NASTY: readonly string[] = [
  "x' OR 1 IN (SELECT count(*) FROM '{{canary}}/v.csv') --",
  "x'); ATTACH '{{canary}}/v.db'; --",
  "\\'; COPY customers TO '{{canary}}/v.csv'; --",
  '"; DROP TABLE customers; --',
  '$$; DROP TABLE customers; $$',
  '{{other}}',
  '*/ DROP TABLE customers /*',
  '\u0000',
];
const control = (name: string, value: object) => ({ id: `k_${name}`, type: 'control', name, control: value });
const asked = sqlCell('SELECT count(*) AS n FROM customers WHERE region = {{where}}');
const values: readonly { name: string; tries: string; ends: HostileDocument['ends']; report: object }[] = [
  ...NASTY.map((value, index) => ({
    name: `text-${index + 1}`,
    tries: `puts ${JSON.stringify(value).slice(0, 40)} into a text`,
    ends: 'harmless' as const,
    report: reportOf([control('where', { type: 'text', value }), asked]),
  })),
  ...NASTY.slice(0, 5).map((value, index) => ({
    name: `choices-${index + 1}`,
    tries: 'puts SQL into choices',
    ends: 'harmless' as const,
    report: reportOf([
      control('where', { type: 'multi_choice', choices: { of: 'list', values: [value] }, value: [value] }),
      sqlCell('SELECT count(*) AS n FROM customers WHERE region IN {{where}}'),
    ]),
  })),
  ...NASTY.slice(0, 5).map((name, index) => ({
    name: `name-${index + 1}`,
    tries: 'puts SQL into the name of a control',
    ends: 'refused' as const,
    report: reportOf([control(name, { type: 'text', value: 'x' }), asked]),
  })),
  ...NASTY.slice(0, 5).map((column, index) => ({
    name: `column-${index + 1}`,
    tries: 'puts SQL into the name of a column of the builder',
    ends: 'stopped' as const,
    report: reportOf([
      {
        id: 'c1',
        type: 'sql',
        name: 'result_1',
        query: { by: 'builder', from: 'orders', filters: [], groups: [{ table: 'orders', column }], measures: [{ of: 'count' }] },
      },
    ]),
  })),
  ...NASTY.slice(0, 5).map((column, index) => ({
    name: `filter-${index + 1}`,
    tries: 'puts SQL into the column of a filter',
    ends: 'stopped' as const,
    report: reportOf([sqlCell('SELECT count(*) FROM people')], {
      filters: [{ table: 'customers', column, condition: { op: 'in', values: ['x'] } }],
    }),
  })),
];

export const sqlDocuments: readonly HostileDocument[] = [
  ...documents(
    'sql_cell',
    named(attacks, (sql) => reportOf([sqlCell(sql)]), 'stopped'),
  ),
  ...documents('sql_definition', named(every(4, 1), definitionReport, 'stopped')),
  ...documents(
    'sql_metric',
    named(
      formulas.map((sql) => ['puts a query into a formula', sql] as const),
      metricReport,
      'stopped',
    ),
  ),
  ...documents(
    'sql_earlier',
    shadows.map(([tries, cells, ends], index) => ({
      name: String(index + 1),
      tries,
      ends,
      report: reportOf(cells.map(([name, text], at) => sqlCell(text, { id: `c${at + 1}`, name }))),
    })),
  ),
  ...documents('sql_value', values),
];
