import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { duckVectors, judgeDuck } from './csv-suites/duckdb';
import { judgePapa, papaVectors } from './csv-suites/papaparse';
import { judgePollock, pollockVectors } from './csv-suites/pollock';
import { fileVectors, judgeFile } from './csv-suites/real-files';
import { summarise, type Outcome, type Verdict } from './csv-suites/verdict';

let connector: Connector;
beforeAll(async () => {
  connector = await openNodeEngine();
  await connector.ready();
});
afterAll(() => connector.close());

const share = (verdicts: readonly Verdict[], ...outcomes: readonly Outcome[]): number =>
  verdicts.filter(({ outcome }) => outcomes.includes(outcome)).length / verdicts.length;
const named = (verdicts: readonly Verdict[], outcome: Outcome): readonly string[] =>
  verdicts.filter((each) => each.outcome === outcome).map(({ id, note }) => `${id}: ${note}`);

async function run<Vector>(
  suite: string,
  vectors: readonly Vector[],
  judge: (connector: Connector, vector: Vector) => Promise<Verdict>,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const vector of vectors) verdicts.push(await judge(connector, vector));
  console.info(
    [
      summarise(suite, verdicts),
      ...verdicts.filter(({ outcome }) => outcome !== 'as expected').map(({ id, outcome, note }) => `  ${outcome} · ${id} · ${note}`),
    ].join('\n'),
  );
  return verdicts;
}

describe.skipIf(pollockVectors().length === 0)('suites of other readers', () => {
  test('Pollock', async () => {
    const verdicts = await run('Pollock', pollockVectors(), judgePollock);
    expect(named(verdicts, 'silently wrong')).toEqual([]);
    expect(share(verdicts, 'as expected')).toBeGreaterThanOrEqual(0.7);
    expect(share(verdicts, 'asked')).toBeLessThanOrEqual(0.25);
  });

  test('encodings, horror, spectrum', async () => {
    const verdicts = await run('Encodings, horror, spectrum', fileVectors(), judgeFile);
    expect(named(verdicts, 'silently wrong')).toEqual([]);
    expect(share(verdicts, 'asked')).toBeLessThanOrEqual(0.1);
  });

  test('Papa Parse', async () => {
    const verdicts = await run('Papa Parse', papaVectors(), judgePapa);
    expect(named(verdicts, 'silently wrong')).toEqual([]);
    expect(share(verdicts, 'not our question')).toBeLessThanOrEqual(0.2);
  });

  test('DuckDB', async () => {
    const verdicts = await run('DuckDB', duckVectors(), judgeDuck);
    expect(named(verdicts, 'silently wrong')).toEqual([]);
    expect(share(verdicts, 'not our question')).toBeLessThanOrEqual(0.35);
  });
});
