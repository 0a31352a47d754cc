import type { AnalysisDefinition, Plan } from '#core/analyses/contract';
import type { Columns } from '#core/model/columns';
import type { DataModel, DataTable } from '#core/model/data-model';
import type { JsonObject } from '#core/model/presentation';
import { fail, succeed } from '#core/model/result';
import type { AnalysisCell, Report } from '#core/report/types';
import { QueryError, type Connector } from '#edge/engine/connector';
import type { CellUpdate, LoadDefinition } from './types';

const column = (name: string, type: DataTable['columns'][number]['type']): DataTable['columns'][number] => ({
  name,
  label: name,
  type,
  attribute: false,
  distinct: 0,
  missing: 0,
  values: [],
  min: null,
  max: null,
});

/** Four orders of three customers, the last on 5 March. */
export const SHOP = [
  "CREATE TABLE customers AS SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (3, 'c')) AS t(customer_key, customer_id)",
  `CREATE TABLE orders AS SELECT * FROM (VALUES
    (1, 'o1', 1, DATE '2026-01-02', 10.0), (2, 'o2', 1, DATE '2026-02-03', 20.0),
    (3, 'o3', 2, DATE '2026-02-04', 30.0), (4, 'o4', 3, DATE '2026-03-05', 40.0)
  ) AS t(order_key, order_id, customer_key, ordered_on, net_amount)`,
];

export const MODEL: DataModel = {
  tables: [
    { name: 'customers', rows: 3, columns: [column('customer_id', 'id')] },
    { name: 'orders', rows: 4, columns: [column('order_id', 'id'), column('ordered_at', 'instant'), column('net_amount', 'money')] },
  ],
  joins: [],
  firstOrder: '2026-01-02',
  lastOrder: '2026-03-05',
  currency: 'EUR',
};

/** A small analysis whose plan and behaviour a test chooses. It shows one number, the first value of its last step. */
export function definitionOf(
  kind: string,
  plan: (params: JsonObject, asOf: string) => Plan,
  more: Partial<AnalysisDefinition> = {},
): AnalysisDefinition {
  return {
    kind,
    version: 1,
    question: { literal: kind },
    requires: [{ table: 'orders', columns: ['order_id', 'net_amount'] }],
    form: [],
    migrations: [],
    suggest: () => ({}),
    parse: (value) => succeed(value as JsonObject),
    compile: (params, context) => succeed(plan(params, context.asOf)),
    people: (part, _params, context) =>
      typeof part.day === 'string'
        ? succeed({
            id: 'people',
            sql: `SELECT DISTINCT customer_id FROM orders JOIN customers USING (customer_key) WHERE ordered_on <= ${context.dialect.day(context.asOf)}`,
          })
        : fail({ code: 'issue_unknown', values: { detail: 'part' } }),
    present: (results, _params, context) => {
      const last = Object.values(results).at(-1)?.[0];
      const number = last ? Number(Object.values(last)[0]) : null;
      return {
        figures: [],
        charts: [],
        table: { columns: [], rows: [] },
        insight: { sentences: [{ finding: { literal: context.locale } }], numbers: { number } },
        stamp: { asOf: context.asOf, phrases: [], provisional: false },
        ledger: { used: [], excluded: [] },
      };
    },
    ...more,
  };
}

export const count = (where = 'true'): Plan => ({ steps: [{ id: 'rows', sql: `SELECT count(*) AS n FROM orders WHERE ${where}` }] });

export const loaderOf =
  (...definitions: readonly AnalysisDefinition[]): LoadDefinition =>
  async (kind) =>
    definitions.find((definition) => definition.kind === kind) ?? null;

export const cellOf = (kind: string, params: JsonObject = {}, id = kind): AnalysisCell => ({
  id,
  type: 'analysis',
  kind,
  version: 1,
  params,
});

export function reportOf(cells: Report['cells'], more: Partial<Report> = {}): Report {
  return {
    format: 'clientele.report',
    version: 2,
    title: 'T',
    currency: null,
    weekStart: 'monday',
    asOf: null,
    range: { from: null, to: null },
    filters: [],
    revenue: { paidStatuses: null },
    sources: [],
    cells,
    ...more,
  };
}

/** An engine that writes down what it is asked, and that a test can make slow or faulty by the text of the question. */
export function watched(engine: Connector): Connector & { readonly asked: string[]; slow: RegExp | null; crash: RegExp | null } {
  const asked: string[] = [];
  return {
    asked,
    slow: null,
    crash: null,
    dialect: engine.dialect,
    ready: () => engine.ready(),
    execute: (sql, options) => engine.execute(sql, options),
    attachFile: (name, file, onBytes) => engine.attachFile(name, file, onBytes),
    detachFile: (name) => engine.detachFile(name),
    memory: () => engine.memory(),
    close: () => engine.close(),
    async query(sql, options): Promise<Columns> {
      asked.push(sql);
      if (this.crash?.test(sql)) throw new QueryError('crashed', 'the engine stopped', sql);
      if (this.slow?.test(sql))
        await new Promise((_, reject) =>
          options?.signal?.addEventListener('abort', () => reject(new QueryError('cancelled', 'cancelled', sql))),
        );
      return engine.query(sql, options);
    },
  };
}

/** All updates of a run, until it ends. */
export async function collect(updates: AsyncIterable<CellUpdate>): Promise<CellUpdate[]> {
  const all: CellUpdate[] = [];
  for await (const update of updates) all.push(update);
  return all;
}
