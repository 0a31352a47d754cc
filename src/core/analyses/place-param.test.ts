import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '#core/model/presentation';
import { duckdb } from '#core/sql/dialects/duckdb';
import { placeParam } from '#core/sql/compare-tokens';
import { fillPlaceholders, type PlaceholderValue } from '#core/sql/placeholders';
import { isCode, tokenize } from '#core/sql/tokens';
import type { Connector } from '#edge/engine/connector';
import { contextOf, examplesOf, valueOf } from '../../../tests/support/contract';
import { createShop, modelOf } from '../../../tests/support/shop-tables';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import type { AnalysisDefinition, SqlStep } from './contract';
import { registry } from './registry';

let engine: Connector;
beforeAll(async () => void (engine = await openWasmTestEngine()));
afterAll(() => engine.close());

const PRODUCT = /\( (\d+)(?: \* (?:CAST \( )?(\d+)(?: AS BIGINT \))?)?(?: ([+-]) (\d+))? \)/g;
const REST = /\( (\d+) - (\d+)(?: \* (?:CAST \( )?(\d+)(?: AS BIGINT \))?)? \)/g;
/** The tokens of a text, expressions of whole numbers worked out. */
const words = (sql: string): string =>
  tokenize(sql)
    .filter(isCode)
    .map(({ text }) => text)
    .join(' ')
    .replace(REST, (_all, from: string, value: string, factor = '1') => String(Number(from) - Number(value) * Number(factor)))
    .replace(PRODUCT, (_all, value: string, factor = '1', sign = '+', offset = '0') =>
      String(Number(value) * Number(factor) + (sign === '-' ? -1 : 1) * Number(offset)),
    );

/** The SQL of each step of an analysis with one option set, by its id; null where it does not compile. */
function stepsOf(definition: AnalysisDefinition, kind: string, params: JsonObject): Map<string, string> | null {
  const { example } = examplesOf(kind)[0]!;
  const parsed = definition.parse({ ...example.params, ...params });
  const plan = parsed.ok ? definition.compile(parsed.value, contextOf(example, modelOf(example.tables))) : parsed;
  return plan.ok ? new Map(plan.value.steps.map((step) => [step.id, (step as SqlStep).sql])) : null;
}

/** The steps of an analysis whose text takes a whole-number option as a placeholder, and how many there are whose structure hangs on it. */
async function placedIn(
  definition: AnalysisDefinition,
  kind: string,
  key: string,
  [a, b, c, d]: readonly [number, number, number, number],
) {
  const found = { placed: 0, derived: 0, refused: 0 };
  const [one, two, three, other] = [a, b, c, d].map((value) => stepsOf(definition, kind, { [key]: value }));
  for (const [id, sql] of one ?? []) {
    const samples = [
      { literal: String(a), sql },
      { literal: String(b), sql: two?.get(id) ?? '' },
      { literal: String(c), sql: three?.get(id) ?? '' },
    ];
    const text = placeParam(key, samples, duckdb);
    if (text === null) found.refused += 1;
    if (text === null || text === sql) continue;
    // The proof: filled with a value it has never seen, it is what the analysis writes for that value, and answers the same.
    const value: PlaceholderValue = { is: 'literal', value: d };
    const filled = valueOf(fillPlaceholders(text, new Map([[key, value]]), duckdb)).sql;
    const written = other!.get(id)!;
    expect(words(filled), `${kind} ${key} ${id}`).toBe(words(written));
    if (JUDGED.includes(kind)) expect(await engine.query(filled)).toEqual(await engine.query(written));
    found.placed += 1;
    if (/CAST\(\d+ AS BIGINT\)|\(\{\{/.test(text)) found.derived += 1;
  }
  return found;
}

const JUDGED = ['funnel', 'rfm', 'cohort'];

test('SQ50 SQ51 on prebuilt analyses: what a whole-number option writes becomes its placeholder, and filled again is what the analysis writes', async () => {
  const placed: Record<string, number> = {};
  let [refused, derived] = [0, 0];
  for (const entry of registry) {
    const definition = await entry.load();
    if (JUDGED.includes(entry.kind)) await createShop(engine, examplesOf(entry.kind)[0]!.example.tables);
    for (const field of definition.form) {
      if (field.type !== 'integer' || field.max - field.min < 6) continue;
      const low = Math.max(field.min, Math.min(field.max - 6, field.default));
      const found = await placedIn(definition, entry.kind, field.key, [low + 2, low + 3, low + 5, low + 4]);
      if (found.placed > 0) placed[`${entry.kind}.${field.key}`] = found.placed;
      refused += found.refused;
      derived += found.derived;
    }
  }
  console.info(`placed: ${JSON.stringify(placed)}; with expressions: ${derived}; refused: ${refused} steps`);
  expect(Object.keys(placed).length).toBeGreaterThan(5);
  expect(derived).toBeGreaterThan(0);
  for (const kind of JUDGED) expect(Object.keys(placed).some((each) => each.startsWith(`${kind}.`)), kind).toBe(true);
}); // prettier-ignore

describe('SQ50 what counts as a place', () => {
  const place = (one: string, literal: string, other: string, otherLiteral: string) =>
    placeParam('x', [{ sql: one, literal }, { sql: other, literal: otherLiteral }], duckdb); // prettier-ignore

  test('exactly the literal, wherever the two stand against each other', () => {
    expect(place('SELECT 30, 7 + 30', '30', 'SELECT 90, 7 + 90', '90')).toBe('SELECT {{x}}, 7 + {{x}}');
    expect(place('SELECT 30, 30', '30', 'SELECT 30, 90', '90')).toBe('SELECT 30, {{x}}');
    expect(place("a IN ('x', 'y') -- c", "('x', 'y')", "a IN ('z') -- c", "('z')")).toBe('a IN {{x}} -- c');
    expect(place("d > DATE '2026-01-01'", "DATE '2026-01-01'", "d > DATE '2026-02-01'", "DATE '2026-02-01'")).toBe('d > {{x}}');
    expect(place('a - (-1)', '(-1)', 'a - 2', '2')).toBe('a - {{x}}');
    expect(place("k = '客''s'", "'客''s'", 'k = NULL', 'NULL')).toBe('k = {{x}}');
  });

  test('anything else that differs is refused; nothing that differs leaves the text', () => {
    expect(place('SELECT 30', '30', 'SELECT 30', '90')).toBe('SELECT 30');
    expect(place('SELECT 30, 29', '30', 'SELECT 90, 89', '90')).toBeNull();
    expect(place('SELECT 30', '30', 'SELECT 90 AS a', '90')).toBeNull();
    expect(place("SELECT '30'", '30', "SELECT '90'", '90')).toBeNull();
    expect(place('SELECT a30', '30', 'SELECT a90', '90')).toBeNull();
    expect(place('SELECT 30d', '30', 'SELECT 90d', '90')).toBeNull();
    expect(place('SELECT 30 -- 30', '30', 'SELECT 90 -- 90', '90')).toBeNull();
    expect(place('SELECT 90', '30', 'SELECT 30', '90')).toBeNull();
    expect(place('SELECT 30', '30', '', '90')).toBeNull();
  });

  const sample = (value: number, sql: string) => ({ sql, literal: String(value) });
  const three = (write: (value: number) => string) => placeParam('x', [2, 4, 5].map((value) => sample(value, write(value))), duckdb); // prettier-ignore

  test('a third value unmasks chance', () => {
    expect(placeParam('x', [sample(2, 'SELECT 2'), sample(4, 'SELECT 4')], duckdb)).toBe('SELECT {{x}}');
    expect(placeParam('x', [sample(2, 'SELECT 2'), sample(4, 'SELECT 4'), sample(5, 'SELECT 7')], duckdb)).toBeNull();
    expect(placeParam('x', [sample(2, 'SELECT 20'), sample(4, 'SELECT 40')], duckdb)).toBeNull();
  });

  test('SQ51 whole numbers that follow the value evenly become expressions of it', () => {
    expect(three((value) => `SELECT ${value * 60}`)).toBe('SELECT ({{x}} * 60)');
    expect(three((value) => `SELECT ${value * 86_400_000_000}, ${value}`)).toBe('SELECT ({{x}} * CAST(86400000000 AS BIGINT)), {{x}}');
    expect(three((value) => `SELECT ${value - 1}, ${value + 1}`)).toBe('SELECT ({{x}} - 1), ({{x}} + 1)');
    expect(three((value) => `SELECT ${100 - value * 7}`)).toBe('SELECT (100 - {{x}} * 7)');
    expect(three((value) => `SELECT ${value * value}`)).toBeNull();
    expect(three((value) => `SELECT ${value / 2}`)).toBeNull();
    expect(three((value) => `SELECT step_${value}`)).toBeNull();
  });
});
