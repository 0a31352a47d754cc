import type { HostileDocument } from './types';
import { documents, reportOf, sqlCell } from './write';

const many = (count: number, make: (index: number) => string, between = ', '): string =>
  Array.from({ length: count }, (_, at) => make(at)).join(between);

/** Queries that would never end, or whose answers would not fit. */
const bombs: readonly (readonly [name: string, tries: string, sql: string, ends?: HostileDocument['ends']])[] = [
  ['count', 'counts to a million million', 'SELECT sum(range) FROM range(1000000000000)'],
  ['cross', 'crosses a million rows with a million', 'SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b'],
  [
    'cross-customers',
    'crosses the customers with themselves',
    `SELECT count(*) FROM ${many(40, (at) => `customers c${at}`)}, range(1000000) r, range(1000000) s WHERE hash(r.range, s.range) = 1`,
  ],
  ['recursion', 'never ends a recursion', 'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n'],
  [
    'recursion-wide',
    'doubles itself with every step',
    'WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + s.range FROM n, range(2) s) SELECT count(*) FROM n',
  ],
  ['sort', 'sorts a thousand million rows', 'SELECT hash(range) AS h FROM range(1000000000) ORDER BY h LIMIT 1'],
  ['hash', 'groups a thousand million rows', 'SELECT count(*) FROM (SELECT hash(range) AS h FROM range(1000000000) GROUP BY h)'],
  [
    'window',
    'slides over ten million rows',
    'SELECT max(m) FROM (SELECT median(range) OVER (ORDER BY range ROWS 5000000 PRECEDING) AS m FROM range(10000000))',
  ],
  ['repeat', 'repeats a letter a thousand million times', "SELECT repeat('x', 1000000000) AS a"],
  ['repeat-rows', 'gives long texts in many rows', "SELECT repeat('x', 100000) || range AS a FROM range(10000)"],
  ['list', 'makes a list of a thousand million', 'SELECT range(1000000000) AS a'],
  ['list-shown', 'shows a list of five million', 'SELECT range(5000000) AS a'],
  ['join-texts', 'joins a million texts', "SELECT string_agg(repeat('x', 1000), ',') AS a FROM range(1000000)"],
  ['columns', 'gives five thousand columns', `SELECT ${many(5000, (at) => `${at} AS c${at}`)}`],
  ['columns-more', 'gives six hundred columns', `SELECT ${many(600, (at) => `${at} AS c${at}`)} FROM range(10000)`],
  ['values', 'gives four hundred columns in ten thousand rows', `SELECT ${many(400, (at) => `range AS c${at}`)} FROM range(10000)`],
  ['brackets', 'nests forty thousand brackets', `SELECT ${'('.repeat(40_000)}1${')'.repeat(40_000)}`],
  ['subqueries', 'nests five hundred queries', `${'SELECT * FROM ('.repeat(500)}SELECT 1${')'.repeat(500)}`],
  ['minus', 'nests thousands of signs', `SELECT ${'- '.repeat(20_000)}1`],
  [
    'case',
    'asks three thousand cases',
    `SELECT CASE ${many(3000, (at) => `WHEN range = ${at} THEN ${at}`, ' ')} END FROM range(1000000000)`,
  ],
  [
    'pattern',
    'has a pattern try all ways',
    "SELECT count(*) FROM range(100000000) WHERE regexp_matches(repeat('a', 500), '(a+)+(a+)+(a+)+$' || CAST(range AS VARCHAR))",
  ],
  [
    'lambda',
    'works a long list through for every row',
    'SELECT sum(len(list_transform(range(100000), lambda v: v * range))) FROM range(10000000)',
  ],
  ['union', 'joins two thousand queries', many(2000, () => 'SELECT count(*) FROM range(10000000)', ' UNION ALL ')],
];

export const engineDocuments: readonly HostileDocument[] = documents(
  'engine_bomb',
  bombs.map(([name, tries, sql, ends = 'stopped']) => ({ name, tries, ends, report: reportOf([sqlCell(sql)]) })),
);
