import type { Text } from '#core/messages/text';
import type { Amount } from '#core/messages/unit';
import { partText } from '../answer-split';
import type { PresentContext } from '../contract';
import { amount, periodInText, periodText } from '../words';
import type { Group } from './groups';
import type { SatisfactionParams } from './params';

/** A value of NPS in points, to one decimal, or a share. */
export const valueOf = (value: number | null, { measure }: SatisfactionParams): Amount =>
  measure === 'nps' ? amount(value === null ? null : Math.round(value * 10) / 10, 'score') : amount(value, 'rate');

/** A difference of two values: points of NPS, to one decimal, or of shares. */
export const differenceOf = (value: number | null, { measure }: SatisfactionParams): Amount =>
  measure === 'nps' ? amount(value === null ? null : Math.round(value * 10) / 10, 'score') : amount(value, 'points');

/** The name of a group. */
export const groupText = ({ part }: Group, { split }: SatisfactionParams): Text => partText(part, split);

/** A period of the trend as words. */
export function stretchText(period: string, { over }: SatisfactionParams, context: PresentContext): Text {
  return over === 'wave' || over === 'none' ? { literal: period } : periodText(over, period, context);
}

/** The same inside a sentence. */
export function stretchInText(period: string, { over }: SatisfactionParams, context: PresentContext): Text {
  return over === 'wave' || over === 'none' ? { literal: period } : periodInText(over, period, context);
}
