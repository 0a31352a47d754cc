import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import type { Amount } from '#core/messages/unit';
import { columnIn } from '#core/model/data-model';
import type { PresentContext } from '../contract';
import { amount } from '../words';
import type { ResponseParams } from './params';
import type { Trait } from './reading';

export const isMean = ({ value }: Trait): boolean => value === undefined;

/** “Orders”, or “member tier: gold”. */
export function traitText({ attribute, value }: Trait, { model }: PresentContext): Text {
  if (value === undefined) return { key: `response_trait_${attribute}` as MessageKey };
  const label = { literal: columnIn(model, 'customers', attribute)?.label ?? attribute };
  return { key: 'response_trait_value', values: { attribute: label, value: value === null ? { key: 'satisfaction_no_value' } : value } };
}

/** What responders or silent have of a trait, with its unit. */
export function traitAmount(trait: Trait, of: 'responders' | 'silent'): Amount {
  const value = trait[of];
  if (!isMean(trait)) return amount(value, 'rate');
  if (trait.attribute === 'revenue') return amount(value, 'money');
  return amount(value === null ? null : Math.round(value * 10) / 10, 'number');
}

/** NPS in points, to one decimal, or a share. */
export const scoreAmount = (value: number | null, { measure }: ResponseParams): Amount =>
  measure === 'nps' ? amount(value === null ? null : Math.round(value * 10) / 10, 'score') : amount(value, 'rate');
