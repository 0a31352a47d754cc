import { instantOf, LAST_DAY, seasonOf } from './calendar.js';

/** Steps in the app. */
export const STEPS = /** @type {const} */ (['view_product', 'add_to_cart', 'start_checkout', 'pay']);
/** Events are kept for so many days. */
const DAYS = 75;

/** Chance of the next step for those who go no further than a look round: the phone's checkout is the leak. */
const GOES_ON = /** @type {const} */ ({ phone: [0.27, 0.5], computer: [0.34, 0.66] });

/** @typedef {{ customer: string, at: string, event: string, device: string, session: string }} AppEvent */

/** Sessions that ended in an order of the mini-program or the website, and others that did not. @param {import('./random.js').Random} random @param {import('./customers.js').Customer[]} customers @param {import('./orders.js').Order[]} orders @returns {AppEvent[]} */
export function makeEvents(random, customers, orders) {
  const from = LAST_DAY - DAYS + 1;
  /** @type {{ customer: string, day: number, minute: number, device: string, depth: number }[]} */
  const visits = [];
  for (const order of orders) {
    if (order.day < from || order.refundOf || !order.customer || !['小程序', 'Website'].includes(order.channel)) continue;
    const device = order.channel === 'Website' && random.chance(0.7) ? 'computer' : 'phone';
    visits.push({ customer: order.customer.id, day: order.day, minute: Math.max(20, order.minute), device, depth: 4 });
    // Some look the day before.
    if (random.chance(0.35) && order.day > from)
      visits.push({ customer: order.customer.id, day: order.day - 1, minute: 600 + random.whole(600), device, depth: 2 });
  }
  for (let day = from; day <= LAST_DAY; day++) {
    for (let index = 0; index < Math.round(52 * seasonOf(day)); index++) {
      const customer = customers[random.whole(customers.length)];
      if (customer.registered > day) continue;
      const device = random.chance(0.78) ? 'phone' : 'computer';
      const [cart, checkout] = GOES_ON[device];
      const depth = random.chance(cart) ? (random.chance(checkout) ? 3 : 2) : 1;
      visits.push({ customer: customer.id, day, minute: 540 + random.whole(840), device, depth });
    }
  }
  visits.sort((a, b) => a.day - b.day || a.minute - b.minute);
  return visits.flatMap((visit, index) => {
    const session = `V${10001 + index}`;
    const begin = visit.minute - 2 * visit.depth - random.whole(6);
    return Array.from({ length: visit.depth }, (_, step) => {
      const minute = step === 3 ? visit.minute : Math.max(0, begin + step * 2);
      return { customer: visit.customer, at: instantOf(visit.day, minute), event: STEPS[step], device: visit.device, session };
    });
  });
}
