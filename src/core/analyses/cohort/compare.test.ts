import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '#core/model/comparison';
import { makeContext } from '#core/query/context';
import { duckdb } from '#core/sql/dialects/duckdb';
import type { Connector } from '#edge/engine/connector';
import { compareWith, idsOf } from '../../../../tests/support/compare';
import { valueOf } from '../../../../tests/support/contract';
import { createShop, modelOf, type ShopTables } from '../../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';
import type { PresentContext } from '../contract';
import { stagesOf } from '../tools';
import { definition } from './definition';
import { defaults, type CohortParams } from './params';
import { TOOLS } from './tools';

let engine: Connector;
beforeAll(async () => {
  engine = await openWasmTestEngine();
}, 60_000);
afterAll(() => engine?.close());

const contextOf = (tables: ShopTables, asOf: string): PresentContext => ({
  ...valueOf(
    makeContext(
      { asOf, range: { from: null, to: null }, filters: [], revenue: { paidStatuses: null }, weekStart: 'monday' },
      modelOf(tables),
      duckdb,
    ),
  ),
  locale: 'en',
  currency: null,
});

const shopOf = (days: Readonly<Record<string, readonly string[]>>): ShopTables => ({
  customers: [['customer_id'], ...Object.keys(days).map((customer) => [customer])],
  orders: [
    ['order_id', 'customer_id', 'ordered_at', 'net_amount'],
    ...Object.entries(days).flatMap(([customer, own]) => own.map((day, place) => [`${customer}${place}`, customer, day, 1])),
  ],
});

async function ask(tables: ShopTables, options: Partial<CohortParams>, asOf: string) {
  await createShop(engine, tables);
  const context = contextOf(tables, asOf);
  const params = { ...defaults, ...options };
  return {
    comparison: await compareWith(engine, definition, params, context),
    people: (tool: string, side: 'here' | 'there') => idsOf(engine, definition, { tool, side }, params, context),
  };
}
const counts = ({ here, tools }: Comparison) => ({
  here: [here.began, here.reached],
  ...Object.fromEntries(tools.map(({ id, result }) => [id, [result.began, result.reached]])),
});
const keysOf = (comparison: Comparison, id: string) =>
  comparison.tools.find((tool) => tool.id === id)!.reasons.map(({ text }) => ('key' in text ? text.key : ''));

/** Complete by months through April. Days from a: 31, b: 5 (next month), c: 66 (two months), d: only once, e: 31 and 36 days apart. */
const SHOP = shopOf({
  a: ['2026-01-10', '2026-02-10'],
  b: ['2026-01-30', '2026-02-04'],
  c: ['2026-01-05', '2026-03-12'],
  d: ['2026-01-20'],
  e: ['2026-02-02', '2026-03-05', '2026-04-10'],
});

describe('the table under other rules, by hand', () => {
  it('WD20–WD25: month 1 of five customers', async () => {
    const { comparison, people } = await ask(SHOP, {}, '2026-04-30');
    // Here: of a, b, c, d (January) a and b were back in February, e (February) in March.
    // Amplitude: 30 days or more after the start a, c, e; every cohort has had its 60 days on 3 April at the latest.
    // PostHog: January 4 → 2; February (a, b, e) → e alone in March; March (c, e) → e in April; April has no month 1 yet.
    // Mixpanel: 30 days or more after the first start of each month: January a, c; February (a, b, e) e; March (c, e) e, but its
    // 60 days end on 11 May for c: March is not complete.
    expect(counts(comparison)).toEqual({ here: [5, 3], mixpanel: [7, 3], amplitude: [5, 3], posthog: [9, 4] });
    expect(keysOf(comparison, 'mixpanel')).toEqual([
      'compare_recurring',
      'compare_rolling_month',
      'compare_on_or_after',
      'compare_by_size',
    ]);
    expect(keysOf(comparison, 'amplitude')).toEqual(['compare_rolling_month', 'compare_on_or_after']);
    expect(keysOf(comparison, 'posthog')).toEqual(['compare_recurring']);
    // Σ size · back ÷ Σ size²: (4 · 2 + 3 · 1) ÷ (16 + 9).
    expect(comparison.tools[0]!.result.share).toBeCloseTo(11 / 25, 12);
    // Before “or later” Amplitude has a and e between day 30 and 60: 2 of 5.
    expect(comparison.tools[1]!.reasons.map(({ after, main }) => [after.reached, main])).toEqual([
      [2, true],
      [3, false],
    ]);
    expect(await people('amplitude', 'here')).toEqual(['b']);
    expect(await people('amplitude', 'there')).toEqual(['c']);
    expect(comparison.tools.map(({ id, onlyHere, onlyThere }) => [id, onlyHere.customers, onlyThere.customers])).toEqual([
      ['mixpanel', 1, 1],
      ['amplitude', 1, 1],
      ['posthog', 0, 0],
    ]);
  });

  it('WD21: 1000 → 500 and 500 → 400 are 60 % here, 56 % weighted by size, 65 % as a plain mean', () => {
    const context = contextOf(SHOP, '2026-12-31');
    const params = { ...defaults, rule: 'recurring', mode: 'rolling_fixed', criterion: 'streak' } as const;
    const cells = [
      { cohort: '2026-01-01', k: 0, customers: 1000 },
      { cohort: '2026-01-01', k: 1, customers: 500 },
      { cohort: '2026-02-01', k: 0, customers: 500 },
      { cohort: '2026-02-01', k: 1, customers: 400 },
    ];
    const cohorts = [
      { cohort: '2026-01-01', customers: 1000, first_start: '2026-01-01', last_start: '2026-01-31', last_timed: null },
      { cohort: '2026-02-01', customers: 500, first_start: '2026-02-01', last_start: '2026-02-28', last_timed: null },
    ];
    const rows = Object.fromEntries(
      ['here', 'mixpanel_1', 'amplitude_1', 'posthog_1', 'posthog_2'].flatMap((id) => [
        [`${id}_cells`, cells],
        [`${id}_cohorts`, cohorts],
      ]),
    );
    const { here, tools } = definition.compare!.present(rows, params, context);
    expect(here.share).toBe(0.6);
    expect(tools.map(({ id, result }) => [id, result.share])).toEqual([
      ['mixpanel', 700_000 / 1_250_000],
      ['amplitude', 0.6],
      ['posthog', 0.6],
    ]);
    expect(tools[0]!.result.share).toBe(0.56);
    const simple = definition.compare!.present(rows, { ...params, overall: 'simple' }, context);
    expect(simple.tools.find(({ id }) => id === 'posthog')!.result.share).toBe(0.65);
  });

  it('WD23, WD26: weeks begin on Sunday there; a time of day makes the hours matter', async () => {
    // 7 March 2026 is a Saturday. From Monday a and b begin and return in the week of 2 March; from Sunday b returns a week later, and begins there again.
    const shop = shopOf({ a: ['2026-03-02', '2026-03-07'], b: ['2026-03-07 12:00:00', '2026-03-08 09:00:00'] });
    const { comparison, people } = await ask(shop, { grain: 'week' }, '2026-03-31');
    expect(counts(comparison)).toMatchObject({ here: [2, 0], posthog: [3, 1], amplitude: [2, 0] });
    expect(keysOf(comparison, 'posthog')).toEqual(['compare_recurring', 'compare_sunday']);
    expect(await people('posthog', 'there')).toEqual(['b']);
    expect(comparison.tools.map(({ notApplied }) => notApplied.length)).toEqual([0, 1, 0]);
  });

  it('WD20, WD24: other cells than shares are refused; what the cell chose stays', () => {
    const context = contextOf(SHOP, '2026-04-30');
    expect(definition.compare!.compile({ ...defaults, measure: 'revenue' }, context)).toMatchObject({
      ok: false,
      issues: [{ code: 'issue_compare_measure' }],
    });
    const chosen: CohortParams = { ...defaults, criterion: 'streak', rule: 'recurring', mode: 'rolling_fixed' };
    expect(stagesOf(TOOLS[1]!, chosen, context)).toEqual([]);
    expect(stagesOf(TOOLS[2]!, { ...defaults, rule: 'recurring', overall: 'simple' }, context)).toEqual([]);
    expect(definition.people({ tool: 'hubspot', side: 'here' }, defaults, context)).toMatchObject({ ok: false });
  });
});
