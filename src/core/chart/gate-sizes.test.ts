import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/presentation';
import { checkSpec } from './gate';
import { CAPS } from './gate-rules';
import { sizeFault } from './gate-sizes';

const x: JsonObject = { field: 'b', type: 'quantitative' };
const point: JsonObject = { mark: 'point', encoding: { x, y: x } };
const axis = (more: JsonObject): JsonObject => ({ mark: 'point', encoding: { x: { ...x, axis: more }, y: x } });
const scale = (more: JsonObject): JsonObject => ({ mark: 'point', encoding: { x: { ...x, scale: more }, y: x } });
const transform = (...steps: JsonObject[]): JsonObject => ({ ...point, transform: steps });
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const rows = many(5000, (at) => ({ a: `k${at}`, b: at }));

describe('GC1 GC2 GC3 what decides how much is made', () => {
  const pairs: readonly (readonly [refused: JsonObject, passes: JsonObject])[] = [
    [axis({ tickCount: { interval: 'millisecond', step: 1 } }), axis({ tickCount: 5 })],
    [axis({ tickCount: 'second' }), axis({ tickCount: 'month' })],
    [axis({ tickCount: { expr: '1e9' } }), axis({ labelExpr: "datum.value + ' k'" })],
    [axis({ format: '999999999d' }), axis({ format: ',.2~f' })],
    [axis({ labelExpr: "format(datum.value, '999d')" }), axis({ labelExpr: "format(datum.value, ',.0f')" })],
    [axis({ labelExpr: 'format(datum.value, datum.label)' }), axis({ labelExpr: "format(max(1, datum.value), '.1%')" })],
    [axis({ labelExpr: "format(1, '9' + '99d')" }), axis({ labelExpr: "length(format(1, 'd')) > 3 ? '' : datum.label" })],
    [axis({ labelExpr: "format(1, ',.0f', '999d')" }), axis({ labelExpr: "timeFormat(datum.value, '%Y')" })],
    [scale({ bins: { start: 0, stop: 1, step: 1e-9 } }), scale({ bins: [0, 1, 2] })],
    [scale({ scheme: { name: 'blues', count: 1e9 } }), scale({ scheme: { name: 'blues', count: 5 } })],
    [
      { ...point, width: { step: 1e6 } },
      { ...point, width: { step: 20 } },
    ],
    [
      { ...point, width: { expr: '1e9' } },
      { ...point, width: 'container' },
    ],
    [transform({ quantile: 'b', step: 1e-9 }), transform({ quantile: 'b', step: 0.05 })],
    [transform({ quantile: 'b', probs: many(201, () => 0.5) }), transform({ quantile: 'b', probs: [0.25, 0.5] })],
    [transform({ fold: many(31, (at) => `f${at}`) }), transform({ fold: ['a', 'b'] })],
    [
      transform({ window: [{ op: 'median', field: 'b', as: 'z' }] }),
      transform({ window: [{ op: 'rank', as: 'z' }], sort: [{ field: 'b' }] }),
    ],
  ];
  it.each(pairs.map(([refused, passes], index) => [index + 1, refused, passes] as const))('pair %i', (_, refused, passes) => {
    expect(checkSpec(refused).ok).toBe(false);
    expect(checkSpec(passes)).toMatchObject({ ok: true });
  });
});

describe('GC4 what a chart costs', () => {
  it('lets five thousand marks pass, and six views of them, and no more', () => {
    expect(sizeFault(point, rows)).toBeNull();
    expect(sizeFault({ layer: many(6, () => point) }, rows)).toBeNull();
    expect(sizeFault({ layer: many(7, () => point) }, rows)).toBe('7 × 1 × 5000');
    expect(sizeFault({ layer: many(7, () => point) }, rows.slice(0, 4000))).toBeNull();
  });
  it('counts rows that a fold repeats', () => {
    expect(sizeFault(transform({ fold: many(6, (at) => `f${at}`) }), rows)).toBeNull();
    expect(sizeFault(transform({ fold: many(7, (at) => `f${at}`) }), rows)).toBe('1 × 7 × 5000');
    expect(sizeFault(transform({ fold: many(6, (at) => `f${at}`) }, { fold: ['c', 'd'] }), rows)).toBe('1 × 12 × 5000');
  });
  it('counts small charts by the values of their fields', () => {
    const facet = (field: string): JsonObject => ({ mark: 'point', encoding: { x, y: x, row: { field, type: 'nominal' } } });
    expect(sizeFault(facet('a'), rows.slice(0, CAPS.facets))).toBeNull();
    expect(sizeFault(facet('a'), rows.slice(0, CAPS.facets + 1))).toBe(`facet: ${CAPS.facets + 1}`);
  });
  it('counts what is compared with every row', () => {
    const compare = (count: number) => transform({ filter: { field: 'a', oneOf: many(count, (at) => `${at}`) } });
    expect(sizeFault(compare(700), rows)).toBeNull();
    expect(sizeFault(compare(900), rows)).toMatch(/ × 5000$/);
  });
});
