import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf, type Columns, type Row } from '#core/model/columns';
import type { JsonObject } from '#core/model/presentation';
import { saying } from '#core/analyses/words';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { contextOf, examplesOf, valueOf } from '../../../../tests/support/contract';
import { createShop } from '../../../../tests/support/shop-tables';
import type { AnalysisDefinition, PresentContext, SqlStep } from '../contract';
import { registry } from '../registry';
import { customise } from './customise';
import { notebookValues } from './notebook-values';
import { ownQuestion } from './own-question';

let engine: Connector;
beforeAll(async () => void (engine = await openNodeEngine()));
afterAll(() => engine.close());

const isSql = (step: object): step is SqlStep => 'sql' in step;
/** Rows whatever their order: sums of doubles may differ in the last digit between two ways to add. */
const sorted = (rows: readonly Row[]): string[] =>
  rows
    .map((row) =>
      JSON.stringify(Object.entries(row).map(([key, value]) => [key, typeof value === 'number' ? Number(value.toPrecision(10)) : value])),
    )
    .toSorted();

async function ask(definition: AnalysisDefinition, params: JsonObject, context: PresentContext): Promise<Record<string, Columns>> {
  const plan = valueOf(definition.compile(params, context));
  const answers: Record<string, Columns> = {};
  for (const step of plan.steps.filter(isSql)) answers[step.id] = await engine.query(step.sql);
  return answers;
}
const inNotebook = (context: PresentContext): PresentContext => ({
  ...context,
  notebook: { values: notebookValues([], context), queries: [], metrics: [] },
});
const expectSame = (found: Record<string, Columns>, expected: Record<string, Columns>, what: string): void => {
  expect(Object.keys(found), what).toEqual(Object.keys(expected));
  for (const [id, columns] of Object.entries(expected))
    expect(sorted(rowsOf(found[id]!)), `${what} ${id}`).toEqual(sorted(rowsOf(columns)));
};

const words = {
  id: 'd1',
  name: 'Mine',
  purpose: '',
  say: (text: Parameters<ReturnType<typeof saying>>[0]) => saying({ locale: 'en', currency: 'CNY' })(text),
};
const met = { examples: 0, options: 0, changed: 0, pinned: new Set<string>(), moved: 0, fields: new Map<string, string[]>() };

describe('QC12 a prebuilt question made one’s own gives what it gave', () => {
  test.each(registry.flatMap(({ kind }) => examplesOf(kind).map(({ file, example }) => [kind, file, example] as const)))(
    'QC12 %s %s',
    async (kind, _file, example) => {
      const entry = registry.find((each) => each.kind === kind)!;
      const definition = await entry.load();
      const model = await createShop(engine, example.tables);
      const context = contextOf(example, model);
      const params = valueOf(definition.parse(example.params));
      const before = await ask(definition, params, context);
      const columns = Object.fromEntries(Object.entries(before).map(([id, each]) => [id, each.columns.map(({ name }) => name)]));
      const made = valueOf(customise({ definition, params, context, columns }, words));
      const own = ownQuestion(made.definition, { definition, params, columns });
      met.examples++;
      met.fields.set(
        kind,
        made.definition.form.map(({ key }) => key),
      );
      if (made.pinned) met.pinned.add(kind);

      const plain = own.suggest(model);
      const after = await ask(own, plain, inNotebook(context));
      expectSame(after, before, 'unchanged');
      const results = Object.fromEntries(Object.entries(before).map(([id, each]) => [id, rowsOf(each)]));
      const drawn = definition.present(results, params, context);
      expect(own.present(results, plain, { ...inNotebook(context), columns: before })).toEqual(drawn);

      for (const field of made.definition.form) {
        met.options++;
        if (field.type !== 'integer' && field.type !== 'number') throw new Error(`an option of type ${field.type}`);
        const value = field.default < field.max ? Math.min(field.max, field.default + 1) : field.min;
        const changed = await ask(definition, { ...params, [field.key]: value }, context);
        expectSame(await ask(own, { ...plain, [field.key]: value }, inNotebook(context)), changed, `${field.key} = ${value}`);
        met.changed++;
      }
      if (!made.pinned) {
        const earlier = { ...context, asOf: new Date(Date.parse(context.asOf) - 9 * 86_400_000).toISOString().slice(0, 10) };
        expectSame(await ask(own, plain, inNotebook(earlier)), await ask(definition, params, earlier), 'nine days earlier');
        met.moved++;
      }
    },
    60_000,
  );
});

test('QC12 what was met', () => {
  console.info(`customise: ${JSON.stringify({ ...met, pinned: [...met.pinned], fields: Object.fromEntries(met.fields) })}`);
  expect(met.examples).toBeGreaterThan(80);
  expect(met.changed).toBeGreaterThan(20);
  expect(met.moved).toBeGreaterThan(met.examples / 3);
});
