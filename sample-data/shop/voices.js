import { instantOf, isoOf, LAST_DAY } from './calendar.js';

const MODES = /** @type {const} */ ([
  ['小程序', 56],
  ['短信 SMS', 30],
  ['电话', 14],
]);
const PRAISE = [
  '茶很香，会再来',
  '包装精美，送礼体面',
  'Lovely tea, fast delivery',
  '客服很耐心',
  '回甘好',
  '一如既往地好',
  'Great gift box',
];
const COMPLAINT = [
  '物流太慢',
  '价格比去年贵了',
  '售后回复慢',
  'Box arrived dented',
  '茶叶碎末多',
  '小程序付款总是卡住',
  'Too expensive for the quality',
];
export const DIMENSIONS = /** @type {const} */ (['q_quality', 'q_attitude', 'q_aftersales', 'q_price', 'q_speed']);

/** @param {number} value @param {number} low @param {number} high */
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** Answers to a survey sent some days after an order; a wave is a quarter. @param {import('./random.js').Random} random @param {import('./orders.js').Order[]} orders */
export function makeSurveys(random, orders) {
  const answers = [];
  for (const order of orders) {
    if (!order.customer || order.refundOf || order.status === 'cancelled' || !random.chance(0.068)) continue;
    const invited = order.day + 5 + random.whole(4);
    const answered =
      invited +
      random.weigh([
        [0, 50],
        [1, 25],
        [2, 12],
        [4, 8],
        [9, 5],
      ]);
    if (answered > LAST_DAY) continue;
    const mode = random.weigh(MODES);
    // People are kinder on the telephone; Tmall's buyers know the shop less; service was short-handed in the summer of 2026.
    const mood =
      (mode === '电话' ? 0.6 : 0) -
      (order.channel === 'Tmall' ? 0.9 : 0) -
      (isoOf(answered) >= '2026-06-15' && isoOf(answered) < '2026-09-01' ? 0.7 : 0);
    const nps = clamp(Math.round(8.35 + mood + (random.next() + random.next() + random.next() - 1.5) * 3.4), 0, 10);
    const grade = (/** @type {number} */ shift) => clamp(Math.round(1.1 + nps * 0.34 + shift + (random.next() - 0.5) * 2.2), 1, 5);
    const grades = [0.3, 0.25, -0.35, -0.3, 0].map((shift) => (random.chance(0.03) ? '' : String(grade(shift))));
    const words = random.chance(0.28) ? random.pick(nps >= 8 ? PRAISE : COMPLAINT) : '';
    const [year, month] = isoOf(answered).split('-').map(Number);
    answers.push({
      customer: order.customer.id,
      invited: instantOf(invited, 600),
      at: instantOf(answered, 620 + random.whole(700)),
      mode,
      wave: `${year}Q${Math.ceil(month / 3)}`,
      nps: random.chance(0.02) ? '' : String(nps),
      csat: String(grade(0)),
      grades,
      words,
    });
  }
  return answers.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map((answer, index) => ({ id: `S${10001 + index}`, ...answer }));
}

const KINDS = /** @type {const} */ ([
  ['物流', ['未按时送达', '包裹破损', '地址修改'], 30],
  ['商品', ['口感不符', '包装破损', '少发漏发'], 26],
  ['退换', ['申请退款', '换货'], 22],
  ['支付', ['付款失败', '优惠未生效'], 12],
  ['咨询', ['冲泡方法', '会员权益'], 10],
]);
const SEVERITIES = /** @type {const} */ ([
  ['低', 52],
  ['中', 36],
  ['高', 12],
]);
const HOURS = /** @type {const} */ ({ 低: 40, 中: 26, 高: 9 });

/** Service tickets, most of them some days after an order. @param {import('./random.js').Random} random @param {import('./orders.js').Order[]} orders */
export function makeTickets(random, orders) {
  const tickets = [];
  for (const order of orders) {
    if (!order.customer || !random.chance(order.refundOf ? 0.45 : 0.03)) continue;
    const day = order.day + (order.refundOf ? 0 : 1 + random.whole(6));
    const minute = 540 + random.whole(720);
    if (day > LAST_DAY) continue;
    const [type, topics] = order.refundOf ? KINDS[2] : random.weigh(KINDS.map((kind) => /** @type {const} */ ([kind, kind[2]])));
    const severity = random.weigh(SEVERITIES);
    const summer = isoOf(day) >= '2026-06-15' && isoOf(day) < '2026-09-01';
    const first = Math.round((8 + random.whole(110)) * (summer ? 2.6 : 1));
    const length = first + Math.round(HOURS[severity] * 60 * (0.15 + random.next() * 1.9) * (summer ? 1.5 : 1));
    const closed = day + Math.floor((minute + length) / 1440) <= LAST_DAY && !random.chance(0.02);
    tickets.push({
      customer: order.customer.id,
      opened: instantOf(day, minute),
      responded: day + Math.floor((minute + first) / 1440) <= LAST_DAY ? instantOf(day, minute + first) : '',
      closed: closed ? instantOf(day, minute + length) : '',
      type,
      topic: random.pick(topics),
      severity,
      agent: `A${1 + random.whole(7)}`,
    });
  }
  return tickets
    .sort((a, b) => (a.opened < b.opened ? -1 : a.opened > b.opened ? 1 : 0))
    .map((ticket, index) => ({ id: `G${1001 + index}`, ...ticket }));
}
