import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { say } from '#core/messages/say';
import { GRAIN_TABLES, type Grain } from '#core/model/canonical';
import { sniffHead } from './sniff-head';
import { studyColumns } from './column-facts';
import { suggestMapping } from './suggest-mapping';

const SAMPLES = new URL('../../../sample-data/', import.meta.url);
const suggest = (text: string, name: string): ReturnType<typeof suggestMapping> => {
  const head = sniffHead(new TextEncoder().encode(text), name);
  if (!head.ok) throw new Error(name);
  return suggestMapping(studyColumns(head.value));
};
const sample = (name: string): string => readFileSync(new URL(name, SAMPLES), 'utf8').split('\n').slice(0, 200).join('\n');

/** What a row of each file of the sample shop is, by its README. */
const SHOP: Readonly<Record<string, Grain>> = {
  'app_events.csv': 'event',
  'customers.csv': 'customer',
  'marketing_spend.csv': 'spend',
  'order_items.csv': 'order_line',
  'orders.csv': 'order',
  'products.csv': 'product',
  'surveys.csv': 'response',
  'tickets.csv': 'ticket',
};
/** The same files as a Taiwanese shop and a database would name their columns. */
const RENAMED: Readonly<Record<string, string>> = {
  'app_events.csv': '會員編號,發生時間,事件名稱,裝置,會話編號',
  'customers.csv': 'khbh,khxm,zcrq,xb,szcs,zy,hydj,zcqd',
  'marketing_spend.csv': '投放時間,通路,廣告費用,廣告活動,行銷目的',
  'order_items.csv': 'ddbh,spbh,sl,dj',
  'orders.csv': '訂單編號,客戶,下單時間,金額,幣別,訂單狀態,銷售通路,優惠碼,原單號',
  'products.csv': '商品編號,商品名稱,商品分類,定價,進貨價',
  'surveys.csv': '問卷編號,會員編號,發送時間,填答時間,調查方式,調查批次,推薦意願,滿意度,q1,q2,q3,q4,q5,意見回饋',
  'tickets.csv': 'gdh,hybh,slsj,首次回應時間,gbsj,gdlx,工單分類,優先級,客服編號',
};

const many = (make: (at: number) => string): readonly string[] => Array.from({ length: 30 }, (_, at) => make(at));
const day = (at: number): string => `2026-0${1 + (at % 6)}-${10 + (at % 18)}`;
const STAGES = ['Prospecting', 'Proposal', 'Closed Won', 'Closed Lost'];
/** What sells by deal and contract has beside its orders, in the words of a CRM in English, simplified and traditional Chinese. */
const SOLD: readonly (readonly [Grain, readonly string[], readonly string[]])[] = [
  [
    'opportunity',
    many((at) => `D${at + 1},C${at % 9},${day(at)},${STAGES[at % 4]},${(at + 3) * 100},${day(at + 2)},R${at % 3}`),
    [
      'Opportunity ID,Account ID,Created Date,StageName,Amount,Close Date,Owner ID',
      'Deal ID,Company,Created Time,Deal Stage,Deal Value,Closed On,Deal Owner',
      '商机编号,客户编号,创建时间,商机阶段,商机金额,成交时间,负责人',
      '商機編號,客戶編號,建立時間,商機階段,商機金額,成交時間,負責人',
    ],
  ],
  [
    'stage_change',
    many((at) => `D${(at % 9) + 1},${STAGES[at % 3]},${day(at)}`),
    ['Opportunity ID,Stage,Entered At', '商机编号,阶段,进入时间', '商機編號,階段,進入時間'],
  ],
  [
    'contract',
    many((at) => `K${at + 1},C${at % 9},${day(at)},${(at + 3) * 100},${day(at)},2027-01-${10 + (at % 18)}`),
    [
      'Contract No,Customer ID,Signed On,Contract Amount,Start Date,End Date',
      '合同编号,客户编号,签订日期,合同金额,生效日期,到期日期',
      '合約編號,客戶編號,簽約日期,合約金額,生效日期,到期日期',
    ],
  ],
  [
    'invitation',
    many((at) => `C${at},${day(at)},email,2026-H1,${at % 4 > 0 ? 'true' : 'false'}`),
    [
      'Customer ID,Invited At,Survey Mode,Wave,Delivered',
      '客户编号,邀请时间,调查方式,批次,是否送达',
      '客戶編號,邀請時間,調查方式,批次,是否送達',
    ],
  ],
  [
    'interaction',
    many((at) => `C${at % 9},${day(at)} 10:0${at % 10}:00,phone,follow up,outbound,A note of call ${at}`),
    [
      'Customer ID,Call Date,Channel,Interaction Type,Direction,Call Notes',
      '客户编号,跟进时间,渠道,跟进方式,方向,跟进内容',
      '客戶編號,聯絡時間,管道,溝通方式,方向,溝通內容',
    ],
  ],
];

describe('M9 what a row is', () => {
  test('the sample shop and the files below have every grain', () => {
    expect(readdirSync(SAMPLES).filter((name) => name.endsWith('.csv'))).toEqual(Object.keys(SHOP));
    expect(new Set([...Object.values(SHOP), ...SOLD.map(([grain]) => grain)])).toEqual(new Set(Object.keys(GRAIN_TABLES)));
  });

  test.each(SOLD.flatMap(([grain, rows, headers]) => headers.map((header) => [grain, header, rows] as const)))(
    '%s: %s',
    (grain, header, rows) => {
      expect(suggest([header, ...rows].join('\n'), 'export.csv')).toMatchObject({ grain, questions: [] });
    },
  );

  test.each(Object.entries(SHOP))('%s: %s, under its own names and under others', (name, grain) => {
    const text = sample(name);
    expect(suggest(text, name)).toMatchObject({ grain, questions: [] });
    const renamed = [RENAMED[name], ...text.split('\n').slice(1)].join('\n');
    expect(suggest(renamed, name)).toMatchObject({ grain, questions: [] });
  });

  test.each(Object.keys(SHOP))('%s: the reason is a sentence in both languages and names columns of the file', (name) => {
    const text = sample(name);
    const { grainReason, grainConfidence } = suggest(text, name);
    expect(grainConfidence).toBeGreaterThan(0.55);
    expect(grainConfidence).toBeLessThan(1);
    const [en, zh] = (['en', 'zh-CN'] as const).map((locale) => say(grainReason, { locale, currency: null }));
    const headers = text.slice(0, text.indexOf('\n')).split(',');
    expect(headers.filter((header) => en!.includes(`“${header}”`)).length).toBeGreaterThan(0);
    expect(headers.filter((header) => zh!.includes(`“${header}”`)).length).toBeGreaterThan(0);
    expect(zh).not.toMatch(/[「」]|[a-z]{4,} [a-z]{2,} [a-z]/);
  });

  test('two readings that fit alike are asked about, the better first', () => {
    const rows = Array.from({ length: 30 }, (_, at) => `S${at},e${at % 3},2026-01-${10 + (at % 18)},T${at},p${at % 3}`);
    const { questions, grain, grainConfidence } = suggest(['session id,event,date,ticket id,priority', ...rows].join('\n'), 'x.csv');
    const [question] = questions;
    expect(question!.kind).toBe('grain');
    expect(question!.answers.map(({ value }) => value)).toEqual(['event', 'ticket']);
    expect(grain).toBe('event');
    expect(grainConfidence).toBeLessThan(0.6);
  });
});
