import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import type { Amount } from '#core/messages/unit';
import { columnIn } from '#core/model/data-model';
import type { PresentContext } from '../contract';
import { amount, periodInText, periodText } from '../words';
import type { Group } from './groups';
import { MADE, type SatisfactionParams } from './params';
import { CODES } from './split-sql';

/** A value of NPS in points, to one decimal, or a share. */
export const valueOf = (value: number | null, { measure }: SatisfactionParams): Amount =>
  measure === 'nps' ? amount(value === null ? null : Math.round(value * 10) / 10, 'score') : amount(value, 'rate');

/** A difference of two values: points of NPS, to one decimal, or of shares. */
export const differenceOf = (value: number | null, { measure }: SatisfactionParams): Amount =>
  measure === 'nps' ? amount(value === null ? null : Math.round(value * 10) / 10, 'score') : amount(value, 'points');

/** The name of a group. */
export function groupText({ part }: Group, { split }: SatisfactionParams): Text {
  if (part === null) return { key: 'satisfaction_no_value' };
  if (split !== '@stage' && split !== '@since_order') return { literal: part };
  const code = CODES.find((each) => each === part) ?? 'none';
  return { key: `satisfaction_${split.slice(1)}_${code}` as MessageKey };
}

/** What the groups are, as a heading. */
export function splitLabel({ split }: SatisfactionParams, { model }: PresentContext): Text {
  if (split === null) return { key: 'satisfaction_group' };
  const made = MADE.find(({ value }) => value === split);
  if (made) return made.label;
  const [table, ...name] = split.split('.');
  return { literal: columnIn(model, table === 'surveys' ? 'surveys' : 'customers', name.join('.'))?.label ?? split };
}

/** A period of the trend as words. */
export function stretchText(period: string, { over }: SatisfactionParams, context: PresentContext): Text {
  return over === 'wave' || over === 'none' ? { literal: period } : periodText(over, period, context);
}

/** The same inside a sentence. */
export function stretchInText(period: string, { over }: SatisfactionParams, context: PresentContext): Text {
  return over === 'wave' || over === 'none' ? { literal: period } : periodInText(over, period, context);
}
