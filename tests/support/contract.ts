import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compile as compileChart, type TopLevelSpec } from 'vega-lite';
import { expect } from 'vitest';
import type { AnalysisDefinition, CompileContext, PresentContext, Results, SqlStep } from '#core/analyses/contract';
import { saying } from '#core/analyses/words';
import { checkSpec } from '#core/chart/gate';
import { chartConfig } from '#core/chart/theme';
import { TOKENS } from '#core/chart/tokens';
import { LOCALES } from '#core/messages/text';
import { rowsOf, type Row } from '#core/model/columns';
import type { DataModel } from '#core/model/data-model';
import type { Filter } from '#core/model/filters';
import type { ChartView, JsonObject, Presentation } from '#core/model/presentation';
import { makeContext } from '#core/query/context';
import { duckdb } from '#core/sql/dialects/duckdb';
import type { Connector } from '#edge/engine/connector';
import type { ShopTables } from './shop-tables';

const here = path.resolve(import.meta.dirname, '../../src/core/analyses');
export const folderOf = (kind: string): string => path.join(here, kind.replaceAll('_', '-'));

export interface Example {
  readonly name: string;
  readonly how: string;
  readonly tables: ShopTables;
  readonly context: {
    asOf: string | null;
    range: { from: string | null; to: string | null };
    filters: Filter[];
    paidStatuses: string[] | null;
  };
  readonly params: JsonObject;
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  readonly numbers: Readonly<Record<string, number | null>>;
}

export const examplesOf = (kind: string): { file: string; example: Example }[] =>
  readdirSync(path.join(folderOf(kind), 'examples'))
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, example: JSON.parse(readFileSync(path.join(folderOf(kind), 'examples', file), 'utf8')) as Example }));

export function contextOf({ context }: Example, model: DataModel): PresentContext {
  const { paidStatuses, ...rest } = context;
  const made = makeContext({ ...rest, revenue: { paidStatuses }, weekStart: 'monday' }, model, duckdb);
  if (!made.ok) throw new Error(JSON.stringify(made.issues));
  return { ...made.value, locale: 'en', currency: 'CNY' };
}

export const valueOf = <T>(result: { ok: true; value: T } | { ok: false; issues: readonly unknown[] }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
};

export const close = (found: unknown, expected: unknown): void => {
  if (typeof expected === 'number') expect(found as number).toBeCloseTo(expected, 9);
  else expect(found).toEqual(expected);
};

/** Numbers that say which row it is, as texts do. */
const PLACES: ReadonlySet<string> = new Set(['k', 'score', 'nth', 'days', 'bin', 'passed', 'waited', 'gone']);

/** Every row that is expected is there, and no other; columns that the example does not name are free. */
export function matchRows(found: readonly Row[], expected: readonly Row[], label: string): void {
  expect(found.length, `${label}: ${JSON.stringify(found)}`).toBe(expected.length);
  const names = new Set(expected.flatMap((row) => Object.keys(row)));
  const keys = [...names].filter((key) => expected.some((row) => typeof row[key] === 'string') || PLACES.has(key));
  for (const row of expected) {
    const twin = found.find((candidate) => keys.every((key) => !Object.hasOwn(row, key) || candidate[key] === row[key]));
    expect(twin, `${label}: no ${JSON.stringify(row)} in ${JSON.stringify(found)}`).toBeDefined();
    for (const [key, value] of Object.entries(row)) close(twin?.[key], value);
  }
}

export async function answer(
  engine: Connector,
  definition: AnalysisDefinition,
  params: JsonObject,
  context: CompileContext,
): Promise<Results> {
  const plan = valueOf(definition.compile(params, context));
  const results: Record<string, Row[]> = {};
  for (const step of plan.steps) results[step.id] = rowsOf(await engine.query((step as SqlStep).sql));
  return results;
}

/** Charts compile in Vega-Lite without a warning; colours are tokens; only the data set `rows` is named. */
export function checkChart(view: ChartView): void {
  for (const spec of [view.spec, view.narrow]) {
    if (!spec) continue;
    const text = JSON.stringify(spec);
    expect(text).not.toMatch(/#[0-9a-f]{3,8}\b|url|href/i);
    expect(checkSpec(spec)).toMatchObject({ ok: true });
    const params = TOKENS.map((name) => ({ name, value: 'black' }));
    const warnings: string[] = [];
    const note = (...words: unknown[]) => {
      warnings.push(words.join(' '));
      return logger;
    };
    const logger = { level: () => logger, warn: note, info: () => logger, debug: () => logger, error: note } as never;
    compileChart({ ...spec, params, datasets: { rows: view.rows }, config: chartConfig('sans-serif') } as unknown as TopLevelSpec, {
      logger,
    });
    expect(warnings).toEqual([]);
  }
  expect(view.rows.length).toBeLessThanOrEqual(1000);
  expect(view.height).toBeGreaterThan(0);
}

export const textsOf = (presentation: Presentation): string[] => {
  const found: string[] = [];
  const visit = (value: unknown, locale: 'en' | 'zh-CN'): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('key' in value && !('unit' in value) && typeof value.key === 'string')
      found.push(saying({ locale, currency: 'CNY' })(value as never));
    for (const inner of Object.values(value)) visit(inner, locale);
  };
  const { charts, ...rest } = presentation;
  for (const locale of LOCALES) for (const part of [rest, charts.map(({ title, caption }) => ({ title, caption }))]) visit(part, locale);
  return found;
};

/** Used + left out = the rows of the table, each counted once. */
export function checkLedger({ ledger }: Presentation, { tables }: Example): void {
  const unit = ledger.used[0]?.unit;
  const total = [...ledger.used, ...ledger.excluded].filter((entry) => entry.unit === unit).reduce((sum, entry) => sum + entry.count, 0);
  const table = unit === 'orders' ? tables.orders : unit === 'count' ? (tables.surveys ?? tables.opportunities) : tables.customers;
  expect(total).toBe(table!.length - 1);
}
