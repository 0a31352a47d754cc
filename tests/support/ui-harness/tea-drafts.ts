import type { Locale, Text } from '#core/messages/text';
import type { RoleSuggestion } from '#core/model/source';
import type { SourceDraft } from '#app/session/types';

const words = (locale: Locale, en: string, zh: string): Text => ({ literal: locale === 'en' ? en : zh });

/** Eight columns of a till's export, as in `look/2-import-zh`. */
function suggestionsOf(locale: Locale): readonly RoleSuggestion[] {
  const say = (en: string, zh: string) => words(locale, en, zh);
  const text = { type: 'text' } as const;
  const number = { type: 'number', strip: [] } as const;
  return [
    {
      header: '订单号',
      role: 'order_id',
      parse: text,
      confidence: 0.99,
      reason: say('Never empty; 4% repeat, as lines of one order do', '每行不空；4% 的值重复，应为多行订单'),
    },
    {
      header: '会员编号',
      role: 'customer_id',
      parse: text,
      confidence: 0.97,
      reason: say('The name fits; 1,204 distinct values', '列名相符；1,204 个不同值'),
    },
    {
      header: '下单时间',
      role: 'ordered_at',
      parse: { type: 'date', formats: ['%y/%m/%d %H:%M'], grain: 'instant' },
      confidence: 0.94,
      reason: say('Dates, but the order of year and day is open', '是日期，但年与日的先后不明'),
    },
    { header: '商品名称', role: 'product_name', parse: text, confidence: 0.91, reason: say('Text, 312 kinds', '文字，312 种') },
    { header: '数量', role: 'quantity', parse: number, confidence: 0.96, reason: say('Whole numbers 1–24', '整数 1–24') },
    {
      header: '实付金额',
      role: 'net_amount',
      parse: number,
      confidence: 0.95,
      reason: say('The name fits; 38 values not understood', '列名相符；38 个值读不懂'),
    },
    {
      header: '渠道',
      role: 'attribute',
      attributeOf: 'orders',
      parse: text,
      confidence: 0.8,
      reason: say('4 values, good to group by', '4 种取值，可用于分组'),
    },
    {
      header: '收货手机',
      role: 'skip',
      parse: text,
      personal: 'phone',
      confidence: 0.9,
      reason: say('Looks like telephone numbers, personal data; no analysis needs it', '像手机号，属个人信息；分析用不到'),
    },
  ];
}

const rows = [
  ['DD261003-0187', 'M0018342', '26/10/03 09:14', '正山小种 100g', '1', '168.00', '小程序', '13812345120'],
  ['DD261003-0188', 'M0020117', '26/10/03 09:31', '白毫银针 50g', '2', '396.00', '天猫', '15912340083'],
  ['DD261003-0188', 'M0020117', '26/10/03 09:31', '青瓷盖碗', '1', '待付', '天猫', '15912340083'],
  ['DD261004-0002', 'M0007751', '26/10/04 08:02', '凤凰单丛 200g', '1', '258.00', '门店', '13612347741'],
  ['DD261004-0003', 'M0019986', '26/10/04 08:20', '熟普小沱 12 枚', '3', '177.00', '小程序', '18712342206'],
];

/** The order lines; with `loaded`, its question is answered and its records are counted. */
export function teaDraft(locale: Locale, loaded: boolean): SourceDraft {
  const suggestions = suggestionsOf(locale);
  const say = (en: string, zh: string) => words(locale, en, zh);
  return {
    id: 's1',
    name: '订单_2026-10.csv',
    bytes: 412_000,
    preview: {
      head: {
        name: '订单_2026-10.csv',
        bytes: 412_000,
        dialect: { encoding: 'gb18030', bom: false, delimiter: ',', quote: '"', header: true },
        encodingFrom: 'guess',
        headers: suggestions.map((each) => each.header),
        rows,
      },
      grain: 'order_line',
      grainReason: say(
        '4% of the samples share their “订单号” with another row; “商品名称”, “数量” speak for it',
        '4% 的样本与别的行共用“订单号”；由“商品名称”、“数量”判断',
      ),
      grainConfidence: 0.96,
      suggestions,
      questions: [
        {
          kind: 'date_order',
          header: '下单时间',
          question: say('Which day is “26/10/03”?', '“26/10/03”是哪一天？'),
          evidence: say(
            '3,081 dates fit both ways. With the year first all fall in October 2026, as the file name says; with the day first they spread over 24 years.',
            '3,081 个日期两种读法都成立。按年在前，全部落在 2026 年 10 月，与文件名一致；按日在前，则分散在 24 个年份。',
          ),
          answers: [
            { value: 'ymd', label: say('3 October 2026', '2026 年 10 月 3 日'), hint: say('year/month/day', '年/月/日') },
            { value: 'dmy', label: say('26 October 2003', '2003 年 10 月 26 日'), hint: say('day/month/year', '日/月/年') },
          ],
        },
      ],
      issues: [],
    },
    mapping: {
      grain: 'order_line',
      columns: suggestions.map(({ confidence: _confidence, reason: _reason, ...column }) => column),
    },
    answers: loaded ? { 'date_order:下单时间': 'ymd' } : {},
    ledger: loaded
      ? {
          records: 3108,
          kept: 3081,
          rejected: 15,
          skipped: 12,
          rejectedBy: [
            { reason: 'field_count', count: 9 },
            { reason: 'missing_order_id', count: 6 },
          ],
          skippedBy: [
            { reason: 'blank', count: 11 },
            { reason: 'header', count: 1 },
          ],
          rejects: Array.from({ length: 15 }, (_, index) => ({
            record: 40 + index * 7,
            line: 41 + index * 7,
            reason: index < 9 ? ('field_count' as const) : ('missing_order_id' as const),
            text: index < 9 ? 'DD261005-0031,M0018342,26/10/05 10:02' : ',M0020117,26/10/06 11:40,白毫银针 50g,1,198.00,天猫,15912340083',
          })),
          values: [
            {
              ...{ header: '实付金额', count: 52, uncounted: 0 },
              examples: [{ text: '待付', count: 38, record: 3 }],
              groups: [
                { kind: 'text', forms: [], count: 38, distinct: 1, record: 3, line: 4, examples: [{ text: '待付', count: 38, record: 3 }] },
                {
                  ...{ kind: 'other_number', count: 9, distinct: 4, record: 88, line: 90 },
                  forms: [{ strip: [], decimal: ',', group: '.' }],
                  examples: [{ text: '1.234,56', count: 4, record: 88 }],
                },
                {
                  ...{ kind: 'null_word', forms: [], count: 5, distinct: 2, record: 120, line: 125 },
                  examples: [
                    { text: 'N/A', count: 4, record: 120 },
                    { text: '-', count: 1, record: 214 },
                  ],
                },
              ],
            },
            {
              ...{ header: '数量', count: 3, uncounted: 0 },
              examples: [{ text: '若干', count: 3, record: 812 }],
              groups: [
                {
                  kind: 'text',
                  forms: [],
                  count: 3,
                  distinct: 1,
                  record: 812,
                  line: 820,
                  examples: [{ text: '若干', count: 3, record: 812 }],
                },
              ],
            },
          ],
          nulls: [{ header: '渠道', count: 6, words: [{ text: 'NULL', count: 6 }] }],
        }
      : null,
    issues: [],
  };
}

/** A second file that is clear. */
export function customersDraft(locale: Locale): SourceDraft {
  const tea = teaDraft(locale, false);
  const suggestions: readonly RoleSuggestion[] = [
    {
      header: 'customer_id',
      role: 'customer_id',
      parse: { type: 'text' },
      confidence: 0.99,
      reason: words(locale, 'The name fits; every value once', '列名相符；每个值只出现一次'),
    },
    {
      header: 'city',
      role: 'city',
      parse: { type: 'text' },
      confidence: 0.93,
      reason: words(locale, 'The name fits; 31 kinds', '列名相符；31 种'),
    },
  ];
  return {
    ...tea,
    id: 's2',
    name: 'customers.csv',
    bytes: 51_300,
    preview: {
      ...tea.preview!,
      head: {
        name: 'customers.csv',
        bytes: 51_300,
        dialect: { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true },
        encodingFrom: 'valid',
        headers: ['customer_id', 'city'],
        rows: [
          ['M0018342', '杭州'],
          ['M0020117', '厦门'],
        ],
      },
      grain: 'customer',
      suggestions,
      questions: [],
    },
    mapping: { grain: 'customer', columns: suggestions.map(({ confidence: _confidence, reason: _reason, ...column }) => column) },
    answers: {},
    ledger: null,
  };
}

/** A file that is no table. */
export const brokenDraft: SourceDraft = {
  id: 's3',
  name: 'photo.csv',
  bytes: 88_000,
  preview: null,
  mapping: null,
  answers: {},
  ledger: null,
  issues: [{ code: 'issue_unknown', values: { detail: 'binary' } }],
};
