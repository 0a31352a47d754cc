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
import { definition } from './definition';
import { DEFAULTS, type FunnelParams } from './params';
import { TOOLS, type Counted } from './tools';
import { stagesOf } from '../tools';

let engine: Connector;
beforeAll(async () => {
  engine = await openWasmTestEngine();
}, 60_000);
afterAll(() => engine?.close());

const event = (name: string) => ({ table: 'usage_events', where: [{ column: 'event', condition: { op: 'in', values: [name] } }] }) as const;
const at = (minute: number): string => `2026-03-0${1 + Math.floor(minute / 1440)} ${new Date(minute * 60_000).toISOString().slice(11, 19)}`;

/** The streams of WD10's table: “A60 A90 B105 C135” and so on, one customer each. */
function shopOf(streams: Readonly<Record<string, string>>, dated = false): ShopTables {
  const events = Object.entries(streams).flatMap(([customer, stream]) =>
    stream
      .split(' ')
      .map((each) => [customer, dated ? `2026-03-${each.slice(1).padStart(2, '0')} 00:00:00` : at(Number(each.slice(1))), each[0]!]),
  );
  return {
    customers: [['customer_id'], ...Object.keys(streams).map((customer) => [customer])],
    orders: [
      ['order_id', 'customer_id', 'ordered_at', 'net_amount'],
      ['o', Object.keys(streams)[0]!, '2026-03-01', 1],
    ],
    usage_events: [['customer_id', 'event_at', 'event'], ...events],
  };
}
const WORKED = { again: 'A60 A90 B105 C135', late: 'A0 B10 C100', excluded: 'A0 B5 X7 C9', other: 'B0 C5', whole: 'A0 B10 C20' };
const ABC: FunnelParams = { ...DEFAULTS, steps: [event('A'), event('B'), event('C')], window: 60, windowUnit: 'minute', mature: false };
const EXCLUDED: FunnelParams = { ...ABC, exclusions: [{ ...event('X'), after: 2, before: 3 }] };

interface Asked {
  readonly comparison: Comparison;
  people(tool: string, side: 'here' | 'there'): Promise<string[]>;
}

async function ask(tables: ShopTables, params: FunnelParams, asOf = '2026-03-31'): Promise<Asked> {
  await createShop(engine, tables);
  const made = makeContext(
    { asOf, range: { from: null, to: null }, filters: [], revenue: { paidStatuses: null }, weekStart: 'monday' },
    modelOf(tables),
    duckdb,
  );
  const context: PresentContext = { ...valueOf(made), locale: 'en', currency: null };
  return {
    comparison: await compareWith(engine, definition, params, context),
    people: (tool, side) => idsOf(engine, definition, { tool, side }, params, context),
  };
}

const counts = ({ here, tools }: Comparison) => ({
  here: [here.began, here.reached],
  ...Object.fromEntries(tools.map(({ id, result }) => [id, [result.began, result.reached]])),
});
const keysOf = (comparison: Comparison, id: string) =>
  comparison.tools.find((tool) => tool.id === id)!.reasons.map(({ text }) => ('key' in text ? text.key : ''));

describe('the streams worked through by hand', () => {
  it('WD4–WD8: five streams by six ways of counting', async () => {
    const { comparison, people } = await ask(shopOf(WORKED), EXCLUDED);
    expect(counts(comparison)).toEqual({
      here: [4, 2],
      mixpanel: [4, 1],
      amplitude: [3, 2],
      posthog: [3, 2],
      hubspot: [4, 4],
      hubspot_any: [4, 5],
    });
    // WD11: who is behind the difference, on either side.
    const sides = comparison.tools.map(({ id, onlyHere, onlyThere }) => [id, onlyHere.customers, onlyThere.customers]);
    expect(sides).toEqual([
      ['mixpanel', 1, 0],
      ['amplitude', 0, 0],
      ['posthog', 0, 0],
      ['hubspot', 0, 2],
      ['hubspot_any', 0, 3],
    ]);
    expect(await people('mixpanel', 'here')).toEqual(['again']);
    expect(await people('mixpanel', 'there')).toEqual([]);
    expect(await people('hubspot', 'there')).toEqual(['excluded', 'late']);
    expect(await people('hubspot_any', 'there')).toEqual(['excluded', 'late', 'other']);
  });

  it('WD1: the effects add up, and the largest is the main one', async () => {
    const { comparison } = await ask(shopOf(WORKED), EXCLUDED);
    const hubspot = comparison.tools.find(({ id }) => id === 'hubspot')!;
    expect(keysOf(comparison, 'hubspot')).toEqual(['compare_ignores', 'compare_no_window']);
    expect(hubspot.reasons.map(({ before, after, main }) => [before.reached, after.reached, main])).toEqual([
      [2, 3, true],
      [3, 4, false],
    ]);
    expect(hubspot.reasons[0]!.before).toEqual(comparison.here);
    expect(hubspot.reasons.at(-1)!.after).toEqual(hubspot.result);
    expect(keysOf(comparison, 'mixpanel')).toEqual(['compare_first']);
    expect(comparison.tools.find(({ id }) => id === 'hubspot_any')!.result.share).toBeNull();
  });

  it('WD3: who still has time counts there, and the rule has its own effect', async () => {
    const shop = shopOf({ old: 'A1 B2 C3', young: 'A30' }, true);
    const { comparison } = await ask(shop, { ...ABC, window: 7, windowUnit: 'day', mature: true });
    expect(counts(comparison)).toMatchObject({ here: [1, 1], mixpanel: [2, 1], amplitude: [2, 1], posthog: [2, 1], hubspot: [2, 1] });
    expect(keysOf(comparison, 'amplitude')).toEqual(['compare_immature']);
    expect(comparison.tools[1]!.reasons[0]).toMatchObject({ before: { share: 1 }, after: { share: 0.5 }, main: true });
  });

  it('WD6: in any order PostHog begins with any step and applies no exclusion, Mixpanel begins with any, Amplitude with the first', async () => {
    const any = { ...EXCLUDED, order: 'any' as const };
    const { comparison } = await ask(shopOf({ ...WORKED, backwards: 'C0 B10 A20' }), any);
    // Anchored: from A0 of “late” C is too late; of “again” A90 has both; backwards nothing follows A.
    expect(counts(comparison)).toMatchObject({ here: [5, 2], amplitude: [4, 2] });
    // From the first row of any step: “backwards” is whole; the exclusion stops one in Mixpanel, none in PostHog. The first row of “again” is A60, and C comes 75 later.
    expect(counts(comparison)).toMatchObject({ mixpanel: [6, 2], posthog: [6, 4] });
    expect(keysOf(comparison, 'posthog')).toEqual(['compare_any_begins', 'compare_ignores']);
  });

  it('WD4, WD6: strict order, every attempt, the rules of ties and single windows', async () => {
    const { comparison } = await ask(shopOf({ between: 'A0 X5 B10 C20', twice: 'A0 B10 C20 A100 B110' }), {
      ...ABC,
      order: 'strict',
      attempt: 'every',
      strictTies: true,
      steps: [event('A'), { ...event('B'), within: 8 }, event('C')],
    });
    expect(counts(comparison)).toMatchObject({ here: [3, 0], mixpanel: [3, 2], amplitude: [3, 1], posthog: [2, 1], hubspot: [2, 2] });
    expect(keysOf(comparison, 'posthog')).toEqual(['compare_once', 'compare_ties', 'compare_one_window']);
  });

  it('WD10: what is not reproduced is said only where it could matter', async () => {
    const said = async (params: FunnelParams, dated: boolean) =>
      (await ask(shopOf({ a: 'A1 B2 C3' }, dated), params)).comparison.tools.flatMap(({ notApplied }) =>
        notApplied.map((text) => ('key' in text ? text.key : '')),
      );
    expect(await said(ABC, true)).toEqual([]);
    expect(await said(ABC, false)).toEqual(['compare_not_grace', 'compare_not_second']);
    expect(await said({ ...ABC, steps: [event('A'), event('A'), { table: 'usage_events', where: [] }] }, true)).toEqual([
      'compare_not_twice',
      'compare_not_sorted',
    ]);
  });
});

describe('the translations', () => {
  const context = {} as PresentContext;
  const last = (id: string, params: Counted): Counted =>
    stagesOf(
      TOOLS.find((tool) => tool.id === id)!,
      params,
      context,
    ).at(-1)?.params ?? params;

  it('WD1: a question that is already the tool’s own is left as it is', () => {
    expect(last('mixpanel', { ...ABC, attempt: 'first' })).toEqual({ ...ABC, attempt: 'first' });
    expect(stagesOf(TOOLS[1]!, ABC, context)).toEqual([]);
    for (const { id } of TOOLS.filter((tool) => !tool.id.startsWith('hubspot'))) {
      const once = last(id, { ...EXCLUDED, mature: true, strictTies: true, order: 'any', exclusionPolicy: 'stop', attempt: 'first' });
      expect(last(id, once), id).toEqual(once);
    }
  });

  it('refuses parts that nobody made', () => {
    const made = makeContext(
      { asOf: '2026-03-31', range: { from: null, to: null }, filters: [], revenue: { paidStatuses: null }, weekStart: 'monday' },
      modelOf(shopOf(WORKED)),
      duckdb,
    );
    expect(definition.people({ tool: 'excel', side: 'here' }, ABC, valueOf(made))).toMatchObject({ ok: false });
    expect(definition.people({ tool: 'mixpanel', side: 'left' }, ABC, valueOf(made))).toMatchObject({ ok: false });
  });
});
