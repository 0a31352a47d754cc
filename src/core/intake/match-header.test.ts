import { describe, expect, test } from 'vitest';
import { CANONICAL } from '#core/model/canonical';
import { stripCommonPrefix } from './common-prefix';
import { matchHeader, type KnownRole } from './match-header';
import { PINYIN_TERMS } from './pinyin-terms';

/** The role whose name a header is, among those of one table; null where it names none. */
function best(header: string, among: readonly string[]): string | null {
  const found = [...matchHeader(header)].filter(([role]) => among.includes(role)).sort(([, one], [, other]) => other.score - one.score);
  return found[0]?.[0] ?? null;
}
const rolesOf = (table: keyof typeof CANONICAL): readonly string[] => CANONICAL[table].map(({ name }) => name);

/** Names as exports write them: English, simplified, traditional, and pinyin where databases use it; by table and role. */
const NAMES: readonly (readonly [keyof typeof CANONICAL, KnownRole, readonly string[]])[] = [
  [
    'customers',
    'customer_id',
    ['Customer ID', 'cust_no', 'customerNumber', '会员编号', '會員編號', '客户账号', '客戶帳號', 'khbh', 'HYBH'],
  ],
  ['customers', 'created_at', ['Registration Date', 'signup_date', '注册时间', '註冊時間', '入会日期', '入會日期', 'zcsj']],
  ['customers', 'birth_date', ['Date of Birth', 'DOB', '出生日期', 'csrq']],
  ['customers', 'gender', ['Gender', 'sex', '性别', '性別', 'xb']],
  ['customers', 'age', ['Age', '年龄', '年齡', 'nl']],
  ['customers', 'city', ['Billing City', '城市', '縣市', 'cs']],
  ['customers', 'province', ['State', '收货省份', '收貨省份', '省份', 'sf']],
  ['customers', 'member_tier', ['Loyalty Tier', '会员等级', '會員等級', 'hydj']],
  ['customers', 'acquisition_source', ['Lead Source', '来源渠道', '來源管道', 'zcqd']],
  ['customers', 'owner_id', ['Account Owner', '业务员', '業務員', 'ywy']],
  ['orders', 'order_id', ['Order Number', 'invoice_no', 'orderId', '订单编号', '訂單編號', '單據號碼', 'ddbh', 'DDH']],
  ['orders', 'customer_id', ['Client Code', '客户', '客戶', 'khid']],
  ['orders', 'ordered_at', ['Order Date', 'orderedAt', 'Date of purchase', '下单时间', '下單時間', '訂購日期', 'xdsj', 'xdrq']],
  [
    'orders',
    'net_amount',
    ['Total (USD)', 'Order Total', 'amount_paid', '金额(元)', '金額（元）', '实付金额', '實付金額', '應付金額', 'je', 'sfje'],
  ],
  ['orders', 'status', ['Financial Status', '订单状态', '訂單狀態', 'ddzt']],
  ['orders', 'currency', ['Currency Code', '币种', '幣別', 'bz']],
  ['orders', 'channel', ['Sales Channel', '销售渠道', '銷售通路', 'qd']],
  ['orders', 'promo_code', ['Coupon Code', '优惠码', '優惠碼', 'yhm']],
  ['orders', 'discount', ['Discount Amount (€)', '优惠金额', '優惠金額', 'yhje']],
  ['orders', 'refunded_amount', ['Amount Refunded', '退款金额', '退款金額', 'tkje']],
  ['orders', 'store', ['Store Name', '门店', '門市', 'mdmc']],
  ['order_items', 'product_id', ['Lineitem sku', 'StockCode', '商品编码', '商品編碼', '料號', 'spbm']],
  ['order_items', 'product_name', ['Item Name', '商品名称', '商品名稱', '品项', 'spmc']],
  ['order_items', 'quantity', ['Qty', 'Units Sold', '数量', '訂購數量', 'sl']],
  ['order_items', 'unit_price', ['UnitPrice', 'Price Each ($)', '单价', '單價', 'dj']],
  ['order_items', 'line_amount', ['Line Total', '小计', '小計', 'xj']],
  ['order_items', 'category', ['Product Category', '商品类目', '商品分類', 'splb']],
  ['products', 'list_price', ['List Price', 'RRP', '标价', '定價', 'dpj']],
  ['products', 'product_cost', ['Unit Cost', '成本价', '進貨價', 'cbj']],
  ['usage_events', 'event_at', ['Event Time', '发生时间', '發生時間', 'fssj']],
  ['usage_events', 'event', ['event_name', '事件名称', '事件名稱', 'sjmc']],
  ['usage_events', 'session_id', ['SessionID', '会话编号', '會話編號']],
  ['tickets', 'ticket_id', ['Case Number', '工单号', '工單編號', 'gdh']],
  ['tickets', 'opened_at', ['Date Opened', '受理时间', '受理時間', 'slsj']],
  ['tickets', 'closed_at', ['Resolved At', '解决时间', '解決時間', 'jjsj']],
  ['tickets', 'severity', ['Priority', '优先级', '優先級']],
  ['surveys', 'responded_at', ['Response Date', '答题时间', '填答時間', 'dtsj']],
  ['surveys', 'nps_0_10', ['NPS Score', '推荐意愿', '推薦意願']],
  ['surveys', 'csat', ['Customer Satisfaction', '满意度', '滿意度']],
  ['surveys', 'comment', ['Comment', '意见反馈', '意見回饋']],
  ['marketing_spend', 'spent_on', ['Report Date', '投放日期', '統計日期', 'tfrq']],
  ['marketing_spend', 'spend', ['Amount Spent (USD)', '广告花费', '廣告費用', 'tffy']],
  ['marketing_spend', 'campaign', ['Campaign Name', '推广计划', '廣告活動', 'hdmc']],
  ['opportunities', 'opportunity_id', ['Opportunity ID', 'Deal No.', '商机编号', '商機編號', 'sjbh']],
  ['opportunities', 'stage', ['StageName', 'Deal Stage', '销售阶段', '商機階段', 'sjjd']],
  ['opportunities', 'outcome', ['IsWon', 'Deal Status', '是否赢单', '贏單狀態', 'sjzt']],
  ['opportunities', 'amount', ['Amount', 'Deal Value (EUR)', '商机金额', '預計金額', 'sjje']],
  ['opportunities', 'expected_close', ['Expected Close Date', '预计成交日期', '預計成交日期', 'yjcjrq']],
  ['opportunities', 'lost_reason', ['Closed Lost Reason', '输单原因', '輸單原因', 'sdyy']],
  ['opportunities', 'probability', ['Probability (%)', '赢率', '贏單率', 'yl']],
  ['opportunities', 'owner_id', ['Deal Owner', '负责人', '負責人', 'fzr']],
  ['stage_history', 'entered_at', ['Entered At', '进入时间', '進入時間']],
  ['contracts', 'contract_id', ['ContractNumber', '合同编号', '合約編號', 'htbh']],
  ['contracts', 'signed_at', ['Signed On', '签订日期', '簽約日期', 'qyrq']],
  ['contracts', 'ends_on', ['Contract End', '到期日期', '合約到期日', 'dqrq']],
  ['survey_invites', 'invited_at', ['Invited At', '邀请时间', '邀請時間', 'yqsj']],
  ['interactions', 'happened_at', ['Call Date', '跟进时间', '聯絡時間', 'gjsj']],
  ['interactions', 'content', ['Meeting Notes', '沟通内容', '跟進內容', 'gtnr']],
];

describe('M1 names of columns', () => {
  test.each(NAMES)('%s.%s', (table, role, headers) => {
    expect(headers.map((header) => [header, best(header, rolesOf(table))])).toEqual(headers.map((header) => [header, role]));
  });

  test('case, signs, units in brackets and full-width letters make no difference', () => {
    for (const header of ['order_date', 'Order Date', 'orderDate', 'ORDER-DATE', 'order.date', ' Order  date (UTC) ', 'Ｏrder Ｄate'])
      expect([header, matchHeader(header).get('ordered_at')?.exact]).toEqual([header, true]);
  });

  test('pinyin counts only as the whole of a name', () => {
    expect(matchHeader('je').get('net_amount')?.exact).toBe(true);
    for (const header of ['jersey', 'slot', 'project je', 'djs']) expect([header, matchHeader(header).size]).toEqual([header, 0]);
  });

  test('no abbreviation in pinyin stands for two roles of one table', () => {
    for (const table of Object.keys(CANONICAL) as (keyof typeof CANONICAL)[]) {
      const seen = new Map<string, string>();
      for (const role of rolesOf(table))
        for (const term of (PINYIN_TERMS[role as KnownRole] ?? '')
          .split(',')
          .map((each) => each.trim())
          .filter(Boolean)) {
          expect([table, term, seen.get(term) ?? role]).toEqual([table, term, role]);
          seen.set(term, role);
        }
    }
  });

  test('what all names of a file begin with is no part of them, and no word is torn', () => {
    expect(stripCommonPrefix(['Deal - ID', 'Deal - Value', 'Deal - Deal created'])).toEqual(['ID', 'Value', 'Deal created']);
    expect(stripCommonPrefix(['order_id', 'order_date', 'order_total'])).toEqual(['id', 'date', 'total']);
    expect(stripCommonPrefix(['orders', 'ordered_at', 'order'])).toEqual(['orders', 'ordered_at', 'order']);
    expect(stripCommonPrefix(['a_', 'a_b', 'a_c'])).toEqual(['a_', 'a_b', 'a_c']);
    expect(stripCommonPrefix(['a_b', 'a_c'])).toEqual(['a_b', 'a_c']);
  });
});
