import type { Text } from '#core/messages/text';
import type { Amount } from '#core/messages/unit';
import { amount } from '../words';
import type { Group } from './groups';
import type { SatisfactionParams } from './params';

/** A value of NPS in points, to one decimal, or a share. */
export const valueOf = (value: number | null, { measure }: SatisfactionParams): Amount =>
  measure === 'nps' ? amount(value === null ? null : Math.round(value * 10) / 10, 'score') : amount(value, 'rate');

/** The name of a group. */
export const groupText = ({ part }: Group): Text => (part === null ? { key: 'satisfaction_no_value' } : { literal: part });
