import { expect, test } from 'vitest';
import type { StepParam } from '#core/analyses/step-params';
import { modelOf } from '../../../../../tests/support/shop-tables';
import { kindOf, kindsOf, narrowing, readWithin, rearranged, shownCondition, withCondition, withKind, withWithin } from './step-draft';

const model = modelOf({
  orders: [
    ['order_id', 'customer_id', 'ordered_at', 'channel'],
    ['o1', 'a', '2026-01-01', 'web'],
    ['o2', 'a', '2026-01-02', 'shop'],
  ],
  usage_events: [
    ['customer_id', 'event_at', 'event', 'device'],
    ['a', '2026-01-01', 'view', 'phone'],
    ['a', '2026-01-01', 'pay', 'desk'],
  ],
});
const view: StepParam = { table: 'usage_events', where: [{ column: 'event', condition: { op: 'in', values: ['view'] } }] };
const onPhone: StepParam = { ...view, where: [...view.where, { column: 'device', condition: { op: 'in', values: ['phone'] } }] };

test('RP19 a step is a choice of the list and further conditions', () => {
  expect(kindsOf(model)).toHaveLength(4 + 2 + 2);
  expect(kindOf(onPhone, model)).toMatchObject({ step: view, more: [{ column: 'device' }] });
  expect(shownCondition(kindOf(onPhone, model))).toEqual({ column: 'device', value: 'phone' });
  expect(shownCondition(kindOf(view, model))).toBeNull();
  expect(narrowing(view, model).map(({ name }) => name)).toEqual(['device']);
});

test('RP19 another kind of the same table keeps the condition, another table does not', () => {
  const pay = kindsOf(model).find(({ step }) => JSON.stringify(step).includes('pay'))!;
  const orders = kindsOf(model).find(({ step }) => step.table === 'orders' && step.where.length === 0)!;
  expect(withKind(onPhone, pay.value, model).where.map(({ column }) => column)).toEqual(['event', 'device']);
  expect(withKind(onPhone, orders.value, model)).toEqual({ table: 'orders', where: [] });
  expect(withCondition(onPhone, null, model)).toEqual(view);
  expect(withCondition(view, { column: 'device', value: 'phone' }, model)).toEqual(onPhone);
});

test('RP19 steps move and go; the first is never optional', () => {
  const steps: StepParam[] = [view, { ...onPhone, optional: true }];
  expect(rearranged(steps, 1, -1)).toEqual([onPhone, view]);
  expect(rearranged(steps, 0, null)).toEqual([onPhone]);
});

test('FC9 a step takes a window of its own, gives it up, and loses it as the first', () => {
  expect([' 3 ', '', '0', '1.5', 'x', '10000'].map(readWithin)).toEqual([3, null, undefined, undefined, undefined, undefined]);
  expect(withWithin(onPhone, 3)).toEqual({ ...onPhone, within: 3 });
  expect(withWithin({ ...onPhone, within: 3 }, null)).toEqual(onPhone);
  expect(rearranged([view, { ...onPhone, within: 3 }], 1, -1)).toEqual([onPhone, view]);
  expect(rearranged([view, { ...onPhone, within: 3 }, view], 1, 1)).toEqual([view, view, { ...onPhone, within: 3 }]);
});
