import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCALES } from '#core/messages/text';
import { rowsOf, type Row } from '#core/model/columns';
import { listLacks, type DataModel } from '#core/model/data-model';
import type { Filter } from '#core/model/filters';
import type { JsonObject, Presentation } from '#core/model/presentation';
import type { Connector } from '#edge/engine/connector';
import {
  answer,
  checkChart,
  checkLedger,
  close,
  contextOf,
  examplesOf,
  folderOf,
  matchRows,
  textsOf,
  valueOf,
  type Example,
} from '../../../tests/support/contract';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { createShop, modelOf, type ShopTables } from '../../../tests/support/shop-tables';
import type { AnalysisDefinition, CompileContext, SqlStep } from './contract';
import { registry } from './registry';

const here = import.meta.dirname;
const cases = registry.flatMap((entry) => examplesOf(entry.kind).map(({ file, example }) => ({ entry, file, example })));

let engine: Connector;
beforeAll(async () => {
  engine = await openWasmTestEngine();
}, 60_000);
afterAll(() => engine?.close());

describe('the registry', () => {
  it('lists every folder and nothing else, in one order', () => {
    const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'custom');
    expect(folders.map((entry) => entry.name.replaceAll('-', '_')).toSorted()).toEqual(registry.map((entry) => entry.kind).toSorted());
  });

  it.each(registry.map((entry) => [entry.kind, entry] as const))(
    '%s: entry and definition agree; help in every language',
    async (_kind, entry) => {
      const definition = await entry.load();
      expect([definition.kind, definition.question, definition.requires]).toEqual([entry.kind, entry.question, entry.requires]);
      expect(readdirSync(path.join(folderOf(entry.kind), 'examples')).length).toBeGreaterThan(0);
      expect(existsSync(path.join(folderOf(entry.kind), 'rules.md'))).toBe(true);
      for (const locale of LOCALES) {
        const help = await entry.help(locale);
        expect(help.match(/^## /gm)).toHaveLength(4);
      }
    },
  );

  it.each(registry.map((entry) => [entry.kind, entry] as const))(
    '%s: params round-trip, wrong ones are named, migrations have no gap',
    async (_kind, entry) => {
      const definition = await entry.load();
      const defaults = valueOf(definition.parse({}));
      expect(valueOf(definition.parse(JSON.parse(JSON.stringify(defaults))))).toEqual(defaults);
      const suggested = definition.suggest(
        modelOf({
          orders: [
            ['order_id', 'customer_id', 'ordered_at', 'net_amount'],
            ['1', 'a', '2026-01-01', 1],
          ],
        }),
      );
      expect(valueOf(definition.parse(suggested))).toEqual(suggested);
      for (const field of definition.form) {
        const bad = definition.parse({ [field.key]: { not: 'allowed' } });
        expect(bad.ok ? [] : bad.issues.map((issue) => issue.path)).toEqual([[field.key]]);
      }
      expect(definition.parse({ unheard_of: 1 }).ok).toBe(false);
      expect(definition.parse('text').ok).toBe(false);
      expect(definition.migrations.map((migration) => migration.from)).toEqual(
        Array.from({ length: definition.version - 1 }, (_, index) => index + 1),
      );
    },
  );

  it.each(registry.map((entry) => [entry.kind, entry] as const))(
    '%s: refused, never failed, where a required column is missing',
    async (_kind, entry) => {
      const whole = {
        orders: [
          ['order_id', 'customer_id', 'ordered_at', 'net_amount'],
          ['1', 'a', '2026-01-01', 1],
        ],
        surveys: [
          ['response_id', 'responded_at', 'comment'],
          ['1', '2026-01-01', 'good'],
        ],
        usage_events: [
          ['customer_id', 'event_at', 'event'],
          ['a', '2026-01-01', 'x'],
        ],
        opportunities: [
          ['opportunity_id', 'stage'],
          ['1', 'Proposal'],
        ],
        contracts: [
          ['contract_id', 'customer_id', 'signed_at', 'amount'],
          ['1', 'a', '2026-01-01', 12],
        ],
      } as const satisfies ShopTables;
      expect(listLacks(modelOf(whole), entry.requires)).toEqual([]);
      for (const { table, columns, or = [] } of entry.requires) {
        expect(listLacks(modelOf({ customers: [['customer_id'], ['a']] }), entry.requires)).toContainEqual({ table, columns, whole: true });
        const instead = or.map((other) => other.table);
        const alone: ShopTables = Object.fromEntries(Object.entries(whole).filter(([name]) => !instead.some((other) => other === name)));
        for (const other of instead)
          expect(listLacks(modelOf({ [other]: whole[other as keyof typeof whole] }), entry.requires)).toEqual([]);
        const rows: readonly (readonly (string | number)[])[] = whole[table as keyof typeof whole];
        for (const column of columns) {
          const kept = rows[0]!.flatMap((name, index) => (name === column ? [] : [index]));
          const without = modelOf({ ...alone, [table]: rows.map((row) => kept.map((index) => row[index]!)) });
          expect(listLacks(without, entry.requires)).toEqual([{ table, columns: [column], whole: false }]);
        }
      }
    },
  );
});

describe('golden SQL', () => {
  it.each(registry.map((entry) => [entry.kind, entry] as const))('%s: equals golden.sql', async (kind, entry) => {
    const { example } = examplesOf(kind)[0]!;
    const definition = await entry.load();
    const plan = valueOf(definition.compile(valueOf(definition.parse(example.params)), contextOf(example, modelOf(example.tables))));
    const text = plan.steps.map((step) => `-- ${step.id}\n${(step as SqlStep).sql};\n`).join('\n');
    const file = path.join(folderOf(kind), 'golden.sql');
    if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});

/** Every number that can be opened finds its people: customers exactly, orders as the sum of theirs, shares as the customers they stand for. */
async function checkPeople(
  definition: AnalysisDefinition,
  params: JsonObject,
  context: CompileContext,
  { table, charts, figures }: Presentation,
): Promise<number> {
  let checked = 0;
  const open = async (part: JsonObject): Promise<Row[]> =>
    rowsOf(await engine.query(valueOf(definition.people(part, params, context)).sql));
  for (const row of table.rows) {
    for (const [key, part] of Object.entries(row.parts ?? {})) {
      const column = table.columns.find((candidate) => candidate.key === key);
      const value = row.values[key];
      if (!column || typeof value !== 'number') continue;
      expect(column.part, `${key} can be opened`).toBe(true);
      const people = await open(part);
      const ids = new Set(people.map((person) => person['customer_id']));
      expect(ids.size, `distinct people of ${key}`).toBe(people.length);
      if (column.unit === 'orders')
        expect(
          people.reduce((sum, person) => sum + Number(person['orders']), 0),
          JSON.stringify(part),
        ).toBe(value);
      else if (column.is === 'share')
        expect(people.length, JSON.stringify(part)).toBe(Math.round(value * Number(row.values[column.of ?? ''])));
      else expect(people.length, JSON.stringify(part)).toBe(value);
      checked++;
    }
  }
  for (const figure of figures) {
    if (!figure.part) continue;
    const people = await open(figure.part);
    const count = figure.unit === 'orders' ? people.reduce((sum, person) => sum + Number(person['orders']), 0) : people.length;
    expect(count).toBe(figure.amount);
    checked++;
  }
  for (const part of new Set(charts.flatMap((chart) => chart.rows.map((row) => row['part'])))) {
    if (typeof part === 'string') await open(JSON.parse(part) as JsonObject);
  }
  return checked;
}

/** LD27: of a file of which only some customers were read. */
const DRAWN_SOURCE = { name: 'orders.csv', tables: ['orders'], records: 8, kept: 1, rejected: 0, skipped: 7, unread: 0, oneIn: 8 } as const;
const SAMPLED = { key: 'stamp_drawn', values: { n: 8 } };

describe('examples', () => {
  it.each(cases.map((each) => [`${each.entry.kind} · ${each.example.name}`, each] as const))('%s', async (_name, { entry, example }) => {
    expect(example.how).toMatch(/^by hand|^second computation/);
    const model = await createShop(engine, example.tables);
    const context = contextOf(example, model);
    const definition = await entry.load();
    const params = valueOf(definition.parse(example.params));
    const results = await answer(engine, definition, params, context);
    for (const [step, expected] of Object.entries(example.rows)) {
      const found = step === 'people' ? rowsOf(await engine.query(valueOf(definition.people({}, params, context)).sql)) : results[step];
      matchRows(found ?? [], expected, step);
    }
    const presentation = definition.present(results, params, context);
    for (const [key, value] of Object.entries(example.numbers)) {
      expect(presentation.insight.numbers, key).toHaveProperty(key);
      close(presentation.insight.numbers[key], value);
    }
    presentation.charts.forEach(checkChart);
    expect(await checkPeople(definition, params, context, presentation)).toBeGreaterThan(0);
    checkLedger(presentation, example);
    for (const text of textsOf(presentation)) expect(text).not.toMatch(/undefined|\{|\}|NaN|\[object/);
    expect(presentation.stamp.asOf).toBe(context.asOf);
    expect(presentation.stamp.phrases).not.toContainEqual(SAMPLED);
    const sampled = definition.present(results, params, { ...context, model: { ...model, sources: [DRAWN_SOURCE] } });
    expect(sampled.stamp.phrases).toContainEqual(SAMPLED);
  });
});

describe('additive steps: the parts add up to the whole', () => {
  it.each(cases.map((each) => [`${each.entry.kind} · ${each.example.name}`, each] as const))('%s', async (_name, { entry, example }) => {
    const model = await createShop(engine, example.tables);
    const context = contextOf(example, model);
    const definition = await entry.load();
    const params = valueOf(definition.parse(example.params));
    const plan = valueOf(definition.compile(params, context));
    const ids = (example.tables.customers ?? []).slice(1).map(([id]) => String(id));
    const halves = [ids.filter((_, index) => index % 2 === 0), ids.filter((_, index) => index % 2 === 1)];
    for (const step of plan.steps as SqlStep[]) {
      if (!step.additive) continue;
      const keyOf = (row: Row) => step.additive!.keys.map((key) => row[key]).join('|');
      const sums = new Map<string, number>();
      const whole = new Map<string, number>();
      const add = (target: Map<string, number>, rows: readonly Row[]) => {
        for (const row of rows)
          for (const measure of step.additive!.measures) {
            const key = `${keyOf(row)}|${measure}`;
            target.set(key, (target.get(key) ?? 0) + Number(row[measure] ?? 0));
          }
      };
      add(whole, rowsOf(await engine.query(step.sql)));
      for (const values of halves) {
        const filter: Filter = { table: 'customers', column: 'customer_id', condition: { op: 'in', values } };
        const part = valueOf(definition.compile(params, { ...context, filters: [...context.filters, filter] }));
        add(sums, rowsOf(await engine.query((part.steps.find((each) => each.id === step.id) as SqlStep).sql)));
      }
      for (const [key, value] of whole) expect(sums.get(key) ?? 0, key).toBeCloseTo(value, 9);
      expect([...sums.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(
        [...whole.values()].reduce((a, b) => a + b, 0),
        9,
      );
    }
  });
});

describe('range and filters change a cell as a file cut beforehand would', () => {
  /** Where the defaults look at a part of the range only. */
  const WHOLE: Readonly<Record<string, JsonObject>> = {
    rfm: { lookbackDays: 0 },
    value_loyalty: { lookbackDays: 0 },
    funnel: { mature: false },
    conversion_drivers: { window: 3 },
    revenue_retention: { horizon: '1' },
  };
  type Keep = (record: Readonly<Record<string, unknown>>) => boolean;
  const cutOf =
    (name: keyof ShopTables) =>
    (tables: ShopTables, keep: Keep): ShopTables => {
      const [header = [], ...rows] = tables[name] ?? [];
      const kept = rows.filter((row) => keep(Object.fromEntries(header.map((column, index) => [String(column), row[index]]))));
      return { ...tables, [name]: [header, ...kept] };
    };
  const [cutOrders, cutSurveys] = [cutOf('orders'), cutOf('surveys')];
  const [cutDeals, cutContracts] = [cutOf('opportunities'), cutOf('contracts')];
  const cutCustomers = (tables: ShopTables, ids: ReadonlySet<unknown>): ShopTables => {
    const [header = [], ...rows] = tables.customers ?? [];
    const kept = rows.filter((row) => ids.has(row[0]));
    const own: Keep = (record) => ids.has(record['customer_id']);
    const others = cutDeals(cutContracts(cutSurveys(tables, own), own), own);
    return { ...cutOrders(others, (order) => order['customer_id'] === null || own(order)), customers: [header, ...kept] };
  };
  const shop = cases.find(({ entry, file }) => entry.kind === 'overview' && file === 'small-shop.json')!.example;
  /** Ledgers differ, because the cut file never had the rows. */
  const numbersOf = async (kind: string, example: Example, scope: Partial<Example['context']>, model: DataModel) => {
    const context = contextOf({ ...example, context: { ...example.context, ...scope } }, model);
    const definition = await registry.find((entry) => entry.kind === kind)!.load();
    const params = valueOf(definition.parse(WHOLE[kind] ?? {}));
    return definition.present(await answer(engine, definition, params, context), params, context).insight.numbers;
  };

  it.each(registry.map((entry) => entry.kind))('%s: the end of the range, as a file that ends there', async (kind) => {
    const filtered = await numbersOf(kind, shop, { range: { from: null, to: '2026-02-28' } }, await createShop(engine, shop.tables));
    const until =
      (column: string): Keep =>
      (record) =>
        String(record[column]) <= '2026-02-28';
    const known = cutDeals(cutContracts(shop.tables, until('signed_at')), until('created_at'));
    const cut = await createShop(engine, cutOrders(cutSurveys(known, until('responded_at')), until('ordered_at')));
    expect(filtered).toEqual(await numbersOf(kind, shop, { asOf: '2026-02-28' }, cut));
    expect(filtered).not.toEqual(await numbersOf(kind, shop, {}, await createShop(engine, shop.tables)));
  });

  it.each(registry.map((entry) => entry.kind))('%s: a filter on customers, as a file without the others', async (kind) => {
    const filter: Filter = { table: 'customers', column: 'region', condition: { op: 'in', values: ['north'] } };
    const filtered = await numbersOf(kind, shop, { filters: [filter] }, await createShop(engine, shop.tables));
    const cut = await createShop(engine, cutCustomers(shop.tables, new Set(['c1', 'c3', 'c5'])));
    expect(filtered).toEqual(await numbersOf(kind, shop, {}, cut));
    expect(filtered).not.toEqual(await numbersOf(kind, shop, {}, await createShop(engine, shop.tables)));
  });

  it.each(registry.map((entry) => entry.kind))('%s: a wrong filter is refused with the column’s name', async (kind) => {
    const definition = await registry.find((entry) => entry.kind === kind)!.load();
    const bad: Filter = { table: 'orders', column: 'colour', condition: { op: 'in', values: ['red'] } };
    const context = { ...contextOf(shop, modelOf(shop.tables)), filters: [bad] };
    const plan = definition.compile(valueOf(definition.parse({})), context);
    expect(plan.ok ? null : plan.issues[0]).toMatchObject({ code: 'issue_query_filter_column', values: { column: 'colour' } });
  });
});
