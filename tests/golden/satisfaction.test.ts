import { afterAll, describe, expect, it } from 'vitest';
import { chiSquare } from '#core/stats/chi-square';
import { correlationsOf } from '#core/stats/correlation';
import { twoSidedP } from '#core/stats/normal';
import { countNps, npsInterval, npsScore, type NpsCounts } from '#core/stats/nps';
import { compareNps } from '#core/stats/nps-waves';
import { leastSquares } from '#core/stats/regression';
import { near, openVectors, readData } from './vectors';

const golden = openVectors('satisfaction-nps-csat.json');
const DIGITS = 1e-8;

interface RTest {
  readonly delta: number;
  readonly int: readonly [number, number];
  readonly p: number;
  readonly se: number;
}
interface Group {
  readonly n: number;
  readonly nps: number;
  readonly se: number;
}
type Triple = readonly [number, number, number];
/** Their order is detractors, passives, promoters; their scale is −1 to 1, ours −100 to 100. */
const fromTriple = ([detractors, passives, promoters]: Triple): NpsCounts => ({ detractors, passives, promoters });

/** One sample against 0, in their scale and with their unsigned difference. */
function sameInterval(counts: NpsCounts, kind: 'plain' | 'adjusted', wanted: RTest): void {
  const found = npsInterval(counts, kind)!;
  near(Math.abs(found.centre) / 100, wanted.delta, DIGITS);
  near(found.standardError / 100, wanted.se, DIGITS);
  near(found.low! / 100, wanted.int[0], DIGITS);
  near(found.high! / 100, wanted.int[1], DIGITS);
  near(found.standardError === 0 ? 0 : twoSidedP(found.centre / found.standardError), wanted.p, DIGITS);
}

describe.skipIf(!golden)('golden: satisfaction', () => {
  afterAll(() => golden!.allAsked());

  it('nps.[…]: four lists of scores, their scale −1 to 1', () => {
    const ids = golden!.ids.filter((id) => id.startsWith('nps.['));
    expect(ids).toHaveLength(4);
    for (const id of ids) {
      const { parameters, expected } = golden!.get<{ nps: number }, { scores: number[] }>(id);
      near(npsScore(countNps(parameters.scores).counts)! / 100, expected.nps, 1e-9, id);
    }
  });

  it('nps.var.[…]: plain variance and standard error', () => {
    const ids = golden!.ids.filter((id) => id.startsWith('nps.var.'));
    expect(ids).toHaveLength(5);
    for (const id of ids) {
      const { parameters, expected } = golden!.get<{ variance: number; standard_error: number }, { scores: number[] }>(id);
      const found = npsInterval(countNps(parameters.scores).counts, 'plain')!;
      near((found.standardError / 100) ** 2 * parameters.scores.length, expected.variance, 1e-9, id);
      near(found.standardError / 100, expected.standard_error, 1e-3, id);
    }
  });

  it('nps.outside_scale: ST50, answers outside are set apart and counted', () => {
    const { expected } = golden!.get<{ note: string }>('nps.outside_scale');
    expect(expected.note).toContain('outside 0..10 become missing');
    const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const inside = countNps(upTo(0, 10));
    expect(inside.invalid).toBe(0);
    for (const scores of [upTo(-1, 10), upTo(0, 11)]) expect(countNps(scores)).toEqual({ ...inside, invalid: 1 });
  });

  it('nps.intervals: plain and adjusted', () => {
    const { expected } = golden!.get<{ results: { counts: Triple; nps: number; var: number; se: number; wald: RTest; adjusted: RTest }[] }>(
      'nps.intervals',
    );
    expect(expected.results).toHaveLength(4);
    for (const { counts, nps, se, wald, adjusted } of expected.results) {
      near(npsScore(fromTriple(counts))! / 100, nps, DIGITS);
      near(npsInterval(fromTriple(counts), 'plain')!.standardError / 100, se, DIGITS);
      sameInterval(fromTriple(counts), 'plain', wald);
      sameInterval(fromTriple(counts), 'adjusted', adjusted);
    }
  });

  it('airlinesat.nps: from 1,065 answers, by six columns, two waves', () => {
    const { expected } = golden!.get<
      Record<string, unknown> & {
        n: number;
        na: number;
        promoters: number;
        passives: number;
        detractors: number;
        nps: number;
        var: number;
        se: number;
        wald: RTest;
        adjusted_wald: RTest;
        by_gender_counts: Record<string, Triple>;
        two_sample_wald: RTest;
        two_sample_adjusted: RTest;
      }
    >('airlinesat.nps');
    const rows = readData('marketing-mkt4320', 'airlinesat.csv');
    const scores = (chosen: readonly Record<string, string>[]): number[] => chosen.map((row) => Number(row['nps']) - 1);
    const all = countNps(scores(rows));
    expect(all).toEqual({
      counts: { promoters: expected.promoters, passives: expected.passives, detractors: expected.detractors },
      invalid: expected.na,
    });
    near(npsScore(all.counts)! / 100, expected.nps, DIGITS);
    near((npsInterval(all.counts)!.standardError / 100) ** 2 * expected.n, expected.var, DIGITS);
    sameInterval(all.counts, 'plain', expected.wald);
    sameInterval(all.counts, 'adjusted', expected.adjusted_wald);
    const columns = ['gender', 'flight_class', 'flight_purpose', 'flight_type', 'status', 'country'];
    for (const column of columns)
      for (const [value, wanted] of Object.entries(expected[`airlinesat_nps_by_${column}`] as Record<string, Group>)) {
        const { counts } = countNps(scores(rows.filter((row) => row[column] === value)));
        expect(counts.promoters + counts.passives + counts.detractors, value).toBe(wanted.n);
        near(npsScore(counts)! / 100, wanted.nps, DIGITS, value);
        near(npsInterval(counts, 'plain')!.standardError / 100, wanted.se, DIGITS, value);
      }
    const [male, female] = ['male', 'female'].map((gender) => {
      const { counts } = countNps(scores(rows.filter((row) => row['gender'] === gender)));
      expect(counts).toEqual(fromTriple(expected.by_gender_counts[gender]!));
      return counts;
    }) as [NpsCounts, NpsCounts];
    for (const [kind, wanted] of [
      ['plain', expected.two_sample_wald],
      ['adjusted', expected.two_sample_adjusted],
    ] as const) {
      // Theirs is the size of the difference; the first sample is the lower one.
      const found = compareNps(female, male, kind)!;
      near(found.difference / 100, wanted.delta, DIGITS);
      near(found.standardError / 100, wanted.se, DIGITS);
      near(found.low / 100, wanted.int[0], DIGITS);
      near(found.high / 100, wanted.int[1], DIGITS);
      near(found.p, wanted.p, DIGITS);
    }
  });

  it('airlinesat.drivers: every correlation, a regression and a table', () => {
    const { expected } = golden!.get<{
      pearson_with_nps: Record<string, number>;
      'lm nps~age+nflights': { coef: Record<string, number>; se: Record<string, number>; r2: number; n: number };
      'chi_square flight_purpose x NPS group': { statistic: number; df: number; p: number; cramers_v: number };
    }>('airlinesat.drivers');
    const rows = readData('marketing-mkt4320', 'airlinesat.csv');
    const names = Object.keys(expected.pearson_with_nps);
    expect(names.length).toBeGreaterThan(55);
    // Each correlation over the rows that hold both.
    for (const name of names) {
      const both = rows.filter((row) => ![row['nps'], row[name]].some((text) => text === '' || text === 'NA'));
      const column = (of: string): number[] => both.map((row) => Number(row[of]));
      near(correlationsOf(column('nps'), [column(name)])!.outcome[0], expected.pearson_with_nps[name]!, DIGITS, name);
    }
    const wanted = expected['lm nps~age+nflights'];
    const column = (of: string): number[] => rows.map((row) => Number(row[of]));
    expect(rows).toHaveLength(wanted.n);
    // The regression is of nps as stored, 1 to 11.
    const line = leastSquares(column('nps'), [column('age'), column('nflights')])!;
    ['(Intercept)', 'age', 'nflights'].forEach((name, i) => {
      near(line.coefficients[i], wanted.coef[name]!, DIGITS, name);
      near(line.standardErrors[i], wanted.se[name]!, DIGITS, name);
    });
    near(line.r2, wanted.r2, DIGITS);
    const table = ['Business', 'Leisure'].map((purpose) => {
      const { counts } = countNps(rows.filter((row) => row['flight_purpose'] === purpose).map((row) => Number(row['nps']) - 1));
      return [counts.detractors, counts.passives, counts.promoters];
    });
    const found = chiSquare(table)!;
    const chi = expected['chi_square flight_purpose x NPS group'];
    near(found.statistic, chi.statistic, DIGITS);
    expect(found.df).toBe(chi.df);
    expect(Math.abs(found.p / chi.p - 1)).toBeLessThan(DIGITS);
    near(found.cramersV, chi.cramers_v, DIGITS);
  });
});
