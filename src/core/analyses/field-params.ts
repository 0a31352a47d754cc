import type { Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';
import type { JsonObject, JsonValue } from '#core/model/presentation';
import type { RangeRule, RuleAxis } from './rule-check';

/** Ascending borders of each measure by its key; a measure without an entry takes those of today. */
export type CutPoints = Readonly<Record<string, readonly number[]>>;
/** A measure that has borders. Today's stand in the numbers of the cell as `cut_<key>_1`, `cut_<key>_2`, … */
export interface CutMeasure {
  readonly key: string;
  readonly label: Text;
  readonly unit: Unit;
  /** How many borders it has. */
  readonly count: number;
}
/** Rules as a cell stores them; the first that fits counts. */
export type RuleList = readonly RangeRule[];
/** An axis that rules may use, with its label. */
export interface ShownAxis extends RuleAxis {
  readonly label: Text;
}
/** Rules to begin with; a name is a message until a person keeps it. */
export interface RulePreset {
  readonly label: Text;
  readonly rules: readonly { readonly name: Text; readonly ranges: RangeRule['ranges'] }[];
}
/** Own words for things with an id; what is not listed keeps its suggestion. */
export type Wording = readonly { readonly of: string; readonly text: string }[];
/** Something whose words can be changed. */
export interface Worded {
  readonly id: string;
  readonly label: Text;
  readonly suggested: Text;
}

const MOST_RULES = 40;
const MOST_WORDS = 60;
const LONGEST = 200;

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: JsonValue | undefined): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST;
const onlyHas = (value: JsonObject, keys: readonly string[]): boolean => Object.keys(value).every((key) => keys.includes(key));
const isNumber = (value: JsonValue | undefined): value is number => typeof value === 'number' && Number.isFinite(value);

/** Whether numbers never get smaller. */
export const isAscending = (values: readonly number[]): boolean => values.every((value, at) => at === 0 || values[at - 1]! <= value);

const isBorders = (value: JsonValue | undefined): boolean =>
  Array.isArray(value) && value.length <= 9 && value.every((each: JsonValue) => isNumber(each)) && isAscending(value as number[]);
/** Whether a stored value is `CutPoints`. */
export const isCutPoints = (value: JsonValue): boolean => isObject(value) && Object.values(value).every(isBorders);

const isRange = (value: JsonValue | undefined): boolean =>
  Array.isArray(value) && value.length === 2 && value.every((each: JsonValue) => Number.isInteger(each)) && isAscending(value as number[]);
/** Whether a stored value is a `RuleList` over these axes, at most forty rules. */
export const isRuleList = (value: JsonValue, axes: readonly string[]): boolean =>
  Array.isArray(value) &&
  value.length <= MOST_RULES &&
  (value as readonly JsonValue[]).every(
    (rule) =>
      isObject(rule) &&
      onlyHas(rule, ['name', 'ranges']) &&
      isText(rule['name']) &&
      isObject(rule['ranges']) &&
      onlyHas(rule['ranges'], axes) &&
      Object.values(rule['ranges']).every(isRange),
  );

/** Whether a stored value is `Wording`, each thing once. */
export const isWording = (value: JsonValue): boolean => {
  if (!Array.isArray(value) || value.length > MOST_WORDS) return false;
  const entries = value as readonly JsonValue[];
  return (
    entries.every((entry) => isObject(entry) && onlyHas(entry, ['of', 'text']) && isText(entry['of']) && isText(entry['text'])) &&
    new Set(entries.map((entry) => (entry as JsonObject)['of'])).size === entries.length
  );
};

/** The words in force: a person's own, else the suggestion. */
export function wordsFor({ id, suggested }: Pick<Worded, 'id' | 'suggested'>, wording: Wording): Text {
  const own = wording.find(({ of }) => of === id);
  return own ? { literal: own.text } : suggested;
}
