import { expect, test } from 'vitest';
import { isTierList, type TierRule } from '#core/analyses/tier-params';
import { modelOf } from '../../../../../tests/support/shop-tables';
import { askable, freshCondition, movedTier, whatOf, withCondition, withName, withRank, withTier, withValue } from './tier-draft';

const model = modelOf({
  customers: [
    ['customer_id', 'region', 'score'],
    ['a', 'north', 3],
    ['b', 'south', 4],
  ],
});
const rule = (name: string, value: number): TierRule => ({ name, match: 'all', where: [{ measure: 'orders', op: 'gte', value }] });
const rest: TierRule = { name: 'rest', match: 'all', where: [] };
const three: readonly TierRule[] = [rule('a', 9), rule('b', 5), rest];
const names = (rules: readonly TierRule[]) => rules.map(({ name, rank }) => `${name}${rank ?? ''}`).join(' ');

test('RP34 a condition begins with what the data hold', () => {
  expect(askable(model).map(({ name }) => name)).toEqual(['region', 'score']);
  expect(freshCondition('column:region', model)).toEqual({ column: 'region', values: ['north'] });
  expect(freshCondition('column:score', model)).toEqual({ column: 'score', op: 'gte', value: 1 });
  const recent = freshCondition('recent_orders', model);
  expect(recent).toMatchObject({ measure: 'recent_orders', days: 90 });
  expect(whatOf(recent)).toBe('recent_orders');
  for (const what of ['revenue', 'recent_revenue', 'days_since_last', 'column:score', 'column:region'])
    expect(isTierList([{ ...rule('a', 1), where: [freshCondition(what, model)] }, rest] as never), what).toBe(true);
});

test('RP34 values and conditions come and go; one stays', () => {
  const region = freshCondition('column:region', model);
  const both = withValue(region, 1, 'south');
  expect(both).toEqual({ column: 'region', values: ['north', 'south'] });
  expect(withValue(both, 0, null)).toEqual({ column: 'region', values: ['south'] });
  expect(withValue(region, 0, null)).toBe(region);
  expect(withCondition(three[0]!, 1, region).where).toHaveLength(2);
  expect(withCondition(three[0]!, 0, null)).toBe(three[0]);
});

test('RP34 tiers move, come and go; ranks follow the places until one is chosen', () => {
  expect(names(movedTier(three, 0, 1))).toBe('b a rest');
  expect(names(movedTier(three, 0, null))).toBe('b rest');
  expect(names(withTier(three, 'c'))).toBe('a b c rest');
  const chosen = withRank(three, 0, 3);
  expect(names(chosen)).toBe('a3 b2 rest1');
  expect(names(movedTier(chosen, 0, 1))).toBe('b2 a3 rest1');
  expect(names(movedTier(chosen, 1, null))).toBe('a2 rest1');
  expect(names(withTier(chosen, 'c'))).toBe('a4 b3 c1 rest2');
  expect(names(withRank(chosen, 2, 3))).toBe('a b rest');
  for (const rules of [chosen, withTier(chosen, 'c'), movedTier(chosen, 1, null)]) expect(isTierList(rules as never)).toBe(true);
});

test('RP34 names are not empty and differ', () => {
  expect(names(withName(three, 0, ' Gold ')!)).toBe('Gold b rest');
  expect(withName(three, 0, 'b')).toBeNull();
  expect(withName(three, 0, ' ')).toBeNull();
});
