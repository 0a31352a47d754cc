import { describe, expect, it } from 'vitest';
import type { DataModel } from '#core/model/data-model';
import { makeRandom } from '#core/stats/random';
import { gradedColumns } from '../graded-columns';
import { insightOf } from './insight';
import { readSides } from './sides';

const column = (name: string) => ({
  name,
  label: name,
  type: 'number' as const,
  attribute: true,
  distinct: 5,
  missing: 0,
  values: [],
  min: null,
  max: null,
});
const model = (...sides: readonly string[]): DataModel => ({
  tables: [{ name: 'surveys', rows: 0, columns: sides.map(column) }],
  joins: [],
  firstOrder: null,
  lastOrder: null,
  currency: null,
});
const params = { outcome: 'csat', sides: [], points: '5', kind: 'values' } as const;
const row = (score: number, side_1: number, side_2: number, answers: number) => ({ score, side_1, side_2, answers });

it('DR1 a column with values beyond 10 or below 0 is no side', () => {
  const ranges = { grade: ['1', '5'], unknown: [null, null], seconds: ['3', '640'], change: ['-2', '2'] } as const;
  const columns = Object.entries(ranges).map(([name, [min, max]]) => ({ ...column(name), min, max }));
  const { tables, ...rest } = model();
  const whole = { ...rest, tables: [{ ...tables[0]!, columns }] };
  expect(gradedColumns(whole, []).map(({ name }) => name)).toEqual(['grade', 'unknown']);
  // Whoever chooses knows better; what is not there is passed over.
  expect(gradedColumns(whole, ['change', 'grade', 'gone']).map(({ name }) => name)).toEqual(['grade', 'change']);
});

describe('DR3–DR7', () => {
  /** score = 3·side_1 + side_2 − 3; the sides are independent, so that r² is 0.9 and 0.1. */
  const exact = [row(1, 1, 1, 30), row(2, 1, 2, 30), row(4, 2, 1, 30), row(5, 2, 2, 30)];

  it('two independent sides share R² as their squared correlations', () => {
    const { answers, r2, sides, named, first } = readSides({ answers: exact }, params, model('price', 'quality'), 7);
    expect(answers).toBe(120);
    expect(r2).toBeCloseTo(1, 9);
    expect(sides.map(({ label }) => label)).toEqual(['price', 'quality']);
    expect(sides[0]!.share).toBeCloseTo(0.9, 9);
    expect(sides[1]!.share).toBeCloseTo(0.1, 9);
    expect(sides.every(({ share, shareInterval }) => shareInterval!.low <= share! && share! <= shareInterval!.high)).toBe(true);
    expect(named?.label).toBe('price');
    expect(first).toBeNull();
  });

  it('the important side that is graded below the mean comes first', () => {
    const lower = exact.map((each) => ({ ...each, side_2: each.side_2 + 2 }));
    expect(readSides({ answers: lower }, params, model('price', 'quality'), 7).first?.label).toBe('price');
  });

  it('the same report gives the same intervals', () => {
    const [one, other] = [1, 1].map((seed) => readSides({ answers: exact }, params, model('price', 'quality'), seed));
    expect(one).toEqual(other);
  });

  it('nothing is said of too few answers, nor of sides that are graded alike', () => {
    expect(insightOf(readSides({}, params, model('price', 'quality'), 7)).sentences).toHaveLength(1);
    const few = exact.map((each) => ({ ...each, answers: 24 }));
    expect(readSides({ answers: few }, params, model('price', 'quality'), 7)).toMatchObject({
      answers: 96,
      needed: 100,
      r2: null,
      named: null,
    });
    const alike = exact.map((each) => ({ ...each, side_2: each.side_1 }));
    expect(readSides({ answers: alike }, params, model('price', 'quality'), 7)).toMatchObject({ answers: 120, r2: null, named: null });
  });

  it('where grades and outcome have nothing to do with each other no side is named', () => {
    const none = [1, 2].flatMap((score) => [1, 2].flatMap((one) => [1, 2].map((other) => row(score, one, other, 20))));
    const { r2, named } = readSides({ answers: none }, params, model('price', 'quality'), 7);
    expect(r2).toBeCloseTo(0, 9);
    expect(named).toBeNull();
  });

  it('grades shuffled at random name a side in at most one case of twenty', () => {
    const random = makeRandom(20_261_122);
    let named = 0;
    const cases = 300;
    for (let at = 0; at < cases; at++) {
      const answers = Array.from({ length: 120 }, () => row(1 + random.whole(5), 1 + random.whole(5), 1 + random.whole(5), 1));
      if (readSides({ answers }, params, model('price', 'quality'), at).named) named++;
    }
    // 5 % and four standard errors of 300 cases.
    expect(named).toBeLessThanOrEqual(cases * 0.05 + 4 * Math.sqrt(cases * 0.05 * 0.95));
  });
});
