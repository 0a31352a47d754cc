import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mappingProblems } from '#core/intake/mapping';
import { columnIn, tableOf, type DataModel } from '#core/model/data-model';
import type { ColumnMapping } from '#core/model/source';
import { registry } from '#core/analyses/registry';
import { daysOf } from '#core/query/context';
import { firstReport } from '#core/report/first';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { loadSources } from '#edge/load/loader';
import { fromPath } from '#edge/load/path-file';
import { previewFile } from '#edge/load/preview';
import type { Loaded, Preview } from '#edge/load/types';
import { definitionsOf, loadKinds } from '#app/run/definitions';
import { ask, requestOf, sharedPath } from './open-files';
import { near, openVectors, readData } from './vectors';

const FILE = ['marketing-mkt4320', 'airlinesat.csv'] as const;
const file = sharedPath('data', ...FILE);
const golden = openVectors('satisfaction-nps-csat.json');
const TODAY = '2026-11-22';
const DIGITS = 1e-9;

/** The share of the variance of y that straight lines over the columns explain, by the normal equations. */
function explained(y: readonly number[], columns: readonly (readonly number[])[]): number {
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  const rows = y.map((_, at) => [1, ...columns.map((column) => column[at]!)]);
  const width = columns.length + 1;
  const system = Array.from({ length: width }, (_, i) => [
    ...Array.from({ length: width }, (__, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
    rows.reduce((sum, row, at) => sum + row[i]! * y[at]!, 0),
  ]);
  for (let i = 0; i < width; i++) {
    const pivot = system[i]!.map((value) => value / system[i]![i]!);
    system[i] = pivot;
    for (let j = 0; j < width; j++) if (j !== i) system[j] = system[j]!.map((value, k) => value - system[j]![i]! * pivot[k]!);
  }
  const weights = system.map((row) => row[width]!);
  const fitted = rows.map((row) => row.reduce((sum, value, k) => sum + value * weights[k]!, 0));
  const left = y.reduce((sum, value, at) => sum + (value - fitted[at]!) ** 2, 0);
  return 1 - left / y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

const permutations = (items: readonly number[]): number[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));

/** What each column adds, averaged over all orders in which they can enter. */
function shapleyByOrders(y: readonly number[], columns: readonly (readonly number[])[]): number[] {
  const orders = permutations(columns.map((_, at) => at));
  const r2 = (chosen: readonly number[]): number =>
    chosen.length === 0
      ? 0
      : explained(
          y,
          chosen.map((at) => columns[at]!),
        );
  return columns.map((_, side) => {
    const added = orders.map((order) => {
      const before = order.slice(0, order.indexOf(side));
      return r2([...before, side]) - r2(before);
    });
    return added.reduce((sum, value) => sum + value, 0) / orders.length;
  });
}

describe.skipIf(!file || !golden)('a survey without date, id and customer: 1,065 passengers of an airline', () => {
  let engine: Connector;
  let loaded: Loaded;
  let preview: Preview;
  let model: DataModel;
  const records = file ? readData(...FILE) : [];
  const numbers = (column: string): number[] => records.flatMap((record) => (record[column] === '' ? [] : Number(record[column])));

  beforeAll(async () => {
    engine = await openNodeEngine();
    preview = await previewFile(await fromPath(file!));
    loaded = await loadSources(engine, [await requestOf(await fromPath(file!), 's1')]);
    model = loaded.model;
  }, 120_000);
  afterAll(() => engine?.close());

  const answers = async (kind: string, params: Record<string, unknown>, scope = {}) => {
    const asked = await ask(engine, model, kind, params as never, { asOf: TODAY, ...scope });
    return asked.present();
  };

  it('M19 M20 it is taken for answers, without a question; nps to 11 is no recommendation, overall_sat is the satisfaction', () => {
    expect([preview.grain, preview.questions]).toEqual(['response', []]);
    const roles = new Map(preview.suggestions.map((each) => [each.header, each]));
    expect([...roles.values()].filter(({ role }) => role !== 'attribute').map(({ header, role }) => [header, role])).toEqual([
      ['overall_sat', 'csat'],
    ]);
    expect(roles.get('nps')?.reason).toMatchObject({ key: 'intake_because_counted_from_one' });
    expect(mappingProblems(loaded.sources[0]!.info.mapping)).toEqual([]);
  });

  it('LD35 LD36 every record is an answer of nobody known, at no known time', async () => {
    expect(loaded.sources[0]!.ledger).toMatchObject({ records: 1065, kept: 1065, rejected: 0, skipped: 0 });
    const ids = (await engine.query('SELECT count(DISTINCT response_id) AS n FROM surveys')).columns[0]!.values[0];
    expect(Number(ids)).toBe(records.length);
    expect([tableOf(model, 'customers'), columnIn(model, 'surveys', 'responded_at'), daysOf(model)]).toEqual([undefined, undefined, null]);
  });

  it('FR4 FR5 the first report asks what these answers can be asked, as of the day it is made', async () => {
    const makers = [...(await loadKinds(definitionsOf(registry), ['funnel', 'satisfaction', 'drivers', 'dimensions'])).values()];
    const report = firstReport(model, makers, { title: 't', today: TODAY });
    expect([report.asOf, report.range]).toEqual([TODAY, { from: null, to: null }]);
    expect(report.cells.map((cell) => cell.type === 'analysis' && [cell.kind, cell.params])).toEqual([
      ['satisfaction', { measure: 'csat', points: '7' }],
      ['drivers', { outcome: 'csat', points: '7' }],
      ['dimensions', { points: '7' }],
    ]);
  });

  it('SA5 SA16 the satisfied are those who gave 6 or 7 of 7, with the interval of Wilson', async () => {
    const { insight, table, ledger, stamp, charts } = await answers('satisfaction', { measure: 'csat', points: '7' });
    const scores = numbers('overall_sat');
    const n = scores.length;
    const share = scores.filter((score) => score >= 6).length / n;
    const z = 1.959963984540054;
    const centre = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
    const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
    expect([insight.numbers['answers'], ledger.used, ledger.excluded]).toEqual([1065, [{ count: 1065, unit: 'count' }], []]);
    near(insight.numbers['value'], share, DIGITS);
    near(insight.numbers['low'], centre - half, DIGITS);
    near(insight.numbers['high'], centre + half, DIGITS);
    near(insight.numbers['mean'], scores.reduce((sum, score) => sum + score, 0) / n, DIGITS);
    // SA15: nothing of customers, and nothing to open.
    expect(table.columns.filter(({ part, unit }) => part || unit === 'customers')).toEqual([]);
    expect([table.rows.some(({ parts }) => parts), insight.numbers]).toEqual([false, expect.not.objectContaining({ low_customers: 0 })]);
    expect(charts[0]!.rows.every((row) => row['part'] === null)).toBe(true);
    expect(stamp.phrases).toContainEqual({ key: 'stamp_undated' });
    expect(stamp.phrases).not.toContainEqual({ key: 'stamp_latest_answer' });
  });

  it('AN4 neither a range nor another day changes what is counted, and the stamp names no range', async () => {
    const whole = await answers('satisfaction', { measure: 'csat', points: '7', split: 'surveys.flight_class' });
    const ranged = await answers(
      'satisfaction',
      { measure: 'csat', points: '7', split: 'surveys.flight_class' },
      { asOf: '2001-01-01', range: { from: '2000-01-01', to: '2000-12-31' } },
    );
    expect([ranged.table, ranged.insight, ranged.ledger, ranged.stamp.phrases]).toEqual([
      whole.table,
      whole.insight,
      whole.ledger,
      whole.stamp.phrases,
    ]);
    const groups = Object.fromEntries(whole.table.rows.slice(1).map(({ values }) => [values['part'], values['answers']]));
    expect(groups).toEqual({ Economy: 865, Business: 185, First: 15 });
  });

  it.each([
    ['satisfaction', { measure: 'csat', points: '7', over: 'month' }, 'issue_answers_undated'],
    ['dimensions', { points: '7', over: 'wave' }, 'issue_answers_undated_waves'],
  ] as const)('SA14 DI11 a trend of %s is refused with the reason', async (kind, params, code) => {
    await expect(answers(kind, params)).rejects.toThrow(code);
  });

  it('DI10 sides with a slider from 0 to 100: means and best grades as counted from the file', async () => {
    const sides = Array.from({ length: 10 }, (_, at) => `s${at + 1}`);
    const { insight, table, ledger } = await answers('dimensions', { sides, points: '100' });
    for (const [at, side] of sides.entries()) {
      const grades = numbers(side);
      expect(table.rows[at]!.values['grades'], side).toBe(grades.length);
      near(insight.numbers[`mean_${at + 1}`], grades.reduce((sum, grade) => sum + grade, 0) / grades.length, DIGITS, side);
      near(insight.numbers[`best_${at + 1}`], grades.filter((grade) => grade >= 80).length / grades.length, DIGITS, side);
    }
    const graded = records.filter((record) => sides.some((side) => record[side] !== '')).length;
    expect(ledger.used).toEqual([{ count: graded, unit: 'count' }]);
  });

  it('DR2 DR3 DR10 drivers of the satisfaction among four sliders: shares over all 24 orders, by least squares', async () => {
    const sides = ['s1', 's5', 's8', 's23'];
    const { insight, ledger } = await answers('drivers', { outcome: 'csat', sides, points: '100' });
    const complete = records.filter((record) => sides.every((side) => record[side] !== ''));
    const of = (column: string): number[] => complete.map((record) => Number(record[column]));
    const columns = sides.map(of);
    expect([insight.numbers['answers'], ledger.used]).toEqual([complete.length, [{ count: complete.length, unit: 'count' }]]);
    near(insight.numbers['r2'], explained(of('overall_sat'), columns), 1e-8);
    for (const [at, share] of shapleyByOrders(of('overall_sat'), columns).entries())
      near(insight.numbers[`share_${at + 1}`], share, 1e-8, sides[at]);
  });

  it('airlinesat.nps: less 1 in a preparation step it is the recommendation, as the vector has it', async () => {
    const request = await requestOf(await fromPath(file!), 's1');
    const { mapping } = request.info;
    const made: ColumnMapping = { header: 'nps from 0', role: 'nps_0_10', parse: { type: 'number', strip: [] } };
    const steps = [{ kind: 'derive', name: 'nps from 0', expression: '[nps] - 1' }] as const;
    const prepared = { ...request, info: { ...request.info, mapping: { ...mapping, columns: [...mapping.columns, made], steps } } };
    const { model: shifted } = await loadSources(engine, [prepared]);
    const asked = await ask(
      engine,
      shifted,
      'satisfaction',
      { measure: 'nps', interval: 'plain', split: 'surveys.gender' },
      { asOf: TODAY },
    );
    const { insight, table } = asked.present();
    const { expected } = golden!.get<{
      n: number;
      promoters: number;
      passives: number;
      detractors: number;
      nps: number;
      ci95_wald: [number, number];
      airlinesat_nps_by_gender: Record<string, { n: number; nps: number }>;
    }>('airlinesat.nps');
    expect(insight.numbers).toMatchObject({
      answers: expected.n,
      promoters: expected.promoters,
      passives: expected.passives,
      detractors: expected.detractors,
    });
    near(insight.numbers['value']! / 100, expected.nps, 1e-8);
    near(insight.numbers['low']! / 100, expected.ci95_wald[0], 1e-8);
    near(insight.numbers['high']! / 100, expected.ci95_wald[1], 1e-8);
    for (const { values } of table.rows.slice(1)) {
      const wanted = expected.airlinesat_nps_by_gender[String(values['part'])]!;
      expect(values['answers']).toBe(wanted.n);
      // The table shows tenths of a point.
      near(Number(values['value']) / 100, wanted.nps, 0.0005);
    }
  });
});
