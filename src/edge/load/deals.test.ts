import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from '#core/model/columns';
import { stateOfOutcome, stateOfStage } from '#core/query/deals/outcome-words';
import type { Connector } from '#edge/engine/connector';
import { asInstant, asNumber, requestFor, textFile } from '../../../tests/support/load-request';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { loadSources } from './loader';

const DEALS = {
  id: { role: 'opportunity_id' as const },
  firm: { role: 'customer_id' as const },
  since: { role: 'created_at' as const, ...asInstant },
  stage: { role: 'stage' as const },
  until: { role: 'closed_at' as const, ...asInstant },
  sum: { role: 'amount' as const, ...asNumber },
  product: { role: 'attribute' as const, attributeOf: 'opportunities' as const },
};
const HEADER = 'id,firm,since,stage,until,sum,product';
const ROWS = [
  'd1,a,2026-01-01,Won,2026-02-01,100,tea',
  'd2,a,2026-01-02,Lost,2026-02-02,200,tea',
  'd3,b,2026-01-03,Proposal,,300,pot',
  'd4,b,2026-01-04,Closed Won,2026-02-04,400,pot',
  'd5,,2026-01-05,赢单,2026-02-05,500,pot',
  'd6,c,2026-01-06,Won,,600,tea',
  'd1,a,2026-01-01,Won,2026-02-09,150,tea',
];

test('DL2 words of losing go before words of winning, in English and Chinese', () => {
  const of = (...texts: string[]) => texts.map(stateOfStage);
  expect(of('Won', 'Closed Won', 'closedwon', 'Deal – WON!', '赢单', '已成交', '已签约')).toEqual(Array(7).fill('won'));
  expect(of('Lost', 'Closed Lost', 'closedlost', 'Not won', '输单', '未成交', 'Disqualified', '輸單')).toEqual(Array(8).fill('lost'));
  expect(of('Prospecting', 'Negotiation', 'Wonder', 'Windows', '报价', '谈判', 'Closed', '1')).toEqual(Array(8).fill('open'));
  expect(['true', 'Yes', '1', '是', 'Won', 'Lost', 'Open', 'false'].map(stateOfOutcome)).toEqual([
    ...Array<string>(5).fill('won'),
    'lost',
    ...['open', 'open'],
  ]);
});

describe('deals', () => {
  let connector: Connector;
  beforeAll(async () => void (connector = await openWasmTestEngine()));
  afterAll(() => connector.close());
  const rows = async (sql: string) => rowsOf(await connector.query(sql)).map((row) => Object.values(row));
  const deals = requestFor('s1', textFile('deals.csv', [HEADER, ...ROWS].join('\n')), 'opportunity', DEALS);

  test('DL1 LD8 every record is a deal, and deals name customers', async () => {
    const { model, sources } = await loadSources(connector, [deals]);
    expect(sources[0]!.ledger).toMatchObject({ records: 7, kept: 7, rejected: 0 });
    expect(model.tables.map(({ name }) => name)).toEqual(['customers', 'opportunities', 'orders']);
    expect(await rows('SELECT customer_id FROM customers ORDER BY customer_key')).toEqual([['a'], ['b'], ['c']]);
    expect(await rows("SELECT count(*)::INTEGER, count(customer_key)::INTEGER FROM opportunities WHERE stage = 'Won'")).toEqual([[3, 3]]);
  });

  test('DL3 won deals with a close are orders, once each, by the last record', async () => {
    const { model } = await loadSources(connector, [deals]);
    expect(
      await rows(
        'SELECT order_id, customer_id, CAST(ordered_on AS VARCHAR), net_amount, product FROM orders LEFT JOIN customers USING (customer_key) ORDER BY order_key',
      ),
    ).toEqual([
      ['d4', 'b', '2026-02-04', 400, 'pot'],
      ['d5', null, '2026-02-05', 500, 'pot'],
      ['d1', 'a', '2026-02-09', 150, 'tea'],
    ]);
    expect([model.firstOrder, model.lastOrder]).toEqual(['2026-02-04', '2026-02-09']);
  });

  test('DL3 deals beside orders make none, and deals of which none is won make none', async () => {
    const orders = requestFor('s2', textFile('orders.csv', 'id,who,when\no1,a,2026-03-01'), 'order', {
      id: { role: 'order_id' },
      who: { role: 'customer_id' },
      when: { role: 'ordered_at', ...asInstant },
    });
    await loadSources(connector, [deals, orders]);
    expect(await rows('SELECT order_id FROM orders')).toEqual([['o1']]);
    const open = requestFor('s1', textFile('open.csv', [HEADER, ROWS[1], ROWS[2]].join('\n')), 'opportunity', DEALS);
    const { model } = await loadSources(connector, [open]);
    expect(model.tables.map(({ name }) => name)).toEqual(['customers', 'opportunities']);
  });

  test('LD21 DL3 a load in stretches makes the same tables', async () => {
    const asked = ['SELECT * FROM orders ORDER BY order_id', 'SELECT * FROM opportunities ORDER BY opportunity_id, amount'];
    await loadSources(connector, [deals]);
    const whole = await Promise.all(asked.map(rows));
    await loadSources(connector, [deals], { stretchRows: 2 });
    expect(await Promise.all(asked.map(rows))).toEqual(whole);
  });
});
