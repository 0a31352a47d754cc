import { describe, expect, it } from 'vitest';
import { makeRandom } from '#core/stats/random';
import type { PresentContext } from '../contract';
import { curveRows } from './chart-rows';
import { readWaits } from './curves';
import { waitsInsight } from './insight';
import type { RepurchaseParams } from './params';
import { definition } from './definition';

const parsed = definition.parse({});
const params: RepurchaseParams = parsed.ok ? parsed.value : (undefined as never);
const context = { locale: 'en', currency: null } as PresentContext;
const row = (days: number, came: boolean, customers = 1, more: object = {}) => ({
  nth: 2,
  days,
  came,
  customers,
  mature: customers,
  ...more,
});

describe('the curve', () => {
  it('RP3: the survival fixture of the definitions, read as shares who have ordered', () => {
    const waits = [row(3, true), row(5, false), row(6, true), row(7, true), row(8, false), row(10, true), row(12, true), row(12, false)];
    const second = readWaits({ waits }, params).orders[0]!;
    expect(second.curve.steps.filter(({ events }) => events > 0).map(({ survival }) => Number(survival.toFixed(6)))).toEqual([
      0.875, 0.729167, 0.583333, 0.388889, 0.194444,
    ]);
    expect(second.usual.time).toBe(10);
  });

  it('RP3: no usual time where fewer than half ever order', () => {
    const second = readWaits({ waits: [row(20, true, 40), row(400, false, 60)] }, params);
    expect(second.orders[0]!.usual.time).toBeNull();
    const [, usual] = waitsInsight(second, params).sentences;
    expect(usual?.finding).toMatchObject({ key: 'repurchase_usual_none', values: { days: { amount: 365 } } });
  });

  it('RP6: completed gaps alone are far too short; the curve is not (mixed buyers, one year seen)', () => {
    const drawn = makeRandom(7);
    const random = (): number => drawn.next();
    const exponential = (): number => -Math.log(1 - random());
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    // Gamma of shape 1.5: half a chi-square of one degree of freedom, and an exponential.
    const gamma = (): number => normal() ** 2 / 2 + exponential();
    const first = new Map<string, { days: number; came: boolean; n: number }>();
    const completed: number[] = [];
    for (let customer = 0; customer < 20_000; customer++) {
      const rate = gamma() / 59.77;
      let at = 0;
      for (let n = 0; ; n++) {
        const gap = exponential() / rate;
        const came = at + gap <= 365;
        if (came) completed.push(gap);
        if (n === 0) {
          const days = came ? Math.ceil(gap) : 365;
          const known = first.get(`${days} ${came}`) ?? { days, came, n: 0 };
          first.set(`${days} ${came}`, { ...known, n: known.n + 1 });
        }
        if (!came) break;
        at += gap;
      }
    }
    completed.sort((a, b) => a - b);
    expect(completed[Math.floor(0.8 * completed.length)]).toBeLessThan(55);
    const second = readWaits({ waits: [...first.values()].map(({ days, came, n }) => row(days, came, n)) }, params).orders[0]!;
    const eighty = second.curve.steps.find(({ survival }) => survival <= 0.2)!.time;
    expect(Math.abs(eighty - 115)).toBeLessThan(6);
  });

  it('RP5: customers of last week are on neither side', () => {
    const waits = [row(10, true, 30), row(200, false, 70), { ...row(5, false, 500), mature: 0 }, { ...row(3, true, 20), mature: 0 }];
    const second = readWaits({ waits }, params).orders[0]!;
    expect([second.within, second.mature, second.rate]).toEqual([30, 100, 0.3]);
  });
});

describe('RP13: days of a curve that can be pointed at', () => {
  const pointedAt = (until: number): readonly number[] => {
    const waits = [...Array.from({ length: 90 }, (_, at) => row(4 * at + 1, true, 10)), row(730, false, 900)];
    const { rows } = curveRows(readWaits({ waits }, { ...params, until }), { ...params, until }, context);
    return rows.filter(({ kind, tip }) => kind === 'line' && tip !== null).map(({ x }) => x as number);
  };

  it('are all where there are few', () => {
    expect(pointedAt(40)).toEqual(Array.from({ length: 41 }, (_, day) => day));
  });

  it('are at most 61 where there are many, evenly apart, with the first and the last', () => {
    const many = pointedAt(730);
    expect(many.length).toBeLessThanOrEqual(61);
    expect(many.length).toBeGreaterThan(30);
    expect([many[0], many.at(-1)]).toEqual([0, 730]);
    expect(new Set(many.slice(1, -1).map((day, at) => day - many[at]!)).size).toBe(1);
  });
});

describe('RP8: values against all others', () => {
  const split = { ...params, breakdown: 'orders.channel' };
  const value = (name: string, slot: number, came: number, all: number) => [
    row(20, true, came, { slot, value: name }),
    row(200, false, all - came, { slot, value: name }),
  ];
  it('names the one farthest from the others', () => {
    const found = readWaits({ waits: [...value('web', 1, 120, 400), ...value('shop', 2, 90, 400), ...value('phone', 3, 88, 400)] }, split);
    expect(found.named?.waits.value).toBe('web');
    expect(found.named?.rest).toBeCloseTo(178 / 800, 12);
    expect(found.named!.interval!.low).toBeGreaterThan(0);
    // Events at one day only: the log-rank test is the hypergeometric one, N − 1 for N.
    const [n, d, a, o] = [1200, 298, 400, 120];
    const z2 = (o - (d * a) / n) ** 2 / ((d * (a / n) * (1 - a / n) * (n - d)) / (n - 1));
    expect(found.compared[0]!.p).toBeCloseTo(pOf(z2), 6);
  });
  it('names none where chance explains all, nor one of fewer than 30', () => {
    expect(readWaits({ waits: [...value('web', 1, 92, 400), ...value('shop', 2, 90, 400)] }, split).named).toBeNull();
    expect(readWaits({ waits: [...value('web', 1, 29, 29), ...value('shop', 2, 90, 400)] }, split).compared).toEqual([]);
  });
});

/** Upper tail of χ² with one degree of freedom, by adding up the density. */
function pOf(chiSquare: number): number {
  const from = Math.sqrt(chiSquare);
  const step = 1e-4;
  let area = 0;
  for (let z = from; z < 12; z += step) area += Math.exp(-((z + step / 2) ** 2) / 2) * step;
  return (2 * area) / Math.sqrt(2 * Math.PI);
}
