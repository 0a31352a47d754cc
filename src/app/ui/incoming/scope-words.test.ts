import { expect, test } from 'vitest';
import { filterWords, rangeWords } from './scope-words';

const english = { locale: 'en' } as const;
const on = (condition: Parameters<typeof filterWords>[0]['condition']) =>
  filterWords({ table: 'orders', column: '渠道', condition }, english);

test('UI15 a filter shows every literal it holds', () => {
  expect(on({ op: 'in', values: ['小程序', '天猫'] })).toBe('orders.渠道 = 小程序 | 天猫');
  expect(on({ op: 'not_in', values: ['<b>x</b>'] })).toBe('orders.渠道 ≠ <b>x</b>');
  expect(on({ op: 'between', from: 0, to: 10 })).toBe('orders.渠道 0 … 10');
  expect(on({ op: 'gte', value: 5 })).toBe('orders.渠道 ≥ 5');
  expect(on({ op: 'is_missing' })).toBe('orders.渠道 is missing');
  expect(filterWords({ table: 'customers', column: 'city', condition: { op: 'is_present' } }, { locale: 'zh-CN' })).toBe(
    'customers.city 不为空',
  );
});

test('UI15 a range shows both ends', () => {
  expect(rangeWords({ from: null, to: null }, english)).toBe('all');
  expect(rangeWords({ from: '2025-11-01', to: null }, english)).toBe('1 Nov 2025 – open');
  expect(rangeWords({ from: '2025-11-01', to: '2026-10-31' }, { locale: 'zh-CN' })).toBe('2025年11月1日 – 2026年10月31日');
});
