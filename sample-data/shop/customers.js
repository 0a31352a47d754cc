import { dayOf, isSale, isoOf, LAST_DAY, seasonOf } from './calendar.js';

const SURNAMES = [...'陈林黄张李王吴刘蔡杨许郑谢郭洪曾邱廖赖周徐苏叶庄吕江何萧罗高潘简朱钟彭游詹胡施沈余卢梁赵颜柯翁魏孙戴'];
const GIVEN = [...'思远嘉宁雨桐子涵若曦浩然一诺欣怡俊杰明轩诗琪佳慧博文梓萱晓东丽华志强静雯海燕建国秀英文静婷伟芳敏'];
const WESTERN = ['Anna Keller', 'Tom Hughes', 'Marie Dubois', 'James Wong', 'Sofia Rossi', 'Ken Tanaka', 'Emily Clark', 'Lukas Weber'];

const CITIES = /** @type {const} */ ([
  ['上海', 22],
  ['杭州', 16],
  ['苏州', 11],
  ['南京', 8],
  ['北京', 10],
  ['深圳', 9],
  ['广州', 7],
  ['成都', 6],
  ['武汉', 4],
  ['厦门', 3],
  ['香港 Hong Kong', 3],
  ['Singapore', 1],
]);
const SOURCES = /** @type {const} */ ([
  ['门店', 26],
  ['小红书', 20],
  ['抖音', 16],
  ['朋友推荐', 14],
  ['Tmall', 13],
  ['WeChat ads', 8],
  ['Google', 3],
]);
const JOBS = /** @type {const} */ ([
  ['企业职员', 34],
  ['自由职业', 14],
  ['教师', 11],
  ['公务员', 10],
  ['企业主', 9],
  ['学生', 12],
  ['退休', 10],
]);

/** How people buy: share, chance to stop after each order, usual days between orders, size of the basket. */
const HABITS = /** @type {const} */ ([
  [{ name: 'once', stop: 0.93, gap: 60, size: 0.9 }, 46],
  [{ name: 'now and then', stop: 0.3, gap: 74, size: 1 }, 30],
  [{ name: 'regular', stop: 0.13, gap: 38, size: 1.1 }, 18],
  [{ name: 'devoted', stop: 0.05, gap: 21, size: 1.35 }, 6],
]);
const ONE_TIME = HABITS[0][0];

/** @typedef {{ number: number, id: string, name: string, registered: number, gender: string, city: string, source: string, job: string, habit: (typeof HABITS)[number][0], firstOrder: number | null, spent: number, tier: string }} Customer */

/** @param {import('./random.js').Random} random */
function makeName(random) {
  if (random.chance(0.05)) return random.pick(WESTERN);
  return random.pick(SURNAMES) + random.pick(GIVEN) + (random.chance(0.7) ? random.pick(GIVEN) : '');
}

/** Days on which people first buy, by season and slow growth. @param {import('./random.js').Random} random @param {number} count */
function firstDays(random, count) {
  const days = [];
  while (days.length < count) {
    const day = random.whole(LAST_DAY + 1);
    const growth = 0.72 + (0.28 * day) / LAST_DAY;
    const opening = day < 45 ? 1.6 : 1;
    if (random.next() * 4.2 < seasonOf(day) * growth * opening) days.push(day);
  }
  return days.sort((a, b) => a - b);
}

/** @param {import('./random.js').Random} random @param {number} count @returns {Customer[]} */
export function makeCustomers(random, count) {
  const buyers = Math.round(count * 0.93);
  const days = firstDays(random, count);
  const lookers = new Set();
  while (lookers.size < count - buyers) lookers.add(random.whole(count));
  return days.map((day, index) => {
    const wonBySale = isSale(day);
    const spring = isoOf(day).slice(5, 7) === '03';
    const habit = wonBySale && random.chance(0.5) ? ONE_TIME : random.weigh(HABITS);
    // March brings people who stay: the spring tasting.
    const settled = spring && habit === ONE_TIME && random.chance(0.42) ? HABITS[1][0] : habit;
    const early = random.chance(0.12)
      ? Math.max(dayOf('2023-09-01'), day - 20 - random.whole(300))
      : day - (random.chance(0.3) ? random.whole(9) : 0);
    const female = random.chance(0.61);
    return {
      number: index + 1,
      id: `M${String(index + 1).padStart(5, '0')}`,
      name: makeName(random),
      registered: early,
      gender: random.chance(0.04) ? '' : female ? '女' : '男',
      city: random.weigh(CITIES),
      source: random.weigh(SOURCES),
      job: random.chance(0.1) ? '' : random.weigh(JOBS),
      habit: settled,
      firstOrder: lookers.has(index) ? null : day,
      spent: 0,
      tier: '普通会员',
    };
  });
}
