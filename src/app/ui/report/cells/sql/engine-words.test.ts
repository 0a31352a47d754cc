import { expect, test } from 'vitest';
import { say } from '#core/messages/say';
import { explained } from './engine-words';

test.each([
  ['Binder Error: Referenced column "revenu" not found in FROM clause!\nCandidate bindings: "currency"', '这里没有名为“revenu”的列。'],
  ['Catalog Error: Table with name order does not exist!\nDid you mean "orders"?', '这里没有名为“order”的表。'],
  ['Catalog Error: Scalar Function with name sume does not exist!', '引擎没有名为“sume”的函数。'],
  ['Parser Error: syntax error at or near "FORM"', '从“FORM”开始，这段 SQL 无法理解。'],
  ["Conversion Error: Could not convert string 'x' to INT32", '有的值无法转换成所要的类型。'],
  ['Invalid Input Error: something', '引擎无法计算这个查询。'],
])('SC9 a fault of the engine is said in the reader’s language, its own words beneath: %s', (words, sentence) => {
  expect(say(explained(words), { locale: 'zh-CN', currency: 'CNY' })).toBe(`${sentence}\n引擎原文：“${words}”`);
});

test('SC9 what is not known as the engine’s stays as it is', () => {
  expect(explained('no')).toEqual({ literal: 'no' });
});
