import { instantOf, isGiftSeason, LAST_DAY, seasonOf } from './calendar.js';
import { basketWeights } from './catalogue.js';

/** Amounts are whole tenths of a yuan, so that sums are exact. */
/** @typedef {{ product: string, quantity: number, price: number }} Line */
/** @typedef {{ id: string, customer: import('./customers.js').Customer | null, day: number, minute: number, lines: Line[], total: number, status: string, channel: string, promo: string, refundOf: string }} Order */

const CHANNELS = /** @type {const} */ ([
  ['门店', 30],
  ['小程序', 38],
  ['Tmall', 20],
  ['Website', 12],
]);
const PROMOS = /** @type {const} */ ([
  ['TEA10', 10],
  ['新客立减', 15],
  ['VIP85', 15],
]);

const totalOf = (/** @type {readonly Line[]} */ lines) => lines.reduce((sum, line) => sum + line.quantity * line.price, 0);

/** @param {import('./random.js').Random} random @param {number} day @param {boolean} beginner @param {number} size @param {number} off percent */
function makeLines(random, day, beginner, size, off) {
  const weights = basketWeights(isGiftSeason(day), beginner);
  const count = random.weigh([
    [1, 46],
    [2, 34 * size],
    [3, 14 * size],
    [4, 6 * size],
  ]);
  /** @type {Map<string, Line>} */
  const lines = new Map();
  for (let index = 0; index < count; index++) {
    const product = random.weigh(weights);
    const quantity = random.weigh([
      [1, 78],
      [2, 16 * size],
      [3, 4 * size],
      [5, product.gift ? 6 : 1],
    ]);
    // Prices rose by 4 % in the second spring.
    const raised = day > 380 ? 104 : 100;
    const price = Math.round((product.price * raised * (100 - off)) / 1000);
    lines.set(product.id, { product: product.id, quantity, price });
  }
  return [...lines.values()];
}

/** @param {import('./random.js').Random} random @param {string} channel */
function makeMinute(random, channel) {
  const hour =
    channel === '门店'
      ? 10 + random.whole(11)
      : random.weigh([
          [8, 3],
          [10, 6],
          [12, 9],
          [15, 6],
          [18, 7],
          [20, 12],
          [21, 12],
          [22, 8],
          [23, 3],
          [0, 1],
        ]);
  return hour * 60 + random.whole(60);
}

/** @param {import('./random.js').Random} random @param {number} day */
function makeStatus(random, day) {
  if (random.chance(0.026)) return 'cancelled';
  if (LAST_DAY - day <= 2) return 'paid';
  return LAST_DAY - day <= 6 ? 'shipped' : 'completed';
}

/** Days on which one customer buys. @param {import('./random.js').Random} random @param {import('./customers.js').Customer} customer */
function buyingDays(random, customer) {
  const days = [];
  let day = customer.firstOrder;
  while (day !== null && day <= LAST_DAY) {
    days.push(day);
    if (random.chance(customer.habit.stop)) break;
    // The product of two even spreads: many come back soon, a few much later.
    const wait = random.next() * random.next() * 4;
    day += Math.max(1, Math.round(customer.habit.gap * wait));
    for (let tries = 0; tries < 4 && random.next() * 1.6 > seasonOf(day); tries++) day += 3 + random.whole(9);
  }
  return days;
}

/** Some of what was sold comes back within two weeks, whole or in part. @param {import('./random.js').Random} random @param {Order} order @returns {Order | null} */
function makeRefund(random, order) {
  if (order.status === 'cancelled' || !random.chance(order.channel === 'Tmall' ? 0.045 : 0.018)) return null;
  const day = order.day + 2 + random.whole(12);
  const minute = makeMinute(random, 'Website');
  const lines = order.lines.length > 1 && random.chance(0.5) ? order.lines.slice(0, 1) : order.lines;
  const returned = lines.map((line) => ({ ...line, quantity: -line.quantity }));
  if (day > LAST_DAY) return null;
  return { ...order, id: '', day, minute, lines: returned, total: totalOf(returned), status: 'refunded', promo: '', refundOf: 'of' };
}

/** All orders with their refunds, in order of time, numbered. @param {import('./random.js').Random} random @param {import('./customers.js').Customer[]} customers @returns {Order[]} */
export function makeOrders(random, customers) {
  /** @type {Order[]} */
  const orders = [];
  /** @param {import('./customers.js').Customer | null} customer @param {number} day @param {boolean} first */
  const sell = (customer, day, first) => {
    const channel = customer
      ? random.weigh(
          customer.source === 'Tmall'
            ? [
                ['Tmall', 80],
                ['小程序', 20],
              ]
            : CHANNELS,
        )
      : '门店';
    const [promo, off] = random.chance(first ? 0.3 : 0.12)
      ? random.weigh(PROMOS.map((each) => /** @type {const} */ ([each, 1])))
      : /** @type {const} */ (['', 0]);
    const lines = makeLines(random, day, first, customer?.habit.size ?? 0.8, off);
    orders.push({
      id: '',
      customer,
      day,
      minute: makeMinute(random, channel),
      lines,
      total: totalOf(lines),
      status: makeStatus(random, day),
      channel,
      promo,
      refundOf: '',
    });
  };
  for (const customer of customers) for (const [index, day] of buyingDays(random, customer).entries()) sell(customer, day, index === 0);
  for (let day = 0; day <= LAST_DAY; day++) if (random.next() < seasonOf(day) * 0.62) sell(null, day, true);

  const byTime = (/** @type {Order} */ a, /** @type {Order} */ b) => a.day - b.day || a.minute - b.minute;
  orders.sort(byTime);
  orders.forEach((order, index) => (order.id = `T${10001 + index}`));
  const refunds = orders.flatMap((order) => {
    const refund = makeRefund(random, order);
    return refund ? [{ ...refund, id: `R${order.id.slice(1)}`, refundOf: order.id }] : [];
  });
  const all = [...orders, ...refunds].sort(byTime);
  for (const order of all) if (order.customer && order.status !== 'cancelled') order.customer.spent += order.total;
  return all;
}

/** @param {number} tenths */
export const yuan = (tenths) => (tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1));
/** @param {Order} order */
export const orderedAt = (order) => instantOf(order.day, order.minute);

/** Tiers by what was spent in all. @param {import('./customers.js').Customer[]} customers */
export function setTiers(customers) {
  for (const customer of customers)
    customer.tier = customer.spent >= 60000 ? '黑金会员' : customer.spent >= 22000 ? '金卡' : customer.spent >= 8000 ? '银卡' : '普通会员';
}
