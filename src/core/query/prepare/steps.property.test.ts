import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ColumnParse } from '#core/model/source';
import type { PreparationStep } from '#core/model/steps';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { prepareInEngine, resolveTable, type StepTable } from '../../../../tests/support/prepared-records';
import { runs } from '../../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';
import { applySteps } from './apply-steps';

const HEADERS = ['id', '金额', 'day', 'a"b', '__proto__'];
const TEXT: ColumnParse = { type: 'text' };
/** Forms of amounts and days, with texts that have them. */
const AMOUNTS: readonly (readonly [ColumnParse, readonly string[]])[] = [
  [{ type: 'number', strip: ['¥', ','] }, ['¥1,200.50', '-0', '1e3', '0.1', '2.5', '-2.5', '1e300', '1e-7']],
  [
    { type: 'number', strip: ['€'], decimal: ',', group: '.', also: [{ strip: [], decimal: '.', percent: true }] },
    ['1.200,50 €', '-2,5', '0,1', '2.5', '12.5%', '1.200.50'],
  ],
  [
    { type: 'number', strip: [], decimal: '.', group: ',', parentheses: true, fullWidth: true, units: ['万'] },
    ['(2.5)', '１,２００', '1.2万', '(1)', '-2'],
  ],
];
const DAYS: readonly (readonly [ColumnParse, readonly string[]])[] = [
  [
    { type: 'date', formats: ['%Y-%m-%d %H:%M', '%d/%m/%Y'], grain: 'instant' },
    ['2024-02-29 10:30', '29/02/2024', '30/02/2024', '1/1/2026'],
  ],
  [{ type: 'date', formats: ['%Y/%m/%d'], era: 'roc', grain: 'date' }, ['113/02/29', '113/02/30', '98/1/5', '112/12/31']],
  [{ type: 'date', formats: [], serial: 'days1900', grain: 'instant' }, ['45351', '45351.4375', '1', '45291']],
  [{ type: 'date', formats: [], grain: 'date' }, ['2024-02-29', '2024-02-30', '2023-12-31', '20240229']],
  [{ type: 'date', formats: ['%Y年%m月%d日'], fullWidth: true, grain: 'date' }, ['2024年2月29日', '２０２３年12月31日', '2024年2月30日']],
];
const word = fc.constantFrom(
  '',
  'a',
  'A',
  ' b ',
  'b',
  '客户',
  '客 户',
  '😀x',
  'ｱＢ１',
  'x/y/z',
  '/',
  "it's",
  '"q"',
  '0007',
  '12345678901234567890',
  '\u3000w\u00a0',
  'p\tq',
);
const rowOf = (amounts: readonly string[], days: readonly string[]) =>
  fc
    .tuple(
      word,
      fc.oneof(fc.integer({ min: -50, max: 50 }).map(String), fc.constantFrom('', '0', 'n/a', ...amounts)),
      fc.constantFrom('', 'soon', ...days),
      word,
      fc.constantFrom('', 'k', 'l'),
    )
    .map((cells): readonly string[] => cells);

/** Names of columns that are there, that a step may have made, or that nobody made. */
const name = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...HEADERS) }, fc.constantFrom('n1', 'n2', 'p1', 'nowhere'));
const reference = name.map((header) => `[${header.replaceAll(']', ']]')}]`);
const literal = fc.oneof(
  fc.integer({ min: 0, max: 9 }).map(String),
  fc.constantFrom("'a'", "'客'", "''", '"it""s"', "'2024-02-29'", 'true', 'false', '0.5', '1e308', '3'),
);
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const part = tie('expression');
  const call = (names: readonly string[], ...parts: fc.Arbitrary<string>[]) =>
    fc.tuple(fc.constantFrom(...names), fc.tuple(...parts)).map(([called, given]) => `${called}(${given.join(', ')})`);
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      literal,
      reference,
      fc
        .tuple(part, fc.constantFrom('+', '-', '*', '/', '%', '&', '=', '<>', '<', '<=', '>', '>=', 'and', 'or'), part)
        .map((sides) => `(${sides.join(' ')})`),
      part.map((inner) => `(-${inner})`),
      part.map((inner) => `(not ${inner})`),
      call(['if'], part, part, part),
      call(['coalesce', 'concat', 'contains', 'days_between'], part, part),
      call(['is_missing', 'length', 'lower', 'upper', 'trim', 'abs', 'round', 'number', 'date', 'text', 'year', 'month', 'day'], part),
      call(['left', 'right', 'round'], part, fc.constantFrom('0', '1', '2')),
      call(['substring'], part, fc.constantFrom('0', '1', '2'), fc.constantFrom('0', '2')),
      call(['replace'], part, part, part),
    ),
  };
});
const limit = fc.oneof(fc.integer({ min: -10, max: 10 }), fc.constantFrom('a', '客', '2024-02-29', '2023-12-31'));
const condition = fc.oneof(
  fc.record({ op: fc.constantFrom('in' as const, 'not_in' as const), values: fc.array(word, { maxLength: 3 }) }),
  fc.record({ op: fc.constantFrom('contains' as const, 'starts_with' as const), text: word }),
  fc.record({ op: fc.constantFrom('gt' as const, 'gte' as const, 'lt' as const, 'lte' as const), value: limit }),
  fc.record({ op: fc.constant('between' as const), from: limit, to: limit }),
  fc.record({ op: fc.constantFrom('is_missing' as const, 'is_present' as const) }),
);
const step: fc.Arbitrary<PreparationStep> = fc.oneof(
  fc.record({
    kind: fc.constant('filter' as const),
    effect: fc.constantFrom('keep' as const, 'leave_out' as const),
    column: name,
    condition,
  }),
  fc.record({
    kind: fc.constant('deduplicate' as const),
    keys: fc.uniqueArray(name, { maxLength: 2 }),
    survivor: fc.oneof(
      fc.record({ by: fc.constantFrom('first' as const, 'last' as const, 'most_complete' as const) }),
      fc.record({ by: fc.constantFrom('largest' as const, 'smallest' as const), column: name }),
    ),
  }),
  fc.record({
    kind: fc.constant('recode' as const),
    column: name,
    entries: fc.array(fc.record({ from: fc.array(word, { maxLength: 3 }), to: word }), { maxLength: 3 }),
    ignoreCase: fc.boolean(),
    rest: fc.oneof(
      fc.record({ do: fc.constantFrom('keep' as const, 'empty' as const) }),
      fc.record({ do: fc.constant('replace' as const), to: word }),
    ),
  }),
  fc.record({
    kind: fc.constant('trim' as const),
    columns: fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
    inner: fc.boolean(),
    halfWidth: fc.boolean(),
    letters: fc.constantFrom('keep' as const, 'lower' as const, 'upper' as const),
  }),
  fc.record({
    kind: fc.constant('split' as const),
    column: name,
    by: fc.oneof(
      fc.record({ at: fc.constant('separator' as const), separator: fc.constantFrom('/', ' ', '客', '//') }),
      fc.record({ at: fc.constant('places' as const), places: fc.constantFrom([1], [1, 3], [2]) }),
    ),
    into: fc.constantFrom(['p1'], ['p1', 'p2']),
  }),
  fc.record({ kind: fc.constant('derive' as const), name: fc.constantFrom('n1', 'n2', 'n3'), expression }),
);
const table: fc.Arbitrary<StepTable> = fc
  .tuple(fc.constantFrom(...AMOUNTS), fc.constantFrom(...DAYS))
  .chain(([[amount, amounts], [day, days]]) =>
    fc.record({
      headers: fc.constant(HEADERS),
      parses: fc.constant([TEXT, amount, day, TEXT, TEXT]),
      rows: fc.array(rowOf(amounts, days), { minLength: 1, maxLength: 12 }),
      steps: fc.array(step, { minLength: 1, maxLength: 5 }),
    }),
  );

describe.each(Object.entries({ native: () => openNodeEngine(), 'DuckDB-WASM': openWasmTestEngine }))('on %s', (engineName, open) => {
  let engine: Connector;
  beforeAll(async () => void (engine = await open()));
  afterAll(() => engine.close());

  test('PS1–PS16 the engine does with any table what the computation without it does', async () => {
    const met: Record<string, number> = {};
    const all = engineName === 'native' ? 4000 : 600;
    await fc.assert(
      fc.asyncProperty(table, async (given) => {
        const resolved = resolveTable(given);
        // Where no step can be done the file is read as if there were none (PS17).
        fc.pre(resolved.steps.length > 0);
        for (const each of resolved.steps) met[each.step.kind] = (met[each.step.kind] ?? 0) + 1;
        const { records, effects } = applySteps(resolved, given.rows);
        const outcome = await prepareInEngine(engine, given);
        expect(outcome.after).toEqual(records.filter(({ gone }) => gone === null).map(({ record, cells }) => [record, cells]));
        expect(outcome.effects).toEqual(effects);
      }),
      runs(all),
    );
    for (const kind of ['filter', 'deduplicate', 'recode', 'trim', 'split', 'derive'])
      expect(met[kind], kind).toBeGreaterThan(runs(all).numRuns / 10);
  });
});
