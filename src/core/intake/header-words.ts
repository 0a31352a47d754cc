import { headerKey } from './header-key';

/** Words that say what a column is about without naming its role. Those of Latin letters count as whole words. */
const WORDS = {
  /** People who work for the seller. */
  staff: `owner, creator, created by, modified by, updated by, agent, assignee, operator, employee, cashier, sales rep, clerk, staff, rep,
    业务员, 员工, 店员, 客服, 负责人, 经办人, 制单人, 审核人, 创建人, 操作员, 收银员, 業務員, 員工, 負責人`,
  /** What is sold. */
  goods: `product, item, sku, goods, article, stock, variant, barcode, 商品, 产品, 物料, 货号, 货品, 存货, 款号, 规格, 条码, 宝贝, 品名, 品项, 產品`,
  /** Dates that come after the row was made, or may never come. */
  later: `modified, modstamp, modification, update, updated, last, next, expected, due, planned, viewed, referenced, activity, email, archive, archived, sync,
    expires, expiry, 修改, 更新, 最近, 最后, 预计, 截止, 到期, 下次, 上次, 最後, 預計`,
  /** Dates that end what a row is about. */
  end: `closed, closing, close, won, completed, complete, paid, settled, signed, 成交, 成功, 完成, 付款, 支付, 签订, 結案`,
  /** Dates that begin what a row is about. */
  begin: `created, create, creation, opened, engaged, engage, started, start, 创建, 新建, 立项, 建立, 創建, 立項`,
  /** Firms that one deals with. */
  firm: `account, company, organization, organisation, 公司, 企业, 客户, 单位, 企業, 單位, 客戶`,
  /** Amounts that were really paid. */
  paid: `paid, net, actual, received, 实际, 实付, 实收, 成交, 折后, 优惠后, 實際, 實付, 實收`,
  /** What one piece costs. */
  piece: `unit, each, per, price, 单价, 单位, 单件, 每, 單價, 單位`,
  /** What people are asked whether they would do. */
  recommend: `recommend, recommendation, likelihood, nps, 推荐, 推薦`,
  /** What people are asked to grade as a whole. */
  graded: `nps, csat, ces, satisfaction, satisfied, sat, effort, recommend, recommendation, 推荐, 满意, 费力, 推薦, 滿意, 費力`,
  /** Where somebody is, which alone tells nobody apart. */
  place: `province, state, city, country, region, 省, 市, 区, 县, 國, 国家, 城市, 地区, 縣, 區`,
  /** A person who speaks for a firm. */
  contact: `contact, contact person, 联系人, 聯絡人, 经手人`,
  /** Whom one sells to. */
  buyer: `customer, client, buyer, member, contact, consignee, recipient, bill to, ship to, 客户, 客戶, 买家, 買家, 会员, 會員, 顾客, 联系人, 收货人, 购货, 往来单位`,
} as const;
export type WordTopic = keyof typeof WORDS;

const LISTS = new Map(
  (Object.keys(WORDS) as WordTopic[]).map((topic) => [topic, WORDS[topic].split(',').map((word) => headerKey(word))] as const),
);

/** Whether a column's name speaks of a topic. */
export function speaksOf(topic: WordTopic, name: string): boolean {
  const key = headerKey(name);
  const framed = ` ${key} `;
  return LISTS.get(topic)!.some((word) => (/^[a-z ]+$/.test(word) ? framed.includes(` ${word} `) : key.includes(word)));
}

/** True for names that end like a price: `京东价`, `list price`. */
export const namesPrice = (name: string): boolean => /(价|价格|價|價格)$|(^| )price$/.test(headerKey(name));

/** True for names that are questions, as in the answers of a survey. */
export const isQuestion = (name: string): boolean => /[?？]\s*$/.test(name) || /^\s*Q?\d+\s*[、.．:：)）]\s*\S{4}/i.test(name);
