import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#core/model/presentation';
import { duckdb } from '#core/sql/dialects/duckdb';
import { placeParam } from '#core/sql/compare-tokens';
import { fillPlaceholders, type PlaceholderValue } from '#core/sql/placeholders';
import { isCode, tokenize } from '#core/sql/tokens';
import { contextOf, examplesOf, valueOf } from '../../../tests/support/contract';
import { modelOf } from '../../../tests/support/shop-tables';
import type { AnalysisDefinition, SqlStep } from './contract';
import { registry } from './registry';

const words = (sql: string) =>
  tokenize(sql)
    .filter(isCode)
    .map(({ text }) => text);

/** The SQL of each step of an analysis with one option set, by its id; null where it does not compile. */
function stepsOf(definition: AnalysisDefinition, kind: string, params: JsonObject): Map<string, string> | null {
  const { example } = examplesOf(kind)[0]!;
  const parsed = definition.parse({ ...example.params, ...params });
  const plan = parsed.ok ? definition.compile(parsed.value, contextOf(example, modelOf(example.tables))) : parsed;
  return plan.ok ? new Map(plan.value.steps.map((step) => [step.id, (step as SqlStep).sql])) : null;
}

/** The steps of an analysis whose text takes a whole-number option as a placeholder, and those where the structure hangs on it. */
function placedIn(definition: AnalysisDefinition, kind: string, key: string, [a, b, c, d]: readonly [number, number, number, number]) {
  const found = { placed: 0, refused: 0, equal: 0 };
  const [one, two, three, other] = [a, b, c, d].map((value) => stepsOf(definition, kind, { [key]: value }));
  for (const [id, sql] of one ?? []) {
    const samples = [[a, one], [b, two], [c, three]].map(([value, steps]) => ({ sql: (steps as Map<string, string> | null)?.get(id) ?? '', literal: String(value) })); // prettier-ignore
    const text = placeParam(key, samples, duckdb);
    if (text === null) found.refused += 1;
    else if (text === sql) found.equal += 1;
    else {
      // The proof: filled with a value it has never seen, it is what the analysis writes for that value.
      const value: PlaceholderValue = { is: 'literal', value: d };
      const filled = valueOf(fillPlaceholders(text, new Map([[key, value]]), duckdb));
      expect(words(filled.sql), `${kind} ${key} ${id}`).toEqual(words(other!.get(id)!));
      found.placed += 1;
    }
  }
  return found;
}

test('SQ50 on prebuilt analyses: what a whole-number option writes becomes its placeholder, and filled again is what the analysis writes', async () => {
  const placed: Record<string, number> = {};
  let refused = 0;
  for (const entry of registry) {
    const definition = await entry.load();
    for (const field of definition.form) {
      if (field.type !== 'integer' || field.max - field.min < 6) continue;
      const low = Math.max(field.min, Math.min(field.max - 6, field.default));
      const found = placedIn(definition, entry.kind, field.key, [low + 2, low + 3, low + 5, low + 4]);
      if (found.placed > 0) placed[`${entry.kind}.${field.key}`] = found.placed;
      refused += found.refused;
    }
  }
  console.info(`placed: ${JSON.stringify(placed)}; refused: ${refused} steps`);
  expect(Object.keys(placed).length).toBeGreaterThan(5);
  for (const kind of ['funnel', 'rfm', 'cohort'])
    expect(
      Object.keys(placed).some((each) => each.startsWith(`${kind}.`)),
      kind,
    ).toBe(true);
});

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

  test('a third value unmasks chance', () => {
    const sample = (value: number, sql: string) => ({ sql, literal: String(value) });
    // 4 stands for the value in the first two by chance; the third shows that it is the value doubled less two.
    expect(placeParam('x', [sample(2, 'SELECT 2'), sample(4, 'SELECT 4')], duckdb)).toBe('SELECT {{x}}');
    expect(placeParam('x', [sample(2, 'SELECT 2'), sample(4, 'SELECT 4'), sample(5, 'SELECT 8')], duckdb)).toBeNull();
  });
});
