import { describe, expect, it } from 'vitest';
import { proportionTrend } from './trend';

const smokers = [
  { score: 1, hits: 83, n: 86 },
  { score: 2, hits: 90, n: 93 },
  { score: 3, hits: 129, n: 136 },
  { score: 4, hits: 70, n: 82 },
];

describe('trend of proportions', () => {
  it('ST85: R’s prop.trend.test of the smokers', () => {
    const trend = proportionTrend(smokers)!;
    expect(trend.z ** 2).toBeCloseTo(8.2249, 4);
    expect(trend.p).toBeCloseTo(0.004132, 6);
    expect(trend.slope).toBeLessThan(0);
  });

  it('ST85, ST86: z² is N times the squared correlation over the people one by one, the slope that of least squares over them', () => {
    const people = smokers.flatMap(({ score, hits, n }) => Array.from({ length: n }, (_, at) => [score, at < hits ? 1 : 0] as const));
    const mean = (place: 0 | 1) => people.reduce((sum, each) => sum + each[place], 0) / people.length;
    const [x, y] = [mean(0), mean(1)];
    const cross = people.reduce((sum, each) => sum + (each[0] - x) * (each[1] - y), 0);
    const [sx, sy] = [0, 1].map((place) => people.reduce((sum, each) => sum + (each[place as 0 | 1] - (place === 0 ? x : y)) ** 2, 0)) as [
      number,
      number,
    ];
    const trend = proportionTrend(smokers)!;
    expect(trend.z ** 2).toBeCloseTo((people.length * cross ** 2) / (sx * sy), 9);
    expect(trend.slope).toBeCloseTo(cross / sx, 12);
    expect((trend.low + trend.high) / 2).toBeCloseTo(trend.slope, 12);
  });

  it('ST86: two scores, one apart: the difference of two shares with each side’s own variance', () => {
    const trend = proportionTrend([
      { score: 0, hits: 90, n: 400 },
      { score: 1, hits: 120, n: 400 },
    ])!;
    expect(trend.slope).toBeCloseTo(0.075, 12);
    const half = 1.959963984540054 * Math.sqrt((0.225 * 0.775) / 400 + (0.3 * 0.7) / 400);
    expect(trend.high - trend.slope).toBeCloseTo(half, 12);
    expect(trend.z).toBeCloseTo(2.4106, 4);
  });

  it('nothing to say without people, without a difference or without an order', () => {
    expect(proportionTrend([])).toBeNull();
    expect(proportionTrend([{ score: 1, hits: 0, n: 9 }])).toBeNull();
    expect(proportionTrend([{ score: 1, hits: 4, n: 9 }])).toBeNull();
    expect(
      proportionTrend([
        { score: 1, hits: 0, n: 9 },
        { score: 2, hits: 0, n: 9 },
      ]),
    ).toBeNull();
  });
});
