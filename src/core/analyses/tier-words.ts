import type { Text } from '#core/messages/text';
import type { Amount } from '#core/messages/unit';
import { columnIn, type DataModel } from '#core/model/data-model';
import type { Box, Piece } from './tier-check';
import { isThreshold, OWN_NAMES, type TierCondition, type TierMeasure, type TierRule } from './tier-params';

const amountOf = (measure: TierMeasure, amount: number): Amount => ({
  amount,
  unit: ['revenue', 'average_order', 'recent_revenue'].includes(measure) ? 'money' : 'number',
});
const labelOf = (column: string, model: DataModel | null): Text => ({
  literal: (model ? columnIn(model, 'customers', column)?.label : undefined) ?? column,
});
const list = (values: readonly string[]): Text => ({ literal: values.join(', ') });

const joined = (key: 'tier_and' | 'tier_or', texts: readonly Text[]): Text =>
  texts.length < 2 ? (texts[0] ?? { literal: '' }) : { key, values: { first: texts[0]!, rest: joined(key, texts.slice(1)) } };

/** A condition as part of a sentence. */
function conditionText(condition: TierCondition, model: DataModel | null): Text {
  if (!isThreshold(condition))
    return { key: 'tier_column_in', values: { column: labelOf(condition.column, model), values: list(condition.values) } };
  const { op, value } = condition;
  if ('column' in condition)
    return { key: `tier_column_${op}`, values: { column: labelOf(condition.column, model), value: { amount: value, unit: 'number' } } };
  const { measure, days } = condition;
  return { key: `tier_${measure}_${op}`, values: { value: amountOf(measure, value), days: String(days ?? '') } };
}

/** Who belongs to a tier, in words. */
export const ruleText = ({ match, where }: TierRule, model: DataModel | null): Text =>
  where.length === 0
    ? { key: 'tier_everybody_else' }
    : joined(
        match === 'all' ? 'tier_and' : 'tier_or',
        where.map((condition) => conditionText(condition, model)),
      );

/** The pieces of one axis in words. */
function piecesText(axis: string, pieces: readonly Piece[], model: DataModel | null): Text {
  const column = axis.startsWith('column:') ? axis.slice('column:'.length) : null;
  const [measure = '', days] = axis.split(':');
  const threshold = (op: 'gte' | 'lt', value: number): TierCondition =>
    column === null
      ? { measure: measure as TierMeasure, op, value, ...(days === undefined ? {} : { days: Number(days) }) }
      : { column, op, value };
  const intervals = pieces.flatMap((piece) => ('low' in piece ? [piece] : []));
  if (intervals.length > 0) {
    const [low, high] = [intervals[0]!.low, intervals.at(-1)!.high];
    const ends = [...(low > -Infinity ? [threshold('gte', low)] : []), ...(high < Infinity ? [threshold('lt', high)] : [])];
    return joined(
      'tier_and',
      ends.map((condition) => conditionText(condition, model)),
    );
  }
  const label = labelOf(column ?? axis, model);
  if (pieces.some((piece) => 'missing' in piece)) return { key: 'tier_column_missing', values: { column: label } };
  const values = list(pieces.flatMap((piece) => ('value' in piece ? [piece.value] : [])));
  if (!pieces.some((piece) => 'other' in piece)) return { key: 'tier_column_in', values: { column: label, values } };
  return pieces.length === 1
    ? { key: 'tier_column_other', values: { column: label } }
    : { key: 'tier_column_in_other', values: { column: label, values } };
}

/** A set of combinations in words. */
export const boxText = (box: Box, model: DataModel | null): Text =>
  joined(
    'tier_and',
    box.map(({ axis, pieces }) => piecesText(axis, pieces, model)),
  );

/** A tier's name; the page's own are called in the reader's language. */
export function tierName(rule: TierRule, own: boolean): Text {
  const name = OWN_NAMES.find((each) => own && each === rule.name);
  return name ? { key: `tier_own_${name}` } : { literal: rule.name };
}

/** All tiers in one line, top first as in the list. */
export const tiersText = (rules: readonly TierRule[], own: boolean): Text =>
  rules.length === 0
    ? { literal: '' }
    : rules.length === 1
      ? tierName(rules[0]!, own)
      : { key: 'tier_then', values: { first: tierName(rules[0]!, own), rest: tiersText(rules.slice(1), own) } };
