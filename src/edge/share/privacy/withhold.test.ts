import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { integerBounds } from '../../../../tests/support/integer-bounds';
import { runs } from '../../../../tests/support/seeded';
import { tableOf, TOTAL } from './counts';
import { withhold } from './withhold';

/** A table as it is published: the test's own reckoning of totals, by the sums of their parts. */
interface Published {
  readonly places: readonly (readonly number[])[];
  readonly values: readonly number[];
  readonly shown: readonly boolean[];
}

function publish(
  places: readonly (readonly number[])[],
  valueOf: (place: readonly number[]) => number,
  hides: ReadonlySet<string>,
): Published {
  const inner = places.filter((place) => place.every((at) => at >= 0));
  const values = places.map((place) =>
    inner.filter((part) => place.every((at, dimension) => at < 0 || at === part[dimension])).reduce((sum, part) => sum + valueOf(part), 0),
  );
  return { places, values, shown: places.map((place) => !hides.has(place.map((at) => (at < 0 ? 't' : '.')).join(''))) };
}

/** What somebody can work out who knows what is written, that totals are sums, and that unwritten counts are at least `least`. */
function attack({ places, values, shown }: Published, withheld: readonly boolean[], least: 0 | 1) {
  const known = places.map((_, at) => shown[at]! && !withheld[at]!);
  const unknown = places.flatMap((_, at) => (known[at] ? [] : [at]));
  const column = new Map(unknown.map((at, each) => [at, each]));
  const [a, b]: [number[][], number[]] = [[], []];
  for (const [total, place] of places.entries()) {
    if (place.every((at) => at >= 0)) continue;
    const line = unknown.map(() => 0);
    let side = 0;
    const add = (at: number, sign: number): void => {
      const each = column.get(at);
      if (each === undefined) side -= sign * values[at]!;
      else line[each] = line[each]! + sign;
    };
    add(total, -1);
    for (const [at, part] of places.entries())
      if (part.every((each) => each >= 0) && place.every((each, dimension) => each < 0 || each === part[dimension])) add(at, 1);
    if (line.some((value) => value !== 0)) {
      a.push(line);
      b.push(side);
    } else expect(side).toBe(0);
  }
  const found = integerBounds(
    a,
    b,
    unknown.map((at) => (shown[at] ? least : 0)),
  );
  if (!found) throw new Error('what was written contradicts itself');
  return { fractional: found.fractional, bounds: unknown.map((at, each) => ({ at, ...found.bounds[each]! })) };
}

const derived = (k: number, values: readonly number[], { bounds }: ReturnType<typeof attack>): number[] =>
  bounds.filter(({ at, least, greatest }) => values[at]! > 0 && (least === greatest || greatest < k)).map(({ at }) => at);

interface Drawn {
  readonly shape: readonly number[];
  readonly cells: readonly number[];
  readonly k: number;
  readonly hides: readonly string[];
}
/** Sparse and small, as tables of customers are; some with totals that are not written. */
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    shape: fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 12 })),
      fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 })),
      fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 }), fc.constant(2)),
    ),
    k: fc.constantFrom(3, 5, 5, 5, 10),
    zeros: fc.integer({ min: 0, max: 7 }),
    smalls: fc.integer({ min: 0, max: 6 }),
    hidden: fc.integer({ min: 0, max: 3 }),
  })
  .chain(({ shape, k, zeros, smalls, hidden }) => {
    const size = shape.reduce((product, each) => product * each, 1);
    const levels = shape.reduce<string[]>((all, _) => all.flatMap((each) => [`${each}.`, `${each}t`]), ['']);
    const value = fc.oneof(
      { weight: zeros, arbitrary: fc.constant(0) },
      { weight: smalls, arbitrary: fc.integer({ min: 1, max: k - 1 }) },
      { weight: 4, arbitrary: fc.integer({ min: k, max: 40 }) },
      { weight: 2, arbitrary: fc.integer({ min: k, max: 2000 }) },
    );
    return fc.record({
      shape: fc.constant(shape),
      k: fc.constant(k),
      cells: fc.array(value, { minLength: size, maxLength: size }),
      hides: hidden === 3 ? fc.subarray(levels, { maxLength: 2 }) : fc.constant([]),
    });
  });

function build({ shape, cells, hides }: Drawn) {
  const at = (place: readonly number[]): number => cells[place.reduce((sum, each, dimension) => sum * shape[dimension]! + each, 0)]!;
  const hidden = new Set(hides);
  const table = tableOf(shape, at, (totals) => !hidden.has(totals.map((each) => (each ? 't' : '.')).join('')));
  const published = publish(table.places, at, hidden);
  return { table, published };
}

test('PR1, PR2 no small count can be worked out of what is written', () => {
  const seen = { tables: 0, three: 0, unwritten: 0, small: 0, beside: 0, bounds: 0, fractional: 0, all: 0 };
  const without = { tables: 0, broken: 0 };
  fc.assert(
    fc.property(drawn, (each) => {
      const { table, published } = build(each);
      const { values, shown } = published;
      expect(table.counts.map(({ value }) => value)).toEqual(values);
      const withheld = withhold(table, each.k);
      for (const [at, value] of values.entries()) {
        if (shown[at] && value > 0 && value < each.k) expect(withheld[at]).toBe(true);
        if (value === 0 || !shown[at]) expect(withheld[at]).toBe(false);
      }
      const found = attack(published, withheld, 1);
      // Whoever knows less, that no count is negative, has wider bounds still.
      expect(derived(each.k, values, found).filter((at) => withheld[at] || values[at]! < each.k)).toEqual([]);
      const small = values.filter((value, at) => shown[at] && value > 0 && value < each.k).length;
      seen.tables++;
      seen.three += Number(each.shape.length === 3);
      seen.unwritten += Number(each.hides.length > 0);
      seen.small += small;
      seen.beside += withheld.filter(Boolean).length - small;
      seen.bounds += found.bounds.length;
      seen.fractional += found.fractional;
      seen.all += Number(small > 0 && values.every((value, at) => withheld[at] || value === 0 || !shown[at]));
      if (small > 0 && each.shape.length > 1 && each.hides.length === 0) {
        without.tables++;
        const naive = withhold(table, each.k, { complement: false });
        without.broken += Number(derived(each.k, values, attack(published, naive, 0)).length > 0);
      }
    }),
    runs(2000),
  );
  console.info('withheld counts', JSON.stringify({ ...seen, without }));
  expect(seen.small).toBeGreaterThan(seen.tables);
  expect(seen.three).toBeGreaterThan(seen.tables / 6);
  expect(seen.unwritten).toBeGreaterThan(seen.tables / 20);
  expect(seen.all).toBeLessThan(seen.tables / 4);
  // Without what is withheld beside them, the same attack works out small counts in most tables.
  expect(without.broken / without.tables).toBeGreaterThan(0.5);
});

describe('by hand', () => {
  const at = (table: ReturnType<typeof tableOf>, withheld: readonly boolean[]) =>
    table.places.filter((_, each) => withheld[each]).map((place) => place.map((each) => (each === TOTAL ? '*' : each)).join(''));
  const line = (...values: number[]) => tableOf([values.length], ([each]) => values[each!]!);

  test('PR4 the smallest other group goes with a small one; the total stays', () => {
    const table = line(3, 60, 40, 100);
    expect(at(table, withhold(table, 5))).toEqual(['0', '2']);
  });
  test('PR1 zeros are written and are no cover', () => {
    const table = line(3, 0, 0, 100);
    expect(at(table, withhold(table, 5))).toEqual(['0', '3']);
  });
  test('PR2 two small ones whose sum leaves no room take a third', () => {
    // 2 + 3 = 5: neither could be 5, because the other is at least 1.
    const table = line(2, 3, 50);
    expect(at(table, withhold(table, 5))).toEqual(['0', '1', '2']);
    // 3 + 4 = 7: each could be from 1 to 6.
    const enough = line(3, 4, 50);
    expect(at(enough, withhold(enough, 5))).toEqual(['0', '1']);
  });
  test('PR2 where all is small the total goes, too', () => {
    const table = line(3, 0);
    expect(at(table, withhold(table, 5))).toEqual(['0', '*']);
  });
  test('PR4 in two dimensions a rectangle of the smallest', () => {
    const rows = [
      [2, 30, 20],
      [40, 50, 60],
      [25, 70, 22],
    ];
    const table = tableOf([3, 3], ([row, column]) => rows[row!]![column!]!);
    expect(at(table, withhold(table, 5))).toEqual(['00', '02', '20', '22']);
  });
  test('nothing small, nothing withheld', () => {
    const table = line(5, 0, 9);
    expect(withhold(table, 5)).toEqual([false, false, false, false]);
  });
});

test('the attack finds the bounds that trying every table finds', () => {
  for (const [sum, other, least] of [
    [5, 4, 0],
    [6, 9, 1],
    [2, 7, 1],
  ] as const) {
    // x + y = sum, y + z = other
    const tried = { x: [] as number[], y: [] as number[], z: [] as number[] };
    for (let y = least; y <= Math.min(sum, other) - least; y++) {
      tried.x.push(sum - y);
      tried.y.push(y);
      tried.z.push(other - y);
    }
    const found = integerBounds(
      [
        [1, 1, 0],
        [0, 1, 1],
      ],
      [sum, other],
      [least, least, least],
    );
    expect(found?.bounds).toEqual([tried.x, tried.y, tried.z].map((all) => ({ least: Math.min(...all), greatest: Math.max(...all) })));
  }
  // 2x + 2y = 5 has corners and no whole point; x alone has no end.
  expect(integerBounds([[2, 2]], [5], [0, 0])?.bounds[0]).toEqual({ least: NaN, greatest: NaN });
  expect(integerBounds([[1, -1]], [3], [1, 1])?.bounds[0]).toEqual({ least: 4, greatest: Infinity });
});
