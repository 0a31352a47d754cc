import { expect, it } from 'vitest';
import { falseDiscovery, pooledZ } from '#core/stats/proportions';
import { readClasses } from './classes';

const row = (name: string, customers: number, bought: number) => ({ class: name, customers, bought });

it('SR4: each class against the others together; the promoters first where they differ', () => {
  const found = readClasses({ classes: [row('promoters', 200, 100), row('passives', 100, 40), row('detractors', 100, 20)] });
  const p = [pooledZ(100, 200, 60, 200)!.p, pooledZ(40, 100, 120, 300)!.p, pooledZ(20, 100, 140, 300)!.p];
  expect(found.classes.map(({ rest }) => rest!.q)).toEqual(falseDiscovery(p));
  expect(found.classes[2]!.rest!.difference).toBeCloseTo(0.2 - 140 / 300, 12);
  expect(found.named?.key).toBe('promoters');
});

it('SR4: a small class is never named; equal classes say nothing', () => {
  const small = readClasses({ classes: [row('promoters', 29, 29), row('passives', 100, 40)] });
  expect([small.judged, small.named]).toEqual([false, null]);
  const equal = readClasses({ classes: [row('promoters', 100, 40), row('passives', 100, 40), row('detractors', 100, 41)] });
  expect([equal.judged, equal.named]).toEqual([true, null]);
});
