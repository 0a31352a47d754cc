import { afterAll, describe, expect, it } from 'vitest';
import { logRank } from '#core/stats/log-rank';
import { kaplanMeier, survivalAt, type Subject } from '#core/stats/survival';
import { restrictedMean, survivalInterval, survivalQuantile, type SurvivalIntervalType } from '#core/stats/survival-summary';
import { near, openVectors, readData } from './vectors';

const golden = openVectors('survival.json');
const DIGITS = 1e-6;

type Rows = readonly Record<string, string>[];
const subjectsOf = (rows: Rows, time: string, event: (row: Record<string, string>) => boolean): Subject[] =>
  rows.map((row) => ({ exit: Number(row[time]), event: event(row) }));
const LUNG = (rows: Rows): Subject[] => subjectsOf(rows, 'time', (row) => row['status'] === '2');
const ROSSI = (rows: Rows): Subject[] => subjectsOf(rows, 'week', (row) => row['arrest'] === '1');
const WALTONS = (rows: Rows): Subject[] => subjectsOf(rows, 'T', (row) => Number(row['E']) === 1);
const TELCO = (rows: Rows): Subject[] => subjectsOf(rows, 'tenure', (row) => row['Churn'] === 'Yes');
const G3 = (rows: Rows): Subject[] => subjectsOf(rows, 'time', (row) => row['event'] === 'True');
const lung = (): Rows => readData('survival', 'lung_R.csv');
const rossi = (): Rows => readData('survival', 'rossi.csv');
const waltons = (): Rows => readData('survival', 'waltons_dataset.csv');
const telco = (): Rows => readData('telco', 'Telco-Customer-Churn.csv');
const g3 = (): Rows => readData('survival', 'g3.csv');

interface Summary {
  readonly records: number;
  readonly events: number;
  readonly rmean: number;
  readonly 'se(rmean)': number;
  readonly median: number | null;
  readonly '0.95LCL': number | null;
  readonly '0.95UCL': number | null;
}
interface Point {
  readonly strata?: string | null;
  readonly time: number;
  readonly n_risk: number;
  readonly n_event?: number;
  readonly n_censor?: number;
  readonly surv: number;
  readonly std_err?: number;
  readonly lower: number | null;
  readonly upper: number | null;
}
interface Expected {
  readonly table: Summary | Record<string, Summary>;
  readonly at: readonly Point[];
  readonly curve?: readonly Point[];
}

function sameTable(subjects: readonly Subject[], wanted: Summary, type: SurvivalIntervalType, horizon: number): void {
  const curve = kaplanMeier(subjects);
  expect([curve.subjects, curve.events]).toEqual([wanted.records, wanted.events]);
  const mean = restrictedMean(curve, horizon, 'hold')!;
  near(mean.mean, wanted.rmean, DIGITS);
  near(mean.standardError, wanted['se(rmean)'], DIGITS);
  expect(survivalQuantile(curve, 0.5, type)).toEqual({ time: wanted.median, low: wanted['0.95LCL'], high: wanted['0.95UCL'] });
}

function samePoints(subjects: readonly Subject[], points: readonly Point[], type: SurvivalIntervalType): void {
  const curve = kaplanMeier(subjects);
  expect(points.length).toBeGreaterThan(0);
  for (const point of points) {
    const found = survivalAt(curve, point.time);
    near(found.survival, point.surv, DIGITS, `at ${point.time}`);
    expect(subjects.filter((subject) => subject.exit >= point.time)).toHaveLength(point.n_risk);
    if (point.std_err !== undefined) near(found.survival * Math.sqrt(found.variance), point.std_err, DIGITS);
    const interval = survivalInterval(found, type);
    if (point.lower === null || point.upper === null) expect(interval).toBeNull();
    else {
      near(interval!.low, point.lower, DIGITS, `low at ${point.time}`);
      near(interval!.high, point.upper, DIGITS, `high at ${point.time}`);
    }
  }
}

/** A vector of one curve: its table, the points asked for and, where given, the whole curve. */
function sameCurve(id: string, subjects: readonly Subject[]): void {
  const { parameters, expected } = golden!.get<Expected, { conf_type: SurvivalIntervalType }>(id);
  sameTable(subjects, expected.table as Summary, parameters.conf_type, Math.max(...subjects.map((subject) => subject.exit)));
  samePoints(subjects, expected.at, parameters.conf_type);
  if (!expected.curve) return;
  samePoints(subjects, expected.curve, parameters.conf_type);
  const { steps } = kaplanMeier(subjects);
  expect(steps.map((step) => [step.time, step.atRisk, step.events, step.censored])).toEqual(
    expected.curve.map((point) => [point.time, point.n_risk, point.n_event, point.n_censor]),
  );
}

/** A vector of several curves; the horizon of the restricted mean is the largest time of all (§6). */
function sameCurves(id: string, rows: Rows, column: string, prefix: string, subjects: (rows: Rows) => Subject[]): void {
  const { parameters, expected } = golden!.get<Expected, { conf_type: SurvivalIntervalType }>(id);
  const horizon = Math.max(...subjects(rows).map((subject) => subject.exit));
  for (const [stratum, summary] of Object.entries(expected.table as Record<string, Summary>)) {
    const group = subjects(rows.filter((row) => `${prefix}${row[column]}` === stratum));
    sameTable(group, summary, parameters.conf_type, horizon);
    samePoints(
      group,
      expected.at.filter((point) => point.strata === stratum),
      parameters.conf_type,
    );
  }
}

interface Rank {
  readonly groups?: readonly string[];
  readonly n?: readonly number[];
  readonly obs?: readonly number[];
  readonly exp?: readonly number[];
  readonly chisq?: number;
  readonly df?: number;
  readonly p?: number;
}
function sameRank(wanted: Rank, groups: readonly (readonly Subject[])[], tolerance = DIGITS): void {
  const found = logRank(groups)!;
  if (wanted.n) expect(found.groups.map((group) => group.subjects)).toEqual(wanted.n);
  if (wanted.obs) expect(found.groups.map((group) => group.observed)).toEqual(wanted.obs);
  wanted.exp?.forEach((value, i) => near(found.groups[i]!.expected, value, tolerance));
  if (wanted.chisq !== undefined) near(found.chiSquare, wanted.chisq, tolerance);
  if (wanted.df !== undefined) expect(found.df).toBe(wanted.df);
  if (wanted.p !== undefined) near(found.p, wanted.p, tolerance);
}
const split = (rows: Rows, column: string, values: readonly string[], subjects: (rows: Rows) => Subject[]): Subject[][] =>
  values.map((value) => subjects(rows.filter((row) => row[column] === value)));

describe.skipIf(!golden)('golden: survival', () => {
  afterAll(() => golden!.allAsked());

  it('km.lung_overall: log, 186 steps', () => sameCurve('km.lung_overall', LUNG(lung())));
  it('km.lung_overall_loglog', () => sameCurve('km.lung_overall_loglog', LUNG(lung())));
  it('km.lung_overall_plain', () => sameCurve('km.lung_overall_plain', LUNG(lung())));
  it('km.lung_sex', () => sameCurves('km.lung_sex', lung(), 'sex', 'sex=', LUNG));
  it('km.rossi_km', () => sameCurve('km.rossi_km', ROSSI(rossi())));
  it('km.waltons_km', () => sameCurve('km.waltons_km', WALTONS(waltons())));
  it('km.waltons_by', () => sameCurves('km.waltons_by', waltons(), 'group', 'g=', WALTONS));
  it('km.telco_km', () => sameCurve('km.telco_km', TELCO(telco())));
  it('km.telco_km_contract', () => sameCurves('km.telco_km_contract', telco(), 'Contract', 'Contract=', TELCO));

  it('km.g3.r and km.g3.control', () => {
    const treated = golden!.get<{ surv: number[] }, { at: number[] }>('km.g3.r');
    const curve = kaplanMeier(G3(g3().filter((row) => row['group'] === 'RIT')));
    treated.parameters.at.forEach((t, i) => near(survivalAt(curve, t).survival, treated.expected.surv[i]!, 1e-2));
    const control = golden!.get<Record<'surv' | 'lower' | 'upper', number[]>, { at: number[] }>('km.g3.control');
    const other = kaplanMeier(G3(g3().filter((row) => row['group'] !== 'RIT')));
    control.parameters.at.forEach((t, i) => {
      const found = survivalAt(other, t);
      near(found.survival, control.expected.surv[i]!, 1e-3);
      const interval = survivalInterval(found, 'log-log')!;
      near(interval.low, control.expected.lower[i]!, 1e-3);
      near(interval.high, control.expected.upper[i]!, 1e-3);
    });
  });

  it('km.left_truncation: late entries', () => {
    const { expected } = golden!.get<{
      event_rows: number;
      at_risk: Record<string, number>;
      'surv_0.791': number;
      median_about: number;
    }>('km.left_truncation');
    const rows = readData('survival', 'multicenter_aids_cohort.tsv');
    const curve = kaplanMeier(rows.map((row) => ({ entry: Number(row['W']), exit: Number(row['T']), event: row['D'] === '1' })));
    const events = curve.steps.filter((step) => step.events > 0);
    expect(events).toHaveLength(expected.event_rows);
    for (const [time, atRisk] of Object.entries(expected.at_risk))
      expect(events.find((step) => step.time === Number(time))?.atRisk).toBe(atRisk);
    near(survivalAt(curve, 0.791).survival, expected['surv_0.791'], 1e-12);
    near(survivalQuantile(curve, 0.5).time, expected.median_about, 0.1);
  });

  it('logrank.*: from the data', () => {
    sameRank(golden!.get<Rank>('logrank.lung_logrank').expected, split(lung(), 'sex', ['1', '2'], LUNG));
    sameRank(golden!.get<Rank>('logrank.rossi_logrank_fin').expected, split(rossi(), 'fin', ['0', '1'], ROSSI));
    sameRank(golden!.get<Rank>('logrank.waltons_logrank').expected, split(waltons(), 'group', ['control', 'miR-137'], WALTONS));
    for (const [id, column] of [
      ['contract', 'Contract'],
      ['payment', 'PaymentMethod'],
    ] as const) {
      const { expected } = golden!.get<Rank>(`logrank.telco_logrank_${id}`);
      const values = expected.groups!.map((group) => group.slice(column.length + 1));
      sameRank(expected, split(telco(), column, values, TELCO));
    }
    sameRank(golden!.get<Rank>('logrank.telco_logrank_gender').expected, split(telco(), 'gender', ['Female', 'Male'], TELCO));
    const treated = (row: Record<string, string>): boolean => row['group'] === 'RIT';
    sameRank(golden!.get<Rank>('logrank.g3').expected, [G3(g3().filter(treated)), G3(g3().filter((row) => !treated(row)))], 1e-4);
  });

  it('logrank.*: small lists', () => {
    const leukemia = golden!.get<Rank, Record<'control_T' | 'treatment_T' | 'treatment_E', number[]>>('logrank.leukemia');
    const { control_T, treatment_T, treatment_E } = leukemia.parameters;
    const found = logRank([
      control_T.map((exit) => ({ exit, event: true })),
      treatment_T.map((exit, i) => ({ exit, event: treatment_E[i] === 1 })),
    ])!;
    expect(Math.abs(found.chiSquare - leukemia.expected.chisq!)).toBeLessThan(0.1);
    expect(Math.abs(found.p - leukemia.expected.p!)).toBeLessThan(1e-4);
    for (const id of ['logrank.small_uncensored', 'logrank.small_censored']) {
      const { parameters, expected } = golden!.get<Rank, Record<'T' | 'E' | 'group', number[]>>(id);
      const of = (group: number): Subject[] =>
        parameters.T.map((exit, i) => ({ exit, event: parameters.E[i] === 1 })).filter((_, i) => parameters.group[i] === group);
      sameRank(expected, [of(1), of(0)], 1e-5);
    }
  });

  it('ST66: the three Cox regressions are listed, not computed', () => {
    const listed = golden!.ids.filter((id) => id.startsWith('cox.'));
    expect(listed).toEqual(['cox.lung_cox', 'cox.rossi_cox', 'cox.telco_cox']);
    listed.forEach((id) => golden!.get(id));
  });
});
