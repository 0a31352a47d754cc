import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registry } from '#core/analyses/registry';
import type { DataModel } from '#core/model/data-model';
import type { Metric } from '#core/report/notebook-types';
import { QueryError, type Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { BOUNDS, type QueryBounds } from '#edge/engine/query-bounds';
import { createShop, type ShopTables } from '../../../tests/support/shop-tables';
import { definitionsOf } from './definitions';
import { createRunner } from './runner';
import { cellOf, reportOf } from './test-parts';

const shop = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../core/analyses/overview/examples/small-shop.json'), 'utf8')) as {
  tables: ShopTables;
};
const options = { locale: 'en', seed: 1 } as const;
const metric: Metric = { id: 'm1', name: 'Revenue', meaning: '', unit: 'money', owner: '', table: 'orders', formula: 'sum(net_amount)' };

let engine: Connector;
let model: DataModel;
beforeAll(async () => {
  engine = await openNodeEngine({ threads: 1 });
  model = await createShop(engine, shop.tables);
});
afterAll(() => engine.close());

/** The engine, and the bounds that it was asked with; one that stops whatever has bounds as too slow. */
function listening(stops = false) {
  const bounds: (QueryBounds | undefined)[] = [];
  const query: Connector['query'] = (sql, given) => {
    bounds.push(given?.bounds);
    return stops && given?.bounds ? Promise.reject(new QueryError('slow', '10', sql)) : engine.query(sql, given);
  };
  return { bounds, connector: { ...engine, dialect: engine.dialect, query } as Connector };
}

test('RU17 a metric on trial has the bounds of a query, a stranger’s the narrower ones, and says that it was too slow', async () => {
  const report = reportOf([]);
  const { bounds, connector } = listening();
  const runner = createRunner(connector, model, definitionsOf(registry));
  expect(await runner.tryMetric(report, metric, options)).toMatchObject({ ok: true });
  expect(await runner.tryMetric(report, metric, { ...options, foreign: true })).toMatchObject({ ok: true });
  expect(bounds).toEqual([BOUNDS.own, BOUNDS.foreign]);
  const stopped = createRunner(listening(true).connector, model, definitionsOf(registry));
  expect(await stopped.tryMetric(report, metric, options)).toEqual({
    ok: false,
    issues: [{ code: 'issue_engine_slow', values: { detail: '10' } }],
  });
});

test('RU17 the people behind a prebuilt number are asked for without bounds', async () => {
  const { bounds, connector } = listening();
  const runner = createRunner(connector, model, definitionsOf(registry));
  const report = reportOf([cellOf('revenue')], { revenue: { paidStatuses: ['paid'] } });
  expect(await runner.people(report, 'revenue', { from: '2026-01-01', to: '2026-01-31' }, options)).toMatchObject({ ok: true });
  expect(bounds).toEqual([undefined]);
});
