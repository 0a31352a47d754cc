import { describe, expect, it } from 'vitest';
import { betaCdf, betaQuantile } from './beta';
import { chiSquareP, studentP, studentQuantile } from './distributions';
import { logGamma } from './gamma';
import { normalQuantile, normalUpper, twoSidedP, Z95 } from './normal';

const near = (found: number, wanted: number, relative: number): void =>
  expect(Math.abs(found - wanted), `${found} is not ${wanted}`).toBeLessThanOrEqual(relative * Math.abs(wanted));

/** Every table of this file was computed with 40 digits (mpmath 1.3). */
describe('ST3: distributions', () => {
  it.each([
    [0.5, 0.5723649429247001],
    [3.7, 1.4280723266653879],
    [10, 12.80182748008147],
    [100.5, 361.43554046777762],
    [1e6, 12815504.569147612],
    [1e-3, 6.9071788853838537],
    [0.1, 2.252712651734206],
    [1e12, 26631021115915.652],
  ])('logarithm of gamma at %d', (x, wanted) => near(logGamma(x), wanted, 1e-13));
  it('logarithm of gamma is 0 at 1 and 2', () => {
    expect(Math.abs(logGamma(1))).toBeLessThan(1e-14);
    expect(Math.abs(logGamma(2))).toBeLessThan(1e-14);
  });

  it.each([
    [-3, 0.99865010196836991],
    [0, 0.5],
    [0.5, 0.3085375387259869],
    [1, 0.15865525393145705],
    [Z95, 0.025],
    [3, 0.0013498980316300945],
    [6, 9.8658764503769814e-10],
    [10, 7.6198530241605261e-24],
    [25, 3.0566967063825609e-138],
    [37, 5.7255712225245768e-300],
  ])('normal above %d', (z, wanted) => {
    near(normalUpper(z), wanted, 1e-12);
    if (z >= 0) near(twoSidedP(-z), 2 * wanted, 1e-12);
  });

  it.each([
    [1e-12, -7.0344838253011319],
    [0.001, -3.0902323061678135],
    [0.025, -1.9599639845400542],
    [0.3, -0.52440051270804078],
    [0.8, 0.84162123357291421],
    [0.975, 1.9599639845400542],
    [0.999999, 4.7534243088228989],
  ])('normal quantile at %d', (p, wanted) => near(normalQuantile(p)!, wanted, 1e-10));
  it('ST1: the quantile of 0 and 1 is no number', () => {
    expect(normalQuantile(0)).toBeNull();
    expect(normalQuantile(1)).toBeNull();
    expect(normalQuantile(0.5)).toBeCloseTo(0, 14);
  });

  it.each([
    [0.5, 1, 0.47950012218695346],
    [3.841458820694124, 1, 0.05],
    [10, 2, 0.0067379469990854671],
    [505.6220320822, 1, 5.6851654827523121e-112],
    [138.289841626, 9, 2.3252867871079416e-25],
    [95, 100, 0.62257929187817353],
    [1000, 1000, 0.49405285382923964],
    [1300, 1000, 3.8897364994868525e-10],
  ])('chi-square above %d with %d degrees of freedom', (x, df, wanted) => near(chiSquareP(x, df), wanted, 1e-11));
  it('chi-square at 0 is certain, and below the smallest double 0', () => {
    expect(chiSquareP(0, 3)).toBe(1);
    expect(chiSquareP(2352.87, 2)).toBe(0);
  });

  it.each([
    [1, 1, 0.5],
    [2, 2, 0.18350341907227397],
    [-1.8608134675, 17.7764735162, 0.079394140185392399],
    [5.3001403584, 36671.1579773605, 1.1638149682998121e-7],
    [0.5, 3, 0.65144796484815099],
    [50, 5, 6.0477576266012252e-8],
    [40, 200, 2.2487396535202507e-97],
  ])('Student beyond ±%d with %d degrees of freedom', (t, df, wanted) => near(studentP(t, df), wanted, 1e-9));
  it.each([
    [1, 12.70620474],
    [2, 4.30265273],
    [5, 2.57058184],
    [10, 2.22813885],
    [30, 2.04227246],
    [1e6, 1.95996636],
    [17.7764735162, 2.10281724],
  ])('Student’s 97.5 %% point with %d degrees of freedom', (df, wanted) => near(studentQuantile(0.975, df), wanted, 1e-8));
  it('Student’s lower points are the upper ones turned', () => expect(studentQuantile(0.1, 7)).toBeCloseTo(-studentQuantile(0.9, 7), 12));

  it.each([
    [0.3, 2, 3, 0.3483],
    [0.9, 18.5, 2.5, 0.54186839844458647],
    [0.01, 0.5, 200.5, 0.95517381445424952],
    [0.5, 500, 510, 0.62353975665566971],
    [0.001, 1, 1000, 0.63230457522903596],
    [0.44, 45300, 57100, 0.062323096237607377],
    [0.999, 5, 0.5, 0.9222819921009668],
  ])('beta below %d with %d and %d', (x, a, b, wanted) => {
    near(betaCdf(x, a, b), wanted, 1e-9);
    near(betaQuantile(betaCdf(x, a, b), a, b), x, 1e-9);
  });
});
