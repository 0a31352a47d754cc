import { isoOf, LAST_DAY, seasonOf, weekdayOf } from './calendar.js';

const PLANS = /** @type {const} */ ([
  ['小红书', 2100, 'acquire', '笔记种草'],
  ['抖音', 2400, 'acquire', '直播引流'],
  ['Tmall', 1800, 'acquire', 'Tmall search'],
  ['WeChat ads', 900, 'acquire', '朋友圈广告'],
  ['Google', 350, 'acquire', 'Brand search'],
  ['短信 SMS', 260, 'retain', '老客唤醒'],
]);

/** What was spent on advertising, by week (Mondays) and channel. @param {import('./random.js').Random} random */
export function makeSpend(random) {
  const rows = [];
  for (let day = 0; day <= LAST_DAY; day++) {
    if (weekdayOf(day) !== 1) continue;
    for (const [channel, usual, purpose, campaign] of PLANS) {
      const amount = Math.round(usual * Math.min(2.4, seasonOf(day + 3)) * (0.8 + random.next() * 0.4));
      rows.push({ day: isoOf(day), channel, amount, campaign, purpose });
    }
  }
  return rows;
}
