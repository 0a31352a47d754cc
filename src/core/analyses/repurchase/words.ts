import type { Text } from '#core/messages/text';
import { columnIn } from '#core/model/data-model';
import { OTHER_SLOT } from '#core/query/slots';
import type { PresentContext } from '../contract';
import type { Waits } from './curves';
import type { RepurchaseParams } from './params';

/** “2nd order”. */
export const orderText = (nth: number): Text => ({ key: `repurchase_order_${nth as 2 | 3 | 4}` });

export const valueText = ({ slot, value }: Pick<Waits, 'slot' | 'value'>): Text =>
  value === null ? { key: slot === OTHER_SLOT ? 'repurchase_value_other' : 'repurchase_value_none' } : { literal: value };

/** A curve's name: the order it leads to, or the value. */
export const nameOf = (waits: Waits): Text => (waits.slot === null ? orderText(waits.nth) : valueText(waits));

/** What the values of a breakdown are values of. */
export function breakdownText({ breakdown }: RepurchaseParams, { model }: Pick<PresentContext, 'model'>): Text {
  const table = (['orders', 'order_items', 'customers'] as const).find((name) => breakdown?.startsWith(`${name}.`) === true) ?? 'orders';
  const column = (breakdown ?? '').slice(table.length + 1);
  return { literal: columnIn(model, table, column)?.label ?? column };
}
