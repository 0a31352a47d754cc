import type { Columns } from '#core/model/columns';
import type { DataColumn, DataModel } from '#core/model/data-model';
import type { SourceInfo } from '#core/model/source';
import type { Locale } from '#core/messages/text';
import type { Report } from '#core/report/types';

/** The invented shop of the reference pictures. */
export function teaReport(locale: Locale): Report {
  const zh = locale !== 'en';
  return {
    format: 'clientele.report',
    version: 2,
    title: zh ? '山南茶舍 · 十月回顾' : 'Shannan Tea House, October',
    currency: 'CNY',
    weekStart: 'monday',
    asOf: null,
    range: { from: '2025-11-01', to: '2026-10-24' },
    filters: [{ table: 'orders', column: 'channel', condition: { op: 'not_in', values: [zh ? '批发' : 'Wholesale'] } }],
    revenue: { paidStatuses: ['paid', 'shipped'] },
    sources: [
      {
        name: 'orders',
        headers: ['订单号', '会员编号', '下单时间', '实付金额', '状态', '渠道', '地区'],
        mapping: { grain: 'order', columns: [] },
      },
    ],
    cells: [
      {
        id: 'lead',
        type: 'text',
        markdown: zh
          ? '供周一例会使用。增长来自老客户；手机端第一步和久未下单的常客值得留意。'
          : 'For the Monday meeting. Returning customers carry the growth; the phone shop’s first step and the lapsed regulars are where to look.',
      },
      { id: 'overview', type: 'analysis', kind: 'overview', version: 1, params: {} },
      { id: 'revenue', type: 'analysis', kind: 'revenue', version: 1, params: {} },
      { id: 'rfm', type: 'analysis', kind: 'rfm', version: 1, params: {} },
      { id: 'cohort', type: 'analysis', kind: 'cohort', version: 1, params: { periods: 11, counts: 'or_later' } },
    ],
  };
}

function column(name: string, label: string, type: DataColumn['type'], more: Partial<DataColumn> = {}): DataColumn {
  return {
    name,
    label,
    type,
    attribute: false,
    distinct: more.values?.length ?? 100,
    missing: 0,
    values: [],
    min: null,
    max: null,
    ...more,
  };
}

export function teaModel(locale: Locale): DataModel {
  const zh = locale !== 'en';
  const channels = zh ? ['小程序', '门店', '天猫', '官网', '批发'] : ['Mini-program', 'Own shop', 'Tmall', 'Website', 'Wholesale'];
  const regions = zh
    ? ['华东', '华南', '华北', '西南', '华中', '东北', '西北', '港澳台', '海外']
    : ['East', 'South', 'North', 'Southwest', 'Centre', 'Northeast', 'Northwest', 'HK, Macao, Taiwan', 'Abroad'];
  return {
    tables: [
      {
        name: 'customers',
        rows: 9486,
        columns: [
          column('customer_id', zh ? '会员编号' : 'Member no.', 'id'),
          column('region', zh ? '地区' : 'Region', 'category', { values: regions }),
          column('age', zh ? '年龄' : 'Age', 'number', { min: '17', max: '84' }),
        ],
      },
      {
        name: 'orders',
        rows: 23_875,
        columns: [
          column('order_id', zh ? '订单号' : 'Order no.', 'id'),
          column('ordered_at', zh ? '下单时间' : 'Ordered at', 'instant', { min: '2024-05-01', max: '2026-10-24' }),
          column('net_amount', zh ? '实付金额' : 'Paid', 'money', { min: '0', max: '8640' }),
          column('channel', zh ? '渠道' : 'Channel', 'category', { values: channels }),
        ],
      },
      { name: 'order_items', rows: 51_204, columns: [column('quantity', zh ? '数量' : 'Quantity', 'number', { min: '1', max: '48' })] },
    ],
    joins: [],
    firstOrder: '2024-05-01',
    lastOrder: '2026-10-24',
    currency: 'CNY',
  };
}

export const teaSources: readonly SourceInfo[] = [
  {
    id: 's1',
    name: 'orders-2026.csv',
    bytes: 4_812_330,
    fingerprint: '8f3a11c09b27e4d1',
    dialect: { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true },
    headers: ['订单号', '会员编号', '下单时间', '实付金额', '状态', '渠道', '地区'],
    mapping: { grain: 'order', columns: [] },
  },
];

const count = 116;
const spread = (from: number, step: number, size: number): number[] =>
  Array.from({ length: count }, (_, index) => from + ((index * step) % size));
const padded = (value: number): string => String(value).padStart(2, '0');

export const teaPeople: Columns = {
  rowCount: count,
  columns: [
    { name: 'customer_id', type: 'text', values: spread(102_000, 37, 9486).map((id) => `M${id}`) },
    { name: 'orders', type: 'integer', values: spread(2, 3, 7) },
    { name: 'revenue', type: 'number', values: spread(186, 137, 2311) },
    { name: 'first_order', type: 'date', values: spread(1, 5, 31).map((day) => `2026-03-${padded(day)}`) },
    { name: 'last_order', type: 'date', values: spread(1, 7, 24).map((day) => `2026-10-${padded(day)}`) },
  ],
};
