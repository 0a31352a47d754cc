import { afterAll, beforeAll, expect, test } from 'vitest';
import { columnIn } from '#core/model/data-model';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { asInstant, asNumber, requestFor, textFile } from '../../../tests/support/load-request';
import { loadSources } from './loader';

let connector: Connector;
beforeAll(async () => void (connector = await openNodeEngine()));
afterAll(() => connector.close());

test('LD14 a channel of many values is text beside one of few, and both are described', async () => {
  const rows = Array.from(
    { length: 3000 },
    (_, index) => `${index},2024-01-01,${index},channel ${index % 1500},${index % 3 === 0 ? 'paid' : 'open'}`,
  );
  const request = requestFor('s1', textFile('orders.csv', `id,when,sum,channel,status\n${rows.join('\n')}\n`), 'order', {
    id: { role: 'order_id' },
    when: { role: 'ordered_at', ...asInstant },
    sum: { role: 'net_amount', ...asNumber },
    channel: { role: 'channel' },
    status: { role: 'status' },
  });
  const { model } = await loadSources(connector, [request]);
  expect(columnIn(model, 'orders', 'channel')).toMatchObject({ distinct: 1500, missing: 0 });
  expect(columnIn(model, 'orders', 'status')).toMatchObject({ distinct: 2, values: ['open', 'paid'] });
});
