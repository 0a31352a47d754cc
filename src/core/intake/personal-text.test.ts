import { expect, test } from 'vitest';
import { findPersonalIn } from './personal-text';

test.each([
  ['ask wang.fang@shop.example, please', 'email'],
  ['请联系王芳：wang@例子.公司。', 'email'],
  ["comment LIKE '%13812345678%'", 'phone'],
  ['138 1234 5678', 'phone'],
  ['+86 138-1234-5678', 'phone'],
  ['电话021-61234567转3', 'phone'],
  ['+49 30 123456', 'phone'],
  ['0912-345-678', 'phone'],
  ['call (212) 555-0123', 'phone'],
  // Of ISO 7064: the check digit is X, worked out by hand.
  ['证件 11010519491231002X', 'id_card'],
  ['A123456789', 'id_card'],
])('%s holds: %s', (text, kind) => {
  expect(findPersonalIn(text)).toBe(kind);
});

test.each([
  '2026-06-30',
  '上海',
  '10000',
  '1,234,567.89',
  'SELECT 20260101 + 1',
  '110105194912310021',
  'a@b',
  '@home',
  'order 13800000',
  '0.13812345678',
  '2025-01-01 12:30',
  'A123456788',
])('%s holds nothing of a person', (text) => {
  expect(findPersonalIn(text)).toBeNull();
});
