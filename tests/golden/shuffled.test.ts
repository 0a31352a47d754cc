import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnalysisDefinition } from '#core/analyses/contract';
import { registry } from '#core/analyses/registry';
import type { DataModel } from '#core/model/data-model';
import type { Presentation } from '#core/model/presentation';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { answer, contextOf, folderOf, valueOf, type Example } from '../support/contract';
import { runs } from '../support/seeded';
import { createShop } from '../support/shop-tables';
import { announcing, countingOnly, type Announcing } from '../support/shuffled/announcing';
import { mostByChance } from '../support/shuffled/judging';
import { AS_OF, makeShuffledShop, PLANTED, runName } from '../support/shuffled/shop';

const { seed, numRuns } = runs(600);
/** Beyond the stated rate lies what chance gives in fewer than one of so many tests like this one. */
const RARE = 10_000;
/** Crowds in the engine at one time. */
const TOGETHER = 60;

let engine: Connector;
let model: DataModel;
beforeAll(async () => {
  engine = await openNodeEngine();
  model = await createShop(engine, makeShuffledShop(Math.min(TOGETHER, numRuns), seed));
}, 120_000);
afterAll(() => engine?.close());

async function show(entry: Announcing, definition: AnalysisDefinition, run: string, number: number): Promise<Presentation> {
  const example = {
    context: {
      asOf: AS_OF,
      range: { from: null, to: null },
      filters: [{ table: 'customers', column: 'run', condition: { op: 'in', values: [run] } }],
      paidStatuses: null,
    },
  } as unknown as Example;
  const context = { ...contextOf(example, model), seed: number };
  const params = valueOf(definition.parse(entry.params));
  return definition.present(await answer(engine, definition, params, context), params, context);
}

const loaded = (kind: string): Promise<AnalysisDefinition> => registry.find((each) => each.kind === kind)!.load();
const cases = announcing.map((entry) => [`${entry.kind} ${entry.asked}`, entry] as const);

describe('shuffled data give no finding', () => {
  /** One pass over the crowds for all the cells, as the engine holds only some of them at a time. */
  const tally = new Map(announcing.map((entry) => [entry, { cells: 0, announced: 0, without: 0, comparisons: 0 }]));
  beforeAll(async () => {
    const definitions = new Map<Announcing, AnalysisDefinition>();
    for (const entry of announcing) definitions.set(entry, await loaded(entry.kind));
    for (let from = 0; from < numRuns; from += TOGETHER) {
      const here = Math.min(TOGETHER, numRuns - from);
      if (from > 0) model = await createShop(engine, makeShuffledShop(here, seed + from));
      for (let run = 0; run < here; run++)
        for (const [entry, counts] of tally) {
          const presentation = await show(entry, definitions.get(entry)!, runName(run), seed + from + run);
          const pValues = entry.pValues?.(presentation) ?? [];
          counts.cells++;
          counts.comparisons += pValues.length;
          if (entry.announces(presentation)) counts.announced++;
          if (pValues.some((p) => p <= 0.05)) counts.without++;
        }
    }
    for (const [{ kind, asked }, { cells, announced, without }] of tally)
      console.info(`${kind} ${asked}: of ${cells} shuffled cells ${announced} announce; by p alone ${without} would`);
  }, 3_600_000);

  it.each(cases)('%s: as rarely as its rules say', (_name, entry) => {
    const { cells, announced } = tally.get(entry)!;
    expect(cells).toBe(numRuns);
    expect(announced).toBeLessThanOrEqual(mostByChance(cells, entry.rate, RARE));
  });

  it.each(cases.filter(([, { pValues }]) => pValues))('%s: without allowing for many comparisons, far more often', (_name, entry) => {
    const { cells, without, comparisons } = tally.get(entry)!;
    expect(comparisons).toBeGreaterThan(4 * cells);
    expect(without).toBeGreaterThan(mostByChance(cells, entry.rate, RARE));
  });

  it.each(cases)('%s: a true difference is announced', async (_name, entry) => {
    expect(entry.announces(await show(entry, await loaded(entry.kind), PLANTED, seed))).toBe(true);
  });
});

describe('every cell is in this test', () => {
  it('it announces and is shuffled, or only counts', () => {
    const listed = [...new Set(announcing.map(({ kind }) => kind)), ...countingOnly];
    expect(listed.toSorted()).toEqual(registry.map(({ kind }) => kind).toSorted());
  });

  it.each(countingOnly)('%s compares nothing', (kind) => {
    const sources = readdirSync(folderOf(kind)).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
    const text = sources.map((file) => readFileSync(path.join(folderOf(kind), file), 'utf8')).join('\n');
    expect(text).not.toMatch(
      /falseDiscovery|compareWithRest|testAssociations|pooledZ|compareNps|chiSquare|logRank|fisher|welch|rankSum|newcombe/,
    );
  });

  it('the most that chance gives', () => {
    // Of 20 at 1 in 20: 4 or more in 1.6 %, 5 or more in 0.26 %.
    expect(mostByChance(20, 0.05, 50)).toBe(3);
    expect(mostByChance(20, 0.05, 100)).toBe(4);
    expect(mostByChance(1, 0.05, 10)).toBe(0);
  });
});
