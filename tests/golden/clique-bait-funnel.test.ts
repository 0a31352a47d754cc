import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definition } from '#core/analyses/funnel/definition';
import { rowsOf } from '#core/model/columns';
import type { JsonObject } from '#core/model/presentation';
import { makeContext } from '#core/query/context';
import type { SqlStep } from '#core/analyses/contract';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { valueOf } from '../support/contract';
import { sharedPath } from './shared-path';
import { createShop } from '../support/shop-tables';

const events = sharedPath('data/clique-bait/events.csv');
const golden = sharedPath('golden/orders-rfm-cohort-pipeline.json');
const TYPES = ['', 'Page View', 'Add to Cart', 'Purchase', 'Ad Impression', 'Ad Click'];

let engine: Connector;
beforeAll(async () => {
  engine = await openNodeEngine({ threads: 1 });
  await engine.ready();
});
afterAll(() => engine?.close());

const step = (event: string, page?: string): JsonObject => ({
  table: 'usage_events',
  where: [
    { column: 'event', condition: { op: 'in', values: [event] } },
    ...(page ? [{ column: 'page', condition: { op: 'in', values: [page] } }] : []),
  ],
});

describe.skipIf(!events || !golden)('Clique Bait', () => {
  it('the visits that reach each step, in order', async () => {
    const records = readFileSync(events!, 'utf8').trim().split(/\r?\n/).slice(1);
    const rows = records.map((record) => record.split(','));
    const cookies = [...new Set(rows.map(([, cookie]) => cookie!))];
    const model = await createShop(engine, {
      customers: [['customer_id'], ...cookies.map((cookie) => [cookie])],
      usage_events: [
        ['customer_id', 'event_at', 'event', 'session_id', 'page'],
        ...rows.map(([visit, cookie, page, type, , time]) => [cookie!, time!, TYPES[Number(type)]!, visit!, page!]),
      ],
    });
    const scope = {
      asOf: '2020-12-31',
      range: { from: null, to: null },
      filters: [],
      revenue: { paidStatuses: null },
      weekStart: 'monday',
    } as const;
    const context = valueOf(makeContext(scope, model, engine.dialect));
    const steps = [step('Page View', '1'), step('Page View', '2'), step('Add to Cart'), step('Page View', '12'), step('Purchase')];
    const params = valueOf(definition.parse({ steps, actor: 'session', window: 1 }));
    const [asked] = valueOf(definition.compile(params, context)).steps as SqlStep[];
    const bars = rowsOf(await engine.query(asked!.sql)).filter((row) => row['part'] === 'bars');
    const found = bars.toSorted((a, b) => Number(a['k']) - Number(b['k'])).map((row) => Number(row['units']));
    const { vectors } = JSON.parse(readFileSync(golden!, 'utf8')) as {
      vectors: { id: string; expected: { visit_funnel_ordered_counts: number[] } }[];
    };
    expect(found).toEqual(vectors.find(({ id }) => id === 'cliquebait')!.expected.visit_funnel_ordered_counts);
  }, 120_000);
});
