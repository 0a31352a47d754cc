import { expect, test } from 'vitest';
import type { Field } from '#core/analyses/contract';
import { modelOf } from '../../../../../tests/support/shop-tables';
import { changesIn, chosenWords, pickable, readNumber, readNumbers, usualNumbers, withAnswer, writeNumber, writeNumbers } from './params';

const words = { label: { literal: 'Label' }, help: { literal: 'Help.' } };
const lookback: Field = { ...words, key: 'lookbackDays', type: 'integer', min: 0, max: 3650, default: 365, unit: 'days' };
const share: Field = { ...words, key: 'minShare', type: 'number', min: 0, max: 0.5, default: 0.05, unit: 'rate' };
const grain: Field = {
  ...words,
  key: 'grain',
  type: 'choice',
  options: [
    { value: 'week', label: { literal: 'Week' } },
    { value: 'month', label: { literal: 'Month' } },
  ],
  default: 'month',
};

test('RP13 a default is not stored, and setting it back removes it', () => {
  const changed = withAnswer(grain, { lookbackDays: 90 }, 'week');
  expect(changed).toEqual({ lookbackDays: 90, grain: 'week' });
  expect(withAnswer(grain, changed, 'month')).toEqual({ lookbackDays: 90 });
});

test('RP13 changes are counted against the defaults', () => {
  expect(changesIn([lookback, grain], { lookbackDays: 365, grain: 'week' })).toBe(1);
  expect(changesIn([lookback, grain], {})).toBe(0);
});

test('RP14 a number outside its limits, or that is none, is not read', () => {
  if (lookback.type !== 'integer' || share.type !== 'number') throw new Error('fields');
  expect(readNumber(lookback, '90')).toBe(90);
  for (const text of ['', ' ', '-1', '3651', '1.5', '1e999', 'ten']) expect(readNumber(lookback, text)).toBeNull();
  expect(readNumber(share, '7.5')).toBe(0.075);
  expect(readNumber(share, '51')).toBeNull();
  expect(writeNumber(share, 0.07)).toBe('7');
});

test('RP14 a list of whole numbers is read with any separator, in any order, each once', () => {
  const days = { ...words, key: 'days', type: 'numbers', min: 1, max: 90, most: 3, default: [] } as const satisfies Field;
  expect(readNumbers(days, '30, 7；90')).toEqual([7, 30, 90]);
  expect(readNumbers(days, '7 7')).toEqual([7]);
  expect(readNumbers(days, '')).toEqual([]);
  for (const text of ['0', '91', '1.5', 'a week', '1 2 3 4']) expect(readNumbers(days, text), text).toBeNull();
  expect(writeNumbers([7, 30])).toBe('7, 30');
  expect(chosenWords(days, { days: [7, 30] }, null)).toEqual({ literal: '7, 30' });
});

test('RP13 the answer in force is said in words', () => {
  expect(chosenWords(grain, { grain: 'week' }, null)).toEqual({ literal: 'Week' });
  expect(chosenWords(grain, {}, null)).toEqual({ literal: 'Month' });
  expect(chosenWords(lookback, {}, null)).toMatchObject({ key: 'cell_amount' });
});

test('RP35 a choice from the data knows the other options; without data there is none', () => {
  const model = modelOf({ customers: [['customer_id'], ['a']] });
  const band = {
    ...words,
    key: 'band',
    type: 'picked',
    options: ({ by }, { tables }) => [{ value: 'a', label: { literal: `${String(by)} of ${tables.length}` } }],
    default: null,
  } as const satisfies Field;
  expect(pickable(band, { by: 'age' }, model)).toEqual([{ value: 'a', label: { literal: 'age of 1' } }]);
  expect(pickable(band, {}, null)).toEqual([]);
  expect(chosenWords(band, {}, model)).toEqual({ key: 'cell_picked_by_data' });
  expect(chosenWords(band, { by: 'age', band: 'a' }, model)).toEqual({ literal: 'age of 1' });
  expect(chosenWords(band, { band: 'gone' }, model)).toEqual({ literal: 'gone' });
  const cuts = {
    ...words,
    key: 'cuts',
    type: 'numbers',
    min: 0,
    max: 9,
    most: 3,
    usual: () => [2, 5],
    default: [],
  } as const satisfies Field;
  expect(usualNumbers(cuts, {}, model)).toBe('2, 5');
  expect(chosenWords(cuts, {}, model)).toEqual({ literal: '2, 5' });
  expect(chosenWords(cuts, { cuts: [3] }, model)).toEqual({ literal: '3' });
});
