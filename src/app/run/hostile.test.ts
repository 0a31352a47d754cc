import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataModel } from '#core/model/data-model';
import { checkSpec } from '#core/chart/gate';
import { sizeFault } from '#core/chart/gate-sizes';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { hostileDocuments } from '../../../tests/hostile/corpus/documents';
import type { DocumentKind } from '../../../tests/hostile/corpus/types';
import { openDocument } from '../../../tests/hostile/open-document';
import { createShop, modelOf, type ShopTables } from '../../../tests/support/shop-tables';

/** The whole corpus against the whole chain but the page: reading, compiling, the wall, presenting, the gate. The page is `tests/hostile/hostile.e2e.ts`. */
const LEAST: Readonly<Record<DocumentKind, number>> = {
  sql_cell: 150,
  sql_definition: 35,
  sql_metric: 15,
  sql_earlier: 14,
  sql_value: 25,
  advisory: 50,
  chart_reach: 30,
  chart_bomb: 50,
  markdown: 40,
  prototype: 20,
  link: 15,
  version: 20,
  engine_bomb: 20,
  impostor: 60,
};
const tables: ShopTables = {
  customers: [
    ['customer_id', 'region'],
    ['c1', '北京'],
    ['c2', '上海'],
  ],
  orders: [
    ['order_id', 'customer_id', 'ordered_at', 'net_amount'],
    ['o1', 'c1', '2026-01-05', 10],
    ['o2', 'c2', '2026-02-05', 20],
  ],
};
let engine: Connector;
let model: DataModel;

beforeAll(async () => {
  engine = await openNodeEngine({ threads: 1 });
  await createShop(engine, tables);
  model = modelOf(tables);
});
afterAll(() => engine.close());

test('the corpus holds three hundred reports at least, of every kind, all different', () => {
  const ids = hostileDocuments.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(300);
  for (const [kind, least] of Object.entries(LEAST))
    expect(hostileDocuments.filter((each) => each.kind === kind).length, kind).toBeGreaterThanOrEqual(least);
});

// Native threads cannot be starved as the page's can; what would run for ever is left to the page, where time is short.
const quick = hostileDocuments.filter(({ kind }) => kind !== 'engine_bomb');

describe.each([...new Set(quick.map(({ kind }) => kind))])('%s', (kind) => {
  test.each(quick.filter((each) => each.kind === kind).map((each) => [each.id, each.tries, each] as const))(
    '%s %s',
    async (_id, _tries, document) => {
      const opened = await openDocument(document, 'http://127.0.0.1:9', { engine, model });
      expect(opened.before).toBe(0);
      const undrawn = opened.charts.some((chart) => {
        const checked = checkSpec(chart.spec);
        return !checked.ok || sizeFault(checked.value, chart.rows) !== null;
      });
      const ended = opened.ended === 'answered' && undrawn ? 'stopped' : opened.ended;
      if (document.ends === 'harmless') expect(ended, opened.sentences.join(' | ')).not.toBe('refused');
      else expect(ended, opened.sentences.join(' | ')).toBe(document.ends);
      if (ended !== 'answered' && !undrawn) expect(opened.sentences.length).toBeGreaterThan(0);
      for (const sentence of opened.sentences) expect(sentence).toMatch(/\S.*\S/);
      expect(({} as { polluted?: string }).polluted).toBeUndefined();
    },
  );
});
