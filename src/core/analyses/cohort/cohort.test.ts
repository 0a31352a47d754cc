import { describe, expect, it } from 'vitest';
import { migrate } from '#core/report/migrate';
import { compareValues, trendOf } from './comparisons';
import { namedValueOf, standoutOf } from './insight';
import { hatch } from './layout';
import { definition } from './definition';
import { form, defaults, type CohortParams } from './params';
import { triangleOf } from './triangle';

const params = defaults;
const withOptions = (options: Partial<CohortParams>): CohortParams => ({ ...defaults, ...options });
const cells = (cohort: string, ...counts: readonly number[]) => counts.map((customers, k) => ({ cohort, k, customers }));

describe('version 1', () => {
  it('CO1–CO8: every default of the form is what version 1 did, and its params stay as they are', () => {
    expect(Object.fromEntries(form.map((field) => [field.key, field.default]))).toEqual(defaults);
    const stored = { grain: 'week', maxPeriods: 5 };
    const opened = definition.parse(migrate(stored, 1, definition.version, definition.migrations));
    expect(opened.ok && opened.value).toEqual({ ...defaults, ...stored });
  });

  it('CO34: what version 2 stored is asked as it was', () => {
    const stored = { criterion: 'bounded_after', horizon: 6, mode: 'rolling', measure: 'cumulative_revenue' };
    const opened = definition.parse(migrate(stored, 2, definition.version, definition.migrations));
    expect(opened.ok && opened.value).toEqual({ ...defaults, ...stored });
  });
});

describe('the triangle', () => {
  const two = [...cells('2026-01-01', 1000, 500), ...cells('2026-02-01', 500, 400)];
  const overall = (options: Partial<CohortParams>, rows = two, asOf = '2026-03-31') =>
    triangleOf({ cells: rows }, withOptions(options), { asOf }).overall.map(({ value }) => value);

  it('CO6: 1000 → 500 and 500 → 400 pool to 60 %', () => {
    const triangle = triangleOf({ cells: two }, params, { asOf: '2026-03-31' });
    expect(triangle.overall[0]).toMatchObject({ k: 1, top: 900, bottom: 1500, value: 0.6, cohorts: 2 });
  });

  it('CO20: the same two cohorts give 65 % as a plain mean; 56 % weights every customer by the cohort’s size once more', () => {
    expect(overall({ overall: 'simple' })[0]).toBe(0.65);
    const sizes = [1000, 500];
    const counts = [500, 400];
    const weighted = (weights: readonly number[]) =>
      counts.reduce((sum, count, at) => sum + count * weights[at]!, 0) / sizes.reduce((sum, size, at) => sum + size * weights[at]!, 0);
    expect(weighted(sizes)).toBeCloseTo(0.56, 12);
    expect(weighted([1, 1])).toBe(overall({})[0]);
  });

  it('CO20: with the mix held still the row does not rise because a better cohort is young', () => {
    // March is complete for both cohorts in month 1, for January alone in month 2.
    expect(overall({ overall: 'pooled' }, [...cells('2026-01-01', 100, 40, 30), ...cells('2026-02-01', 100, 10)])).toEqual([0.25, 0.3]);
    expect(overall({ overall: 'same_cohort' }, [...cells('2026-01-01', 100, 40, 30), ...cells('2026-02-01', 100, 10)])).toEqual([0.4, 0.3]);
    // 25 % came back in month 1; of those of the cohorts that have a month 2, three in four were there again.
    const chained = overall({ overall: 'chain_ladder' }, [...cells('2026-01-01', 100, 40, 30), ...cells('2026-02-01', 100, 10)]);
    expect(chained[0]).toBe(0.25);
    expect(chained[1]).toBeCloseTo(0.1875, 12);
  });

  it('CO17, CO20: shares of the period before; chained they are what they are', () => {
    const rows = [...cells('2026-01-01', 100, 40, 30), ...cells('2026-02-01', 100, 10)];
    expect(overall({ reference: 'previous' }, rows)).toEqual([0.25, 0.75]);
    expect(overall({ reference: 'previous', overall: 'chain_ladder' }, rows)).toEqual([0.25, 0.75]);
    const nobody = triangleOf({ cells: cells('2026-01-01', 5, 0, 2) }, withOptions({ reference: 'previous' }), { asOf: '2026-03-31' });
    expect(nobody.cohorts[0]?.cells.map(({ value }) => value)).toEqual([0, null]);
  });

  it('CO4: complete, provisional and future cells are told apart by the day', () => {
    const rows = [...cells('2026-01-01', 10, 4, 1), ...cells('2026-02-01', 8, 2)];
    const states = (asOf: string) =>
      triangleOf({ cells: rows }, params, { asOf }).cohorts.map((cohort) => cohort.cells.map((cell) => cell.state[0]).join(''));
    expect(states('2026-03-30')).toEqual(['cp', 'p']);
    expect(states('2026-03-31')).toEqual(['cc', 'c']);
    expect(states('2026-04-01')).toEqual(['ccp', 'cp']);
    expect(triangleOf({ cells: rows }, params, { asOf: '2026-03-30' }).overall[1]).toMatchObject({ k: 2, value: null, interval: null });
  });

  it('CO15: a rolling cell is complete when its period has ended for the last member, to the time of day', () => {
    const state = (asOf: string, lastTimed: string | null) => {
      const cohorts = [{ cohort: '2026-01-01', customers: 3, first_start: '2026-01-10', last_start: '2026-01-31', last_timed: lastTimed }];
      const triangle = triangleOf({ cells: cells('2026-01-01', 3, 1), cohorts }, withOptions({ mode: 'rolling' }), { asOf });
      return triangle.cohorts[0]?.cells.map((cell) => `${cell.k}${cell.state[0]}`).join(' ');
    };
    expect(state('2026-02-09', null)).toBe('');
    expect(state('2026-02-10', null)).toBe('1p');
    // Month 1 of 31 January ends where 31 March begins, or during that day.
    expect(state('2026-03-29', null)).toBe('1p 2p');
    expect(state('2026-03-30', null)).toBe('1c 2p');
    expect(state('2026-03-30', '2026-01-31')).toBe('1p 2p');
    expect(state('2026-03-31', '2026-01-31')).toBe('1c 2p');
  });

  it('CO16: what counts “or later” is provisional until the horizon', () => {
    const states = (asOf: string, criterion: 'on_or_after' | 'bounded_after') =>
      triangleOf({ cells: cells('2026-01-01', 9, 4, 2, 1) }, withOptions({ criterion, horizon: 2 }), { asOf })
        .cohorts[0]?.cells.map((cell) => cell.state[0])
        .join('');
    expect(states('2026-03-30', 'on_or_after')).toBe('pp');
    expect(states('2026-03-31', 'on_or_after')).toBe('cc');
    expect(states('2026-04-30', 'on_or_after')).toBe('ccc');
    expect(states('2026-04-30', 'bounded_after')).toBe('cc');
  });

  it('CO4: a period without an order is 0 of the cohort, not blank', () => {
    const { cohorts } = triangleOf({ cells: cells('2026-01-01', 10) }, params, { asOf: '2026-02-28' });
    expect(cohorts[0]?.cells).toMatchObject([{ k: 1, customers: 0, value: 0 }]);
  });

  it('CO5, CO17: Wilson interval of 27 of 60, and none where the upper number is not part of the lower', () => {
    const first = (options: Partial<CohortParams>) =>
      triangleOf({ cells: cells('2026-01-01', 60, 27) }, withOptions(options), { asOf: '2026-03-31' }).cohorts[0]?.cells[0]?.interval;
    expect(first({})?.low).toBeCloseTo(0.3309, 4);
    expect(first({})?.high).toBeCloseTo(0.5751, 4);
    expect(first({ reference: 'previous' })).toBeNull();
    expect(first({ reference: 'previous', criterion: 'streak' })?.low).toBeCloseTo(0.3309, 4);
  });

  it('CO7: no more columns than asked for', () => {
    const triangle = triangleOf({ cells: cells('2024-01-01', 10) }, withOptions({ maxPeriods: 3 }), { asOf: '2026-02-28' });
    expect(triangle.overall.map(({ k }) => k)).toEqual([1, 2, 3]);
  });
});

describe('CO8: which cohort is named', () => {
  type Group = readonly [string, number, number];
  const named = (...groups: readonly Group[]) => namedWith(params, ...groups);
  const namedWith = (options: CohortParams, ...groups: readonly Group[]) =>
    standoutOf(
      triangleOf({ cells: groups.flatMap(([cohort, size, back]) => cells(cohort, size, back)) }, options, { asOf: '2026-12-31' }),
      options,
    )?.cohort.start ?? null;

  it('the largest of those that differ beyond chance', () => {
    expect(named(['2026-01-01', 400, 80], ['2026-02-01', 400, 160], ['2026-03-01', 400, 84])).toBe('2026-02-01');
  });
  it('CO21: none where customers stand in several cohorts', () => {
    const groups: Group[] = [
      ['2026-01-01', 400, 80],
      ['2026-02-01', 400, 160],
      ['2026-03-01', 400, 84],
    ];
    expect(namedWith(withOptions({ rule: 'recurring' }), ...groups)).toBeNull();
    expect(namedWith(withOptions({ rule: 'first_matching' }), ...groups)).toBe('2026-02-01');
  });
  it('none where chance explains all', () => {
    expect(named(['2026-01-01', 400, 80], ['2026-02-01', 400, 84], ['2026-03-01', 400, 78])).toBeNull();
  });
  it('never one of fewer than 30 customers, nor a cohort without others', () => {
    expect(named(['2026-01-01', 400, 80], ['2026-02-01', 29, 29])).toBeNull();
    expect(named(['2026-01-01', 400, 80])).toBeNull();
  });
});

describe('CO27: the trend of one column', () => {
  const groups = (backs: readonly number[]) => backs.flatMap((back, at) => cells(`2026-0${at + 1}-01`, 400, back));
  const trend = (backs: readonly number[], options: Partial<CohortParams> = {}) => {
    const asked = withOptions({ show: 'trend', ...options });
    return trendOf(triangleOf({ cells: groups(backs) }, asked, { asOf: '2026-12-31' }), asked);
  };

  it('rises by five points from group to group', () => {
    const found = trend([80, 100, 120, 140])!;
    expect(found.slope).toBeCloseTo(0.05, 12);
    expect(found.low).toBeGreaterThan(0);
    expect(found.p).toBeLessThan(0.001);
  });
  it('a change that rests on the first group alone is told as such', () => {
    const found = trend([160, 100, 100, 102, 98])!;
    expect(found.p).toBeLessThan(0.05);
    expect(found.steady).toBe(false);
    expect(trend([80, 100, 120, 140])!.steady).toBe(true);
  });
  it('a period without new customers keeps its place in time', () => {
    const rows = [...cells('2026-01-01', 400, 80), ...cells('2026-02-01', 400, 100), ...cells('2026-05-01', 400, 160)];
    const asked = withOptions({ show: 'trend' });
    const four = [...rows, ...cells('2026-06-01', 400, 180)];
    expect(trendOf(triangleOf({ cells: four }, asked, { asOf: '2026-12-31' }), asked)?.slope).toBeCloseTo(0.05, 12);
  });
  it('is not tested with three groups, with small ones, or where customers stand in several', () => {
    expect(trend([80, 100, 120])).toBeNull();
    expect(trend([80, 100, 120, 140], { rule: 'recurring' })).toBeNull();
    expect(trend([80, 100, 120, 140], { show: 'map' })).toBeNull();
  });
  it('follows the chosen column, at most the last one', () => {
    const rows = [80, 100, 120, 140].flatMap((back, at) => cells(`2026-0${at + 1}-01`, 400, 50, back));
    const asked = withOptions({ show: 'trend', at: 7, maxPeriods: 2 });
    expect(trendOf(triangleOf({ cells: rows }, asked, { asOf: '2026-12-31' }), asked)?.slope).toBeCloseTo(0.05, 12);
  });
});

describe('CO32: values against all others', () => {
  const rows = (groups: readonly (readonly [string, number, number])[]) =>
    groups.flatMap(([value, size, back], at) => cells('2026-01-01', size, back).map((row) => ({ ...row, slot: at + 1, value })));
  const asked = withOptions({ breakdown: 'orders.channel' });
  const named = (...groups: readonly (readonly [string, number, number])[]) =>
    namedValueOf(compareValues(triangleOf({ cells: rows(groups) }, asked, { asOf: '2026-12-31' }), asked));

  it('the one farthest from the others, by 120 of 400 against 90 of 400', () => {
    const found = named(['web', 400, 120], ['shop', 400, 90]);
    expect(found?.row.value).toBe('web');
    expect(found?.p).toBeCloseTo(0.0159, 4);
    expect(found?.interval?.low).toBeCloseTo(0.014, 4);
    expect(found?.interval?.high).toBeCloseTo(0.1353, 4);
  });
  it('with ten values q is what counts', () => {
    const alike = Array.from({ length: 8 }, (_, at) => [`v${at}`, 400, 100] as const);
    expect(named(['web', 400, 122], ...alike)).toBeNull();
    expect(named(['web', 400, 150], ...alike)?.row.value).toBe('web');
  });
  it('never one of fewer than 30 customers', () => {
    expect(named(['web', 29, 29], ['shop', 400, 90], ['phone', 400, 92])).toBeNull();
  });
  it('values add up to the whole', () => {
    const whole = triangleOf(
      {
        cells: rows([
          ['web', 400, 120],
          ['shop', 300, 90],
        ]),
      },
      asked,
      { asOf: '2026-12-31' },
    );
    expect(whole.overall[0]).toMatchObject({ top: 210, bottom: 700 });
    expect(whole.members).toBe(700);
  });
});

it('hatching stays inside its box', () => {
  const box = { x: 10, y: 20, x2: 90, y2: 50 };
  const lines = hatch(box, 5);
  expect(lines.length).toBeGreaterThan(15);
  for (const line of lines) {
    expect(Math.abs(line.x2 - line.x)).toBeCloseTo(Math.abs(line.y2 - line.y), 9);
    for (const x of [line.x, line.x2]) expect(x >= box.x - 1e-9 && x <= box.x2 + 1e-9).toBe(true);
    for (const y of [line.y, line.y2]) expect(y >= box.y - 1e-9 && y <= box.y2 + 1e-9).toBe(true);
  }
});
