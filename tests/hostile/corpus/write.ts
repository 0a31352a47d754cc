import type { DocumentKind, HostileDocument } from './types';

export const reportOf = (cells: readonly object[], more: object = {}): object => ({
  format: 'clientele.report',
  version: 2,
  title: 'Third quarter',
  currency: null,
  weekStart: 'monday',
  asOf: null,
  range: { from: null, to: null },
  filters: [],
  revenue: { paidStatuses: null },
  sources: [],
  cells,
  ...more,
});

export const sqlCell = (text: string, more: object = {}): object => ({
  id: 'c1',
  type: 'sql',
  name: 'result_1',
  query: { by: 'sql', text },
  ...more,
});

export const textCell = (markdown: string): object => ({ id: 'c1', type: 'text', markdown });

/** Rows for a chart: `a` a text, `b` a number, `t` a day, `c` one text in all rows. */
export const rowsSql = (rows: number): string =>
  `SELECT 'k' || range AS a, range AS b, DATE '2020-01-01' + CAST(range % 2000 AS INTEGER) AS t, 'x' AS c FROM range(${rows})`;

export const chartReport = (spec: object, rows: number): object => reportOf([sqlCell(rowsSql(rows), { chart: spec })]);

interface Made {
  readonly name: string;
  readonly tries: string;
  readonly ends: HostileDocument['ends'];
  readonly report: object | string;
}

/** Documents of one kind. A report is written as JSON; a text is taken as it stands. */
export const documents = (kind: DocumentKind, made: readonly Made[]): HostileDocument[] =>
  made.map(({ name, tries, ends, report }) => ({
    id: `${kind}-${name}`,
    kind,
    tries,
    ends,
    from: 'file',
    text: (canary) => (typeof report === 'string' ? report : JSON.stringify(report)).replaceAll('{{canary}}', canary),
  }));
