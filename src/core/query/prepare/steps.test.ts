import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { prepareInEngine, resolveTable, type StepOutcome, type StepTable } from '../../../../tests/support/prepared-records';
import { openWasmTestEngine } from '../../../../tests/support/wasm-engine';
import { applySteps } from './apply-steps';
import examples from './examples/steps.json';

interface Example extends StepTable, StepOutcome {
  readonly rule: string;
  readonly says: string;
}
const cases = (examples as unknown as readonly Example[]).map((example) => [example.rule, example.says, example] as const);

describe.each(Object.entries({ native: () => openNodeEngine(), 'DuckDB-WASM': openWasmTestEngine }))('on %s', (_, open) => {
  let engine: Connector;
  beforeAll(async () => void (engine = await open()));
  afterAll(() => engine.close());

  test.each(cases)('%s %s', async (_rule, _says, example) => {
    const { after, effects } = await prepareInEngine(engine, example);
    expect(after).toEqual(example.after);
    expect(effects).toEqual(example.effects);
  });
});

describe('without an engine', () => {
  test.each(cases)('%s %s', (_rule, _says, example) => {
    const { records, effects } = applySteps(resolveTable(example), example.rows);
    expect(records.filter(({ gone }) => gone === null).map(({ record, cells }) => [record, cells])).toEqual(example.after);
    expect(effects).toEqual(example.effects);
  });
});
