import type { Role } from '#core/model/canonical';
import { DEAL_TERMS } from './deal-terms';

/** How exports call a column. `terms` also count inside a longer header; `alone` only when they are the whole header. */
export interface RoleTerms {
  readonly terms: string;
  readonly alone?: string;
}

type Known = Exclude<Role, 'attribute' | 'skip'>;

/** Names by role in English, simplified and traditional Chinese, separated by commas, the most telling first. */
export const ROLE_TERMS: Readonly<Record<Known, RoleTerms>> = {
  customer_id: {
    terms: `customer id, customer no, customer number, customer code, customer key, client id, client no, client code, member id, member no,
      member number, membership number, card number, buyer id, user id, account id, account number, shopper id, contact id, cust id, cust no,
      会员编号, 会员号, 会员ID, 会员卡号, 会员代码, 客户编号, 客户号, 客户ID, 客户代码, 顾客编号, 顾客ID, 用户编号, 用户ID, 用户号, 买家ID, 买家编号,
      买家会员名, 會員編號, 會員代號, 會員卡號, 客戶編號, 客戶代號, 顧客編號, 用戶編號, 用戶ID, 使用者編號, 買家帳號, openid, unionid, purchaser id, patron id, subscriber id, end user id, account code, customer reference, client reference, shopper number, loyalty id, loyalty number, loyalty card, party id, debtor number, debtor no, sold to party, bill to customer, 客户账号, 会员账号, 用户账号, 买家账号, 买家昵称, 买家旺旺, 往来单位编码, 客户编码, 会员编码, 用户编码, 消费者ID, 訂購人編號, 購買人編號, 客戶帳號, 會員帳號`,
    alone:
      'customer, client, member, buyer, user, account, cust, uid, userid, customerid, cookie id, visitor id, anonymous id, user pseudo id, person id, 会员, 客户, 用户, 顾客, 买家, 會員, 客戶, 買家, distinct id, subscriber, purchaser, patron, shopper, 客户账号, 消费者, 订购人, 购买人',
  },
  order_id: {
    terms: `order id, order no, order number, order code, order ref, invoice no, invoice id, invoice number, transaction id, transaction no,
      receipt no, receipt number, receipt id, bill no, sales order, basket id, checkout id, 订单号, 订单编号, 订单ID, 交易号, 交易编号, 交易单号, 流水号, 小票号,
      销售单号, 单据编号, 訂單編號, 訂單號碼, 訂單號, 交易編號, 交易序號, 發票號碼, 銷售單號, purchase id, purchase no, sales id, sale id, sale no, sales no, document no, document number, doc no, ticket number of sale, web order, po number, order reference, external order id, merchant order, 主订单编号, 子订单编号, 父订单号, 订单序号, 订单流水, 单据号, 单据号码, 销售单编号, 出库单号, 交易序号, 消费单号, 結帳單號, 交易單號, 收據號碼, 銷貨單號`,
    alone: 'order, invoice, transaction, orderid, invoiceno, name, 订单, 单号, 訂單, 單號, purchase, sale, receipt, 交易, 訂購單號, 单据',
  },
  ordered_at: {
    terms: `order date, order time, ordered at, ordered on, order datetime, order timestamp, order purchase timestamp, purchase date, purchase time,
      purchased at, invoice date, transaction date, transaction time, sale date, sales date, paid at, payment date, payment time, 下单时间, 下单日期,
      订单时间, 订单日期, 订单创建时间, 成交时间, 成交日期, 交易时间, 交易日期, 购买时间, 购买日期, 消费时间, 消费日期, 付款时间, 支付时间, 订单付款时间, 销售日期,
      销售时间, 下單時間, 下單日期, 訂單日期, 訂單時間, 訂單成立時間, 成交時間, 成交日期, 交易時間, 購買日期, 購買時間, 消費日期, 付款時間, 銷售日期, order placed, placed at, placed on, date of order, date of purchase, date ordered, purchased on, checkout at, booked at, booking date, sold on, sold at, date sold, posting date, document date, doc date, receipt date, 拍下时间, 订购时间, 订购日期, 订货日期, 开单日期, 开单时间, 制单日期, 单据日期, 业务日期, 出库日期, 结账时间, 记账日期, 訂購日期, 訂購時間, 結帳時間, 開立日期, 發票日期`,
    alone:
      'created at, date created, created, date, time, datetime, timestamp, day, 日期, 时间, 創建時間, 创建时间, 時間, order created, purchased, sold, 下单, 成交',
  },
  net_amount: {
    terms: `net amount, amount paid, paid amount, order total, order amount, order value, grand total, total amount, total price, total paid,
      total sales, net sales, sales amount, sale amount, payment amount, payment value, transaction amount, 实付金额, 买家实际支付金额, 实际支付金额,
      实付款, 实收金额, 实付, 实收, 支付金额, 付款金额, 应付金额, 订单金额, 订单总额, 成交金额, 销售金额, 销售额, 交易金额, 消费金额, 总金额, 合计金额, 實付金額,
      實收金額, 訂單金額, 訂單總額, 付款金額, 成交金額, 銷售金額, 銷售額, 交易金額, 消費金額, 總金額, net total, total net, amount due, amount total, order net, paid total, total paid amount, total price paid, total incl tax, total amount due, turnover, invoice amount, invoice total, sum total, 实际付款, 实付总额, 实际收入, 应收金额, 应付总额, 订单实付, 支付总额, 结账金额, 销售总额, 消费总额, 交易总额, 价税合计, 含税金额, 應付金額, 應收金額, 消費總額, 結帳金額, 交易總額, 購買金額`,
    alone:
      'total, amount, sales, revenue, paid, price, value, spend, subtotal, net, 金额, 合计, 总价, 总计, 净额, 金額, 合計, 總價, 總計, sum, turnover, gmv, 销售, 实付款, 消费',
  },
  line_amount: {
    terms: `line total, line amount, line revenue, line price, item total, item amount, extended price, extended amount, row total, 行金额, 商品金额,
      商品总价, 商品实付, 明细金额, 商品金額, 明細金額, 商品總價, line net, line value, line sales, line subtotal, row amount, product total, product amount, detail amount, 商品小计, 明细小计, 行合计, 品項金額, 品項小計`,
    alone: 'total, amount, sales, revenue, subtotal, 小计, 小計, 金额, 金額',
  },
  quantity: {
    terms: `quantity, qty, quantity ordered, item quantity, units sold, lineitem quantity, 数量, 购买数量, 商品数量, 件数, 數量, 購買數量, 件數, number of items, no of items, items count, units ordered, unit count, ordered qty, shipped qty, order quantity, sold quantity, 实发数量, 订购数量, 销售数量, 下单数量, 购买件数, 商品件数, 出货数量, 訂購數量, 銷售數量, 出貨數量, 購買件數`,
    alone: 'units, pieces, pcs, 销量, 銷量, count, amount of items, 个数, 份数, 件, 份數',
  },
  unit_price: {
    terms: `unit price, price each, item price, lineitem price, selling price, price per unit, 单价, 商品单价, 商品价格, 售价, 單價, 商品單價, 售價, price per item, net price, sale price, sales price, retail unit price, unit cost to customer, 成交单价, 销售单价, 实际单价, 零售价, 折后价, 商品售价, 銷售單價, 成交單價, 折後價`,
    alone: 'price, 价格, 價格, rate, 卖价, 賣價',
  },
  product_id: {
    terms: `product id, product code, product no, product number, item id, item code, item no, stock code, sku, article no, article number, article id,
      lineitem sku, barcode, asin, 商品编号, 商品编码, 商品ID, 商品代码, 货号, 款号, 产品编号, 产品ID, 产品编码, 条码, 商品編號, 商品代號, 商品貨號, 產品編號, 貨號, 條碼, product sku, product ref, product reference, variant sku, variant id, goods id, goods no, material number, material no, part number, part no, model number, isbn, gtin, item sku, 物料编码, 物料代码, 产品代码, 产品编号, 商品货号, 商品条码, 商家编码, 外部编码, 存货编码, 品号, 品號, 品項編號, 商品條碼, 商品料號, 料號`,
    alone: 'upc, ean, stockcode, productid, material, part, goods, plu',
  },
  product_name: {
    terms: `product name, product title, product description, item name, item description, lineitem name, article name, 商品名称, 商品名, 商品标题, 产品名称,
      品名, 宝贝标题, 商品名稱, 產品名稱, 商品標題, item title, goods name, product label, variant name, material description, 商品全称, 产品标题, 物料名称, 存货名称, 货品名称, 商品品名, 品項名稱, 貨品名稱`,
    alone: 'product, item, description, article, title, 商品, 产品, 產品, goods, product info, 品项, 货品, 物料',
  },
  category: {
    terms: `product category, item category, category name, product type, product group, 商品类目, 商品分类, 商品类别, 产品类别, 类目, 品类, 商品分類, 商品類別,
      產品類別, 品類, product line, product family, product department, item group, merchandise category, 产品分类, 产品线, 商品大类, 商品品类, 一级类目, 末级类目, 存货分类, 大类, 產品分類, 商品大類`,
    alone: 'category, department, 类别, 分类, 類別, 分類, product line, family, 品项类别',
  },
  line_cost: { terms: 'line cost, item cost, 行成本, 商品成本', alone: 'cost, 成本' },
  status: {
    terms: `order status, financial status, payment status, 订单状态, 交易状态, 支付状态, 付款状态, 訂單狀態, 交易狀態, 付款狀態, order state, fulfillment state, transaction status, sale status, 订单进度, 单据状态, 交易結果`,
    alone: 'status, 状态, 狀態, state of order, order stage',
  },
  currency: {
    terms: `currency, currency code, 币种, 货币, 幣別, 幣種, 貨幣, currency iso code, transaction currency, 结算币种, 交易币种, 币别`,
    alone: 'ccy, curr',
  },
  channel: {
    terms: `sales channel, order channel, order source, channel, 销售渠道, 订单渠道, 下单渠道, 订单来源, 渠道, 销售平台, 銷售通路, 訂單來源, 通路, 管道, sales source, sales platform, order platform, acquisition medium, traffic source, 来源平台, 订单平台, 店铺平台, 下单平台, 下单来源, 銷售平台, 銷售管道, 訂單管道`,
    alone: 'source, source name, platform, marketplace, media, 平台, 来源, 來源, medium, 通路別',
  },
  promo_code: {
    terms: `promo code, discount code, coupon code, voucher code, promotion code, 优惠码, 优惠券码, 促销码, 折扣码, 優惠碼, 折扣碼, 優惠代碼, promotion name, coupon name, voucher, 优惠券名称, 折价券, 折價券`,
    alone: 'coupon, voucher, promo, 优惠券, 優惠券, coupon codes, discount codes, promotion',
  },
  discount: {
    terms: `discount amount, total discount, discount value, 优惠金额, 折扣金额, 优惠券金额, 優惠金額, 折扣金額, order discount, coupon amount, discount total, discounts total, promotion amount, 折扣额, 优惠额, 减免金额, 抵扣金额, 折讓金額, 折扣額`,
    alone: 'discount, discounts, 优惠, 折扣, 優惠, rebate, 减免',
  },
  cost: { terms: 'order cost, total cost, cost of goods, cogs, 订单成本, 成本金额, 訂單成本', alone: 'cost, 成本' },
  refund_of: {
    terms: 'refund of, original order, original order id, original invoice, 原订单号, 退款原单号, 原单号, 原訂單編號, 原單號',
  },
  refunded_amount: {
    terms: `refunded amount, refund amount, amount refunded, total refunded, 退款金额, 已退款金额, 退款額, 退款金額, returned amount, refunds total, 退货金额, 退款总额, 退貨金額`,
    alone: 'refund, refunded, refunds, 退款',
  },
  refunded_at: { terms: 'refunded at, refund date, refund time, refunded on, 退款时间, 退款日期, 退款時間' },
  store: {
    terms: `store name, store id, shop name, branch name, 门店名称, 店铺名称, 门店, 店铺, 門市, 門店, 店鋪, 分店, store code, outlet name, point of sale, pos name, 门店编码, 门店编号, 网点, 營業據點`,
    alone: 'store, shop, branch, outlet, location, pos, warehouse, 网点名称',
  },
  name: {
    terms: `customer name, client name, member name, full name, 客户姓名, 客户名称, 会员姓名, 会员名称, 顾客姓名, 客戶姓名, 客戶名稱, 會員姓名, contact name, 往来单位名称, 聯絡人姓名`,
    alone: 'name, 姓名, 名称, 名稱, fullname',
  },
  created_at: {
    terms: `registered at, registered on, registration date, registration time, register date, signup date, sign up date, signed up at, join date, joined at,
      joined on, member since, customer since, enrollment date, 注册时间, 注册日期, 入会时间, 入会日期, 加入时间, 加入日期, 开卡时间, 开卡日期, 建档时间, 註冊時間,
      註冊日期, 入會時間, 入會日期, 加入時間, date registered, date joined, sign up at, signed up on, account created, subscribed at, opt in date, first seen, 注册日, 入会日, 开户日期, 开户时间, 加入會員日期, 申請日期, 建檔日期`,
    alone: 'created at, created on, joined, registered, dt customer, 创建时间, 建立時間, 建立日期, signup, enrolled, 注册, 入会',
  },
  region: {
    terms: `sales region, customer region, 所在地区, 收货地区, 销售区域, 所在地區, sales area, sales territory, 所属区域, 所属大区, 收货人地区`,
    alone: 'region, area, territory, 地区, 区域, 大区, 地區, 區域',
  },
  province: {
    terms: `shipping province, 收货省份, 所在省份, 省份, billing province, billing state, shipping state, state province, state name, province name, 收货人省份, 收货省, 所在省, 省市, 收件省份`,
    alone: 'province, state, 省, prov, 省/直辖市, 州',
  },
  city: {
    terms: `customer city, shipping city, billing city, 收货城市, 所在城市, 城市, 縣市, city name, home city, town city, 收货人城市, 收货市, 所在市, 收件城市, 居住城市, 居住地`,
    alone: 'city, town, 市, municipality, 县市',
  },
  industry: {
    terms: `所属行业, 客户行业, 所屬行業, industry sector, industry type, business type, line of business, 行业类型, 行业分类, 產業別, 行業別`,
    alone: 'industry, sector, 行业, 行業, 產業, vertical, naics',
  },
  birth_date: {
    terms: `birth date, date of birth, birthday, birth day, 出生日期, 出生年月日, 生日, 出生年月, birthdate, date born, 生日日期, 出生`,
    alone: 'dob, birthdate, born',
  },
  age: { terms: `customer age, 年龄, 年齡, age years, age in years, 周岁`, alone: 'age' },
  gender: { terms: `gender, 性别, 性別, customer gender, gender code, 会员性别, 性別稱謂`, alone: 'sex, m f' },
  income_band: {
    terms: 'income band, income range, income level, annual income, 收入区间, 年收入, 月收入, 收入區間',
    alone: 'income, 收入',
  },
  occupation: { terms: 'occupation, job title, profession, 职业, 職業', alone: 'job' },
  member_tier: {
    terms: `member tier, member level, membership level, membership tier, membership type, loyalty tier, loyalty level, customer tier, customer level, vip level,
      会员等级, 会员级别, 客户等级, 会员类型, 會員等級, 會員級別, 客戶等級, member grade, membership grade, membership plan, loyalty status, customer grade, customer class, vip tier, vip等级, 会员卡等级, 会员卡类型, 客户级别, 客户分级, vip等級, 會員卡別`,
    alone: 'tier, level, 等级, 等級, grade, vip, 级别, 会员',
  },
  acquisition_source: {
    terms: `acquisition source, acquisition channel, lead source, signup source, signup channel, registration channel, utm source, referral source, 来源渠道,
      注册渠道, 注册来源, 获客渠道, 客户来源, 会员来源, 來源管道, 註冊管道, 客戶來源, 會員來源, first source, first touch source, marketing source, how did you hear, came from, 引流渠道, 引流来源, 首次来源, 拉新渠道, 得知管道`,
    alone: 'source, referrer, 来源, 來源, utm medium, lead channel',
  },
  acquisition_campaign: {
    terms: `acquisition campaign, utm campaign, signup campaign, 获客活动, 注册活动, 獲客活動, first campaign, registration campaign, 拉新活动, 引流活动`,
  },
  referrer_id: {
    terms: `referrer id, referred by, invited by, inviter id, 推荐人编号, 推荐人, 邀请人, 推薦人編號, 推薦人, referred by id, referral id, 介绍人, 推荐人编号, 介紹人`,
  },
  owner_id: {
    terms: `owner id, account owner, sales rep, account manager, 负责人, 客户经理, 业务员, 所属销售, 負責人, 業務員, record owner, relationship manager, salesperson, sales person, sales owner, 销售员, 跟进人, 归属人, 所属员工, 導購, 銷售員`,
    alone: 'rep, owner, sales agent, deal owner, opportunity owner, 商机负责人, 商機負責人',
  },
  tier: { terms: `product tier, 商品档次, 商品等级, product level, price tier, 产品等级, 档次`, alone: 'tier, grade' },
  list_price: {
    terms: `list price, retail price, recommended price, rrp, msrp, 标价, 吊牌价, 建议零售价, 原价, 定價, 標價, catalog price, catalogue price, full price, regular price, 零售价, 目录价, 市场价, 建議售價`,
    alone: 'price, 价格, 售价, 單價, 单价',
  },
  product_cost: {
    terms: `product cost, unit cost, cost price, purchase price, 成本价, 进价, 单位成本, 成本價, 進價, cost per item, unit product cost, standard cost, landed cost, 采购价, 进货价, 标准成本, 採購價`,
    alone: 'cost, 成本',
  },
  event_at: {
    terms: `event time, event date, event timestamp, event at, occurred at, visited at, 事件时间, 发生时间, 行为时间, 访问时间, 事件時間, 發生時間, event datetime, logged at, activity date, activity time, session start, 操作时间, 登录时间, 使用时间, 触发时间, 操作時間, 登入時間`,
    alone: 'timestamp, time, date, ts, datetime, 时间, 日期, 時間, logged, when, occurred',
  },
  event: {
    terms: `event name, event type, event, action type, 事件名称, 事件类型, 行为类型, 事件名稱, 事件類型, action name, activity type, activity name, feature name, 操作类型, 功能名称, 功能模块, 操作類型, 功能名稱`,
    alone: 'action, activity, feature, 事件, 行为, 行為, verb, page, screen, 功能, 操作',
  },
  device: {
    terms: `device type, device category, 设备类型, 终端类型, 設備類型, platform device, device model, device os, 设备型号, 客户端, 操作系统, 用戶端`,
    alone: 'device, os, 设备, 终端, 設備, 裝置, client, user agent, 客户端',
  },
  session_id: {
    terms: `session id, visit id, 会话ID, 会话编号, 访问ID, 會話編號, visit number, 会话标识, 工作階段`,
    alone: 'session, visit',
  },
  ticket_id: {
    terms: `ticket id, ticket no, ticket number, case id, case number, issue id, 工单号, 工单编号, 工单ID, 工單編號, 服务单号, request id, incident id, incident number, issue number, complaint id, complaint no, 投诉编号, 反馈编号, 案件編號, 客訴編號`,
    alone: 'ticket, case, issue, incident, request',
  },
  opened_at: {
    terms: `opened at, ticket date, ticket created, opened on, open date, open time, reported at, submitted at, 工单创建时间, 提交时间, 受理时间, 报修时间, 提交時間, created at ticket, request date, complaint date, incident date, date opened, 投诉时间, 建单时间, 报障时间, 反馈时间, 客訴時間, 立案時間`,
    alone: 'created at, opened, date, created, 创建时间, 建立時間, submitted, reported',
  },
  closed_at: {
    terms: `closed at, closed on, resolved at, close date, resolution date, 关闭时间, 解决时间, 完结时间, 結案時間, date closed, date resolved, solved at, completed at, finished at, 处理完成时间, 结单时间, 完成时间, 解決時間, 結單時間`,
    alone: 'closed, resolved, solved, finished, 完结',
  },
  ticket_type: {
    terms: `ticket type, issue type, case type, request type, 工单类型, 问题类型, 工單類型, request category type, complaint type, incident type, 投诉类型, 服务类型, 客訴類型`,
    alone: 'type, 类型, 類型',
  },
  ticket_category: {
    terms: `ticket category, issue category, case category, 工单分类, 问题分类, 工單分類, complaint category, request category, 投诉分类, 服务分类, 客訴分類`,
    alone: 'category, topic, 分类, 分類, subject area',
  },
  severity: { terms: `severity, priority, 优先级, 紧急程度, 严重程度, 優先級, urgency, ticket priority, 紧急度, 严重级别, 緊急程度` },
  first_response_at: {
    terms: `first response at, first response time, first reply at, responded first at, 首次响应时间, 首次回复时间, 首次回應時間, first responded at, first replied at, first answer at, 首次回应时间, 首响时间`,
  },
  agent_id: {
    terms: `agent id, assigned to, handled by, 客服编号, 客服ID, 处理人, 坐席, 客服編號, 處理人, agent name, assignee id, handler, support rep, 客服人员, 受理人, 处理客服, 處理人員, 專員`,
    alone: 'agent, assignee, 客服, handler',
  },
  response_id: {
    terms: `response id, survey id, answer id, submission id, 答卷编号, 问卷编号, 答卷ID, 問卷編號, respondent id, entry id, response number, 问卷ID, 答题编号, 填答編號`,
    alone: 'response, respondent, 答卷序号',
  },
  responded_at: {
    terms: `responded at, response date, response time, completed at, survey date, answered at, submitted at, 答题时间, 提交时间, 填写时间, 回答时间, 調查日期, 调查日期, end date, submit date, submit time, submission date, recorded date, date submitted, 提交日期, 作答时间, 完成答题时间, 填答時間`,
    alone: 'date, timestamp, created at, 时间, 日期, submitted, ended, recorded',
  },
  invited_at: {
    terms: `invited at, invitation date, sent at, invite date, 邀请时间, 发送时间, 邀請時間, survey sent, sent on, invite time, 邀请日期, 发放时间, 發送時間`,
  },
  mode: { terms: 'survey mode, survey channel, response channel, 调查方式, 答题渠道, 調查方式', alone: 'mode, method, 方式' },
  wave: { terms: `survey wave, wave, 调查批次, 批次, 期次, 調查批次, survey round, survey period, 调查期次, 调查轮次` },
  nps_0_10: {
    terms: `nps score, nps, nps 0 10, likelihood to recommend, recommend score, 推荐意愿, 推荐分, 净推荐值, 推薦意願, how likely recommend, would you recommend, nps rating, promoter score, 推荐度, 推荐指数, 推薦分數, 推薦度`,
    alone: 'recommend, promoter, nps score 0 10',
  },
  csat: {
    terms: `csat, csat score, satisfaction score, overall satisfaction, overall sat, 满意度, 总体满意度, 满意度评分, 滿意度, 整體滿意度, satisfaction rating, satisfaction level, overall rating, customer satisfaction, 满意程度, 满意评分, 整体满意度, 服务评分, 滿意程度, 滿意分數`,
    alone: 'satisfaction, rating, score, stars, 评分, 評分',
  },
  ces: {
    terms: `ces, effort score, customer effort, 费力度, 省力度, 費力度, ease score, effort rating, ease of use score, 容易度, 便利度`,
  },
  comment: {
    terms: `comment text, survey comment, 评价内容, 意见反馈, 開放意見, free text, open comment, customer comment, feedback text, review text, 文字反馈, 评语, 补充说明, 其他建议, 意見回饋, 建議事項`,
    alone: 'comment, comments, feedback, verbatim, 意见, 评论, 建议, 意見, 評論, notes from customer, review, remarks, 反馈, 留言',
  },
  spent_on: {
    terms: `spend date, spent on, cost date, 投放日期, 花费日期, 投放時間, ad date, report date, reporting date, 统计日期, 消耗日期, 报表日期, 統計日期`,
    alone: 'date, day, month, 日期, 月份, period, 统计时间',
  },
  spend: {
    terms: `ad spend, marketing spend, media spend, ad cost, spend amount, 投放费用, 广告费用, 广告花费, 投放花费, 營銷費用, 廣告費用, amount spent, total spend, cost amount, media cost, campaign cost, spent amount, 推广费, 推广花费, 消耗金额, 营销费用, 市场费用, 推廣費用`,
    alone: 'spend, cost, 花费, 消耗, 费用, 花費, 費用, spent, budget spent, 投放金额, 消耗额',
  },
  campaign: {
    terms: `campaign name, campaign, 活动名称, 推广计划, 广告计划, 活動名稱, 廣告活動, ad campaign, campaign title, ad group, adset name, 推广活动, 广告组, 广告名称, 活動`,
    alone: 'ad name, 活动, 计划名称',
  },
  purpose: {
    terms: `purpose, objective, 投放目的, 目的, 用途, campaign objective, campaign goal, 推广目的, 营销目标, 行銷目的`,
    alone: 'goal',
  },
  ...DEAL_TERMS,
};

/** Headers of columns that only number the lines. */
export const ROW_NUMBER_TERMS =
  'line, line no, line number, row, row no, row number, row id, index, no, seq, sequence, unnamed 0, rownum, 序号, 行号, 编号, 項次, 序號, 行號';
