/**
 * Writes the sample shop: `node sample-data/make.js [--out folder]`. The same bytes on every run; no clock, no chance but the seed.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isoOf } from './shop/calendar.js';
import { PRODUCTS } from './shop/catalogue.js';
import { makeCustomers } from './shop/customers.js';
import { makeEvents } from './shop/events.js';
import { makeOrders, orderedAt, setTiers, yuan } from './shop/orders.js';
import { makeRandom } from './shop/random.js';
import { makeSpend } from './shop/spend.js';
import { DIMENSIONS, makeSurveys, makeTickets } from './shop/voices.js';

const CUSTOMERS = 11_400;
const SEED = 20261024;

/** @param {unknown} value */
const field = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
/** @param {readonly string[]} head @param {readonly (readonly unknown[])[]} rows */
const table = (head, rows) => `${[head, ...rows].map((row) => row.map(field).join(',')).join('\n')}\n`;

/** File names and texts. Some files have Chinese headers and some English, as in real shops. */
function makeShop() {
  const stream = (/** @type {number} */ number) => makeRandom(SEED + number);
  const customers = makeCustomers(stream(1), CUSTOMERS);
  const orders = makeOrders(stream(2), customers);
  setTiers(customers);
  const surveys = makeSurveys(stream(3), orders);
  return {
    'customers.csv': table(
      ['会员编号', '姓名', '注册日期', '性别', '城市', '职业', '会员等级', '获客渠道'],
      customers.map((each) => [each.id, each.name, isoOf(each.registered), each.gender, each.city, each.job, each.tier, each.source]),
    ),
    'orders.csv': table(
      ['order_id', 'customer_id', 'ordered_at', 'net_amount', 'currency', 'status', 'channel', 'promo_code', 'refund_of'],
      orders.map((each) => [
        each.id,
        each.customer?.id ?? '',
        orderedAt(each),
        yuan(each.total),
        'CNY',
        each.status,
        each.channel,
        each.promo,
        each.refundOf,
      ]),
    ),
    'order_items.csv': table(
      ['订单号', '商品编号', '数量', '单价'],
      orders.flatMap((each) => each.lines.map((line) => [each.id, line.product, line.quantity, yuan(line.price)])),
    ),
    'products.csv': table(
      ['product_id', 'product_name', 'category', 'list_price', 'product_cost'],
      PRODUCTS.map((each) => [each.id, each.name, each.category, each.price, each.cost]),
    ),
    'marketing_spend.csv': table(
      ['spend_date', 'channel', 'spend', 'campaign', 'purpose'],
      makeSpend(stream(4)).map((each) => [each.day, each.channel, each.amount, each.campaign, each.purpose]),
    ),
    'app_events.csv': table(
      ['customer_id', 'event_at', 'event', 'device', 'session_id'],
      makeEvents(stream(5), customers, orders).map((each) => [each.customer, each.at, each.event, each.device, each.session]),
    ),
    'surveys.csv': table(
      ['response_id', 'customer_id', 'invited_at', 'responded_at', 'mode', 'wave', 'nps', 'csat', ...DIMENSIONS, 'comment'],
      surveys.map((each) => [
        each.id,
        each.customer,
        each.invited,
        each.at,
        each.mode,
        each.wave,
        each.nps,
        each.csat,
        ...each.grades,
        each.words,
      ]),
    ),
    'tickets.csv': table(
      ['工单号', '会员编号', '工单创建时间', '首次响应时间', '关闭时间', '工单类型', '工单分类', '优先级', '客服编号'],
      makeTickets(stream(6), orders).map((each) => [
        each.id,
        each.customer,
        each.opened,
        each.responded,
        each.closed,
        each.type,
        each.topic,
        each.severity,
        each.agent,
      ]),
    ),
  };
}

const given = process.argv.indexOf('--out');
const out = given > 0 ? process.argv[given + 1] : import.meta.dirname;
mkdirSync(out, { recursive: true });
for (const [name, text] of Object.entries(makeShop())) writeFileSync(path.join(out, name), text);
