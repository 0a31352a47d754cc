import type { Unit } from '#core/messages/unit';

type Guess = Extract<Unit, 'money' | 'rate' | 'customers' | 'orders' | 'count' | 'days' | 'score'>;

/** Whole words that decide a unit by themselves (CB3). Chinese names are matched by their end, because they have no spaces. */
const WORDS: Readonly<Record<Guess, readonly string[]>> = {
  money: [
    'revenue',
    'amount',
    'sales',
    'price',
    'spend',
    'spent',
    'cost',
    'costs',
    'margin',
    'profit',
    'gmv',
    'discount',
    'refund',
    'refunds',
    'turnover',
  ],
  rate: ['rate', 'share', 'ratio', 'proportion', 'percentage'],
  customers: ['customers', 'people', 'members', 'buyers', 'users', 'respondents'],
  orders: ['orders', 'purchases'],
  count: ['count', 'n', 'quantity', 'qty', 'units', 'items', 'lines', 'events', 'visits', 'tickets', 'responses', 'rows', 'times'],
  days: ['days'],
  score: ['score', 'nps', 'csat', 'rating'],
};
const ENDINGS: Readonly<Record<Guess, readonly string[]>> = {
  money: ['金额', '营收', '收入', '销售额', '价格', '单价', '客单价', '成本', '利润', '毛利', '消费额', '花费', '退款额'],
  rate: ['率', '占比', '比例', '比率'],
  customers: ['人数', '客户数', '会员数', '顾客数', '用户数'],
  orders: ['订单数', '单数', '订单量'],
  count: ['数量', '件数', '次数', '条数', '笔数'],
  days: ['天数'],
  score: ['评分', '得分', '分数', '满意度'],
};
const AVERAGES =
  /^(avg|average|mean|median|typical|price|per|min|max|minimum|maximum|lowest|highest|p\d+|pct|percentile|running|cumulative|cum)$/;
const CHINESE_AVERAGES = /平均|均价|中位|单价|客单|价格|人均|每|最高|最低|累计/;
const IDENTIFIERS = /^(id|ids|code|no|nr|key|number|uuid|sku|zip|postcode|phone|mobile)$/;
const YEARS = /^(year|yr|fiscalyear|fy)$/;

/** `customerId`, `customer_id`, `Customer ID` → customer, id. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');

const lastWord = (name: string): string => wordsOf(name).at(-1) ?? '';

/** The unit that a name decides, with no other unit against it; null where it does not. */
export function unitInName(name: string): Guess | null {
  const words = wordsOf(name);
  const named = (Object.keys(WORDS) as Guess[]).filter(
    (unit) => words.some((word) => WORDS[unit].includes(word)) || ENDINGS[unit].some((ending) => name.trim().endsWith(ending)),
  );
  // “Order count” and “number of customers” say one thing twice; the thing counted is the unit.
  const told = named.length > 1 ? named.filter((unit) => unit !== 'count') : named;
  return told.length === 1 ? told[0]! : null;
}

/** Whether a name says that its numbers are averages, extremes, prices or running totals: nothing to add up (CB4). */
export const saysAverage = (name: string): boolean => wordsOf(name).some((word) => AVERAGES.test(word)) || CHINESE_AVERAGES.test(name);

/** Whether a name says that its numbers identify something (CB2). */
export const saysIdentifier = (name: string): boolean =>
  IDENTIFIERS.test(lastWord(name)) || /(编号|编码|代码|号|号码|主键)$/.test(name.trim());

/** Whether a name says that its numbers are years. */
export const saysYear = (name: string): boolean => YEARS.test(lastWord(name)) || /(年份|年度|年)$/.test(name.trim());
