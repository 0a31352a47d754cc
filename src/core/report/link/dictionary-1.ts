/**
 * The preset dictionary of link version 1 (RFC 1950 §2.2): fragments that reports are full of, the most frequent last. It never
 * changes, not by one character: every link of that version is read with it. `codec.test.ts` holds its checksum.
 */
export const DICTIONARY_1 = [
  // Words of prose and of shops, Chinese first because its characters cost three bytes each.
  '本报告回答问题数据来自截至月日季度年周天收入客户订单商品会员分析留存流失回访新客老客首次购买复购活动渠道门店小程序天猫京东抖音官网批发',
  '请注意：说明结论建议下一步检查平均客单价转化率新增活跃沉睡高价值流失预警满意度投诉毛利成本预算完成率同比环比',
  '上海北京广州深圳杭州苏州南京成都重庆武汉西安天津金卡银卡普通会员钻石男女已完成已发货已付款已退款已取消待付款',
  'customers orders revenue returning new customers which who come back month quarter report summary notes https://www.',
  'Completed Shipped Paid Refunded Cancelled Pending Delivered online store wholesale marketplace website Germany France United Kingdom',
  // Headers of files.
  '会员编号客户编号客户姓名手机号地址注册时间注册日期性别生日会员等级城市省份地区获客来源订单号订单编号下单时间付款时间实付金额订单金额',
  '应付金额优惠金额运费订单状态渠道门店备注商品编号商品名称商品类别数量单价金额小计退款金额退款时间原订单号评分评价内容工单编号问题类型',
  'InvoiceNo","StockCode","Description","Quantity","InvoiceDate","UnitPrice","CustomerID","Country',
  'Order ID","Order Number","Customer ID","Email","Created at","Total","Subtotal","Discount Code","Financial Status","Lineitem name',
  // Columns, tables, options.
  'usage_events","tickets","surveys","marketing_spend","products","spent_on","responded_at","invited_at","nps_0_10","csat","ces","comment',
  'ticket_id","opened_at","closed_at","ticket_type","ticket_category","severity","first_response_at","agent_id","event_at","event","device',
  'industry","birth_date","age","gender","income_band","occupation","acquisition_source","acquisition_campaign","referrer_id","owner_id',
  '"promo_code","discount","cost","refund_of","refunded_amount","refunded_at","store","line_cost","list_price","tier","created_at',
  '"yes":["是","Y"],"no":["否","N"],"type":"boolean"',
  '"lookbackDays":365,"lookbackDays":90,"windowDays":30,"measure":"revenue","measure":"customers","dimension":"split":"breakdown":"steps":"cohort',
  '"cumulative":true,"minimum":"compare":"auto","compare":"days","compare":"none","compare":"year","grain":"quarter","maxPeriods":12},"grain":"week"',
  '{"personal":"phone","personal":"email","personal":"id_card","personal":"address","personal":"name","role":"skip"}',
  '"condition":{"op":"not_in","values":["op":"between","from":"to":"op":"gte","value":0},"op":"is_missing"},"column":"table":"customers"},',
  '{"column":"channel","condition":{"op":"in","values":[""]},"table":"orders"},{"column":"quantity","condition":{"op":"gt","value":0},"table":"order_items"}',
  '"formats":["%Y/%-m/%-d %-H:%M","%Y-%m-%d %H:%M:%S","%m/%d/%Y","%d/%m/%Y","%Y年%-m月%-d日","%Y%m%d"],"grain":"date"',
  '"attributeOf":"customers","header":""},{"attributeOf":"orders","header":""},{"attributeOf":"order_items","header":"',
  '"role":"name"},"role":"region"},"role":"province"},"role":"city"},"role":"gender"},"role":"member_tier"},"role":"currency"},"role":"category"},',
  '"parse":{"strip":["$",",","€","¥"],"type":"number"},"role":"net_amount"},{"header":"',
  '"parse":{"formats":[],"grain":"instant","type":"date"},"role":"ordered_at"},{"header":"',
  '"parse":{"strip":[],"type":"number"},"role":"quantity"},{"header":"","parse":{"strip":[],"type":"number"},"role":"unit_price"},{"header":"',
  '"parse":{"strip":["¥",","],"type":"number"},"role":"line_amount"},{"header":"","role":"product_id"},{"header":"","role":"product_name"},{"header":"',
  '{"header":"","role":"status"},{"header":"","role":"channel"},{"header":"","role":"customer_id"},{"header":"","role":"order_id"},{"header":"',
  '],"grain":"customer"},"name":"customers"},{"mapping":{"columns":[{"header":"","grain":"order"},"name":"orders"}],"grain":"order_line"},"name":"',
  '"revenue":{"paidStatuses":["completed","paid","shipped","refunded"]},"sources":[{"mapping":{"columns":[{"header":"',
  '","title":"',
  '"range":{"from":"2026-01-01","to":"2026-12-31"},"range":{"from":null,"to":"2025-',
  '{"asOf":"2026-09-30","cells":[{"markdown":"## \\n\\n- **","type":"text"},{"kind":"overview"},{"kind":"revenue","params":{"grain":"month"},"title":"',
  '"},{"kind":"cohort"},{"kind":"rfm"},{"kind":"rfm","params":{"lookbackDays":365},"view":{"show":"table"}},{"kind":"revenue"},{"kind":"overview"},{"view":{"show":"both"}},',
  '{"cells":[{"kind":"overview"},{"kind":"revenue"},{"kind":"rfm"},{"kind":"cohort"}],"currency":"CNY","filters":[{"column":"',
].join('');
