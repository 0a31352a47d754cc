import { describe, expect, it } from 'vitest';
import { falseDiscovery, newcombe, pooledZ, wilson } from './proportions';

describe('proportions (fixtures of the definitions and of Newcombe 1998)', () => {
  it.each([
    [27, 60, 0.3309, 0.5751],
    [0, 20, 0, 0.1611],
    [5, 5, 0.5655, 1],
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [1, 29, 0.0061, 0.1718],
  ])('Wilson %i of %i', (x, n, low, high) => {
    const found = wilson(x, n)!;
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });
  it('has no interval without cases', () => expect(wilson(0, 0)).toBeNull());
  it('Newcombe 120/400 against 90/400', () => {
    const found = newcombe(120, 400, 90, 400)!;
    expect(found.low).toBeCloseTo(0.014, 4);
    expect(found.high).toBeCloseTo(0.1353, 4);
  });
  it('pooled z 120/400 against 90/400', () => {
    const found = pooledZ(120, 400, 90, 400)!;
    expect(found.z).toBeCloseTo(2.4106, 4);
    expect(found.p).toBeCloseTo(0.0159, 4);
    expect(pooledZ(0, 10, 0, 10)).toBeNull();
    expect(pooledZ(10, 10, 5, 5)).toBeNull();
  });
  it('q-values by hand: 0.01, 0.04, 0.03, 0.005 of 4', () => {
    const q = falseDiscovery([0.01, 0.04, 0.03, 0.005]);
    [0.02, 0.04, 0.04, 0.02].forEach((expected, index) => expect(q[index]).toBeCloseTo(expected, 12));
  });
});
