import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnalysisDefinition, CompileContext } from '#core/analyses/contract';
import { registry } from '#core/analyses/registry';
import { rowsOf } from '#core/model/columns';
import type { JsonObject, Presentation } from '#core/model/presentation';
import type { Connector } from '#edge/engine/connector';
import { answer, contextOf, examplesOf, textsOf, valueOf, type Example } from '../../../../tests/support/contract';
import { createShop, type ShopTables } from '../../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';
import { maskResult } from './mask';
import { protect } from './protect';

const K = 5;
let engine: Connector;
beforeAll(async () => {
  engine = await openWasmTestEngine();
}, 60_000);
afterAll(() => engine?.close());

const cases = registry.flatMap((entry) => examplesOf(entry.kind).map(({ file, example }) => ({ entry, file, example })));

interface Made {
  readonly definition: AnalysisDefinition;
  readonly params: JsonObject;
  readonly context: CompileContext;
  readonly presentation: Presentation;
}
async function make(kind: string, example: Example, tables: ShopTables): Promise<Made> {
  const model = await createShop(engine, tables);
  const context = contextOf(example, model);
  const definition = await registry.find((entry) => entry.kind === kind)!.load();
  const params = valueOf(definition.parse(example.params));
  const presentation = definition.present(await answer(engine, definition, params, context), params, context);
  return { definition, params, context, presentation };
}

async function peopleBehind({ definition, params, context }: Made, part: JsonObject): Promise<number> {
  return rowsOf(await engine.query(valueOf(definition.people(part, params, context)).sql)).length;
}

/** Words for one to four of what people are or make; chart texts are written already, in English. */
const FEW =
  /(?<![\d.,:–%])\b[1-4] (?:of [\d,]+ )?(?:customers?|people|buyers?|answers?|deals?|comments?|grades?|pairs?|tickets?|sessions?|attempts?)\b/i;

const seen = { results: 0, counts: 0, parts: 0, marks: 0, charts: 0, kept: 0, sentences: 0, left: 0 };

test.each(cases.map((each) => [`${each.entry.kind} · ${each.file}`, each] as const))(
  '%s: nothing of fewer than five leaves',
  async (_name, each) => {
    const made = await make(each.entry.kind, each.example, each.example.tables);
    const before = made.presentation;
    expect(protect(before, { k: 1 }).presentation).toBe(before);
    const { presentation: after } = protect(before, { k: K });
    // Nothing that the page itself says is taken for a person's.
    expect(maskResult(before)).toBe(before);
    seen.results++;
    // Every count of customers below k that stood in the table is gone.
    for (const [at, row] of before.table.rows.entries())
      for (const { key, unit } of before.table.columns) {
        const value = row.values[key];
        if (unit !== 'customers' || typeof value !== 'number' || value <= 0 || value >= K) continue;
        seen.counts++;
        expect(after.table.rows[at]!.values[key], `${key} of row ${at}`).toBeNull();
      }
    // Every number and mark that still opens customers opens none or at least k, as the engine lists them.
    const asked = new Map<string, number>();
    const open = async (part: JsonObject): Promise<number> => {
      const key = JSON.stringify(part);
      const found = asked.get(key) ?? (await peopleBehind(made, part));
      asked.set(key, found);
      return found;
    };
    for (const row of after.table.rows)
      for (const [key, part] of Object.entries(row.parts ?? {})) {
        if (typeof row.values[key] !== 'number') continue;
        seen.parts++;
        const count = await open(part);
        expect(count === 0 || count >= K, `${key}: ${JSON.stringify(part)} opens ${count}`).toBe(true);
      }
    for (const { rows } of after.charts)
      for (const { part } of rows) {
        if (typeof part !== 'string') continue;
        seen.marks++;
        const count = await open(JSON.parse(part) as JsonObject);
        expect(count === 0 || count >= K, `a mark of ${part} opens ${count}`).toBe(true);
      }
    for (const { amount, unit, part } of after.figures)
      if (part && amount !== null && unit === 'customers') expect(amount === 0 || amount >= K).toBe(true);
    // No text says so either.
    const texts = [
      ...textsOf(after),
      ...after.charts.flatMap(({ rows }) => rows.flatMap((row) => Object.values(row).filter((value) => typeof value === 'string'))),
    ];
    for (const text of texts) expect(text).not.toMatch(FEW);
    // One withheld part of a column that adds up could be had from the total.
    const keys = before.table.columns.filter(({ is }) => is === 'key');
    if (keys.length === 1)
      for (const { key, is, unit } of before.table.columns) {
        if (is !== 'count' || unit !== 'customers') continue;
        const parts = before.table.rows.flatMap((row, at) => (row.total || !row.values[key] ? [] : [at]));
        const gone = parts.filter((at) => after.table.rows[at]!.values[key] === null);
        if (parts.length > 1) expect(gone.length, key).not.toBe(1);
      }
    seen.charts += before.charts.length;
    seen.kept += after.charts.length;
    seen.sentences += before.insight.sentences.length;
    seen.left += after.insight.sentences.length;
  },
);

/** Ten of every customer, with orders and answers of their own. */
function tenfold(tables: ShopTables): ShopTables {
  const many = Object.entries(tables).map(([name, table]) => {
    const [header = [], ...rows]: readonly (readonly (string | number | boolean | null)[])[] = table;
    const ids = new Set(header.flatMap((column, at) => (/_id$|^refund_of$/.test(String(column)) && column !== 'product_id' ? [at] : [])));
    const copies = Array.from({ length: 10 }, (_, copy) =>
      rows.map((row) => row.map((value, at) => (ids.has(at) && value !== null ? `${value}x${copy}` : value))),
    );
    return [name, [header, ...copies.flat()]];
  });
  return Object.fromEntries(many) as ShopTables;
}

/** One example of each kind. */
const first = registry.map((entry) => ({ entry, ...examplesOf(entry.kind)[0]! }));
const changed = { results: 0, same: 0, charts: 0, keptCharts: 0, sentences: 0, keptSentences: 0 };

test.each(first.map((each) => [`${each.entry.kind} · ${each.file}`, each] as const))(
  '%s: with ten of everybody nothing small stands there, and all stays',
  async (_name, each) => {
    const { presentation: before } = await make(each.entry.kind, each.example, tenfold(each.example.tables));
    const small = before.table.rows.some(({ values }) =>
      before.table.columns.some(
        ({ key, unit, is }) =>
          ['customers', 'orders', 'count'].includes(unit) && is !== 'key' && Number(values[key]) > 0 && Number(values[key]) < 10,
      ),
    );
    if (small) return;
    const { presentation: after, withheld } = protect(before, { k: K });
    changed.results++;
    changed.charts += before.charts.length;
    changed.keptCharts += after.charts.length;
    changed.sentences += before.insight.sentences.length;
    changed.keptSentences += after.insight.sentences.length;
    // Where what a share is of stands in no value of the row, nobody can say how many it is of: some pooled rows.
    const unsaid = before.table.rows.flatMap(({ values }) =>
      before.table.columns.filter(({ is, of, part, key }) => is === 'share' && of && part && values[key] && typeof values[of] !== 'number'),
    ).length;
    expect(withheld.numbers).toBe(unsaid);
    if (unsaid > 0) return;
    for (const [at, row] of after.table.rows.entries())
      for (const { key } of after.table.columns) expect(row.values[key]).toEqual(before.table.rows[at]!.values[key]);
    expect(after.figures).toEqual(before.figures);
    changed.same++;
  },
);

test('the counters', () => {
  console.info('all analyses', JSON.stringify({ seen, changed }));
  expect(seen.counts).toBeGreaterThan(200);
  expect(changed.results).toBeGreaterThan(20);
});
