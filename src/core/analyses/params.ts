import type { JsonObject, JsonValue } from '#core/model/presentation';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { Text } from '#core/messages/text';
import type { Field, Form } from './contract';
import { isCutPoints, isRuleList, isWording } from './field-params';
import { isExclusionList, isStepList } from './step-params';
import { isTierList } from './tier-params';

const say = (words: string): Text => ({ literal: words });

/** What a field takes, in words. */
function allowed(field: Field): Text {
  switch (field.type) {
    case 'choice':
      return { key: 'query_one_of', values: { values: say(field.options.map((option) => option.value).join(' / ')) } };
    case 'boolean':
      return { key: 'query_yes_or_no' };
    case 'dimension':
    case 'picked':
    case 'steps':
    case 'exclusions':
    case 'cut_points':
    case 'rules':
    case 'wording':
    case 'stages':
    case 'grades':
    case 'themes':
    case 'tiers':
      return field.label;
    case 'text':
      return { key: 'query_words' };
    case 'day':
      return { key: 'query_day' };
    case 'numbers':
      return { key: 'query_numbers_between', values: { min: field.min, max: field.max, most: field.most } };
    default:
      return { key: 'query_whole_number_between', values: { min: field.min, max: field.max } };
  }
}

/** A list that a field of numbers takes. */
export const areAscending = (field: Extract<Field, { type: 'numbers' }>, values: readonly JsonValue[]): values is readonly number[] =>
  values.length <= field.most &&
  values.every((value, at) => {
    const least = at === 0 ? field.min : (values[at - 1] as number) + 1;
    return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= field.max;
  });

/** The default of every option of a form. */
const defaultsOf = (form: Form): JsonObject => Object.fromEntries(form.map(({ key, default: usual }) => [key, usual]));

/** What is stored with the defaults of all other options: what an option asks to know whether it applies. */
export const withDefaults = (form: Form, params: JsonObject): JsonObject => ({ ...defaultsOf(form), ...params });

/** The longest list of texts that is stored, and its longest text. */
const [MOST_TEXTS, LONGEST_TEXT, LONGEST_WORDS] = [40, 1000, 2000];

const isTextList = (value: JsonValue): boolean =>
  Array.isArray(value) &&
  value.length <= MOST_TEXTS &&
  (value as readonly JsonValue[]).every((each) => typeof each === 'string' && each.length <= LONGEST_TEXT);

/** Stages of deals: each has a name and stands once. */
const isStageList = (value: JsonValue): boolean =>
  isTextList(value) &&
  new Set(value as readonly string[]).size === (value as readonly string[]).length &&
  !(value as readonly string[]).includes('');

/** A day of the calendar. */
const isDay = (value: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value);

function fits(field: Field, value: JsonValue, form: Form): boolean {
  switch (field.type) {
    case 'choice':
      return field.options.some((option) => option.value === value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'dimension':
    case 'picked':
      return value === null || typeof value === 'string';
    case 'steps':
      return isStepList(value);
    case 'exclusions':
      return isExclusionList(value);
    case 'numbers':
      return Array.isArray(value) && areAscending(field, value as readonly JsonValue[]);
    case 'cut_points':
      return isCutPoints(value);
    case 'rules':
      return isRuleList(
        value,
        field.axes(defaultsOf(form)).map(({ name }) => name),
      );
    case 'wording':
      return isWording(value);
    case 'stages':
      return isStageList(value);
    case 'grades':
    case 'themes':
      return isTextList(value);
    case 'tiers':
      return isTierList(value);
    case 'text':
      return typeof value === 'string' && value.length <= LONGEST_WORDS;
    case 'day':
      return typeof value === 'string' && isDay(value);
    default:
      if (typeof value !== 'number' || !Number.isFinite(value)) return false;
      return value >= field.min && value <= field.max && (field.type === 'number' || Number.isInteger(value));
  }
}

/** Stored params → params with every option of the form; what is not stored takes its default. */
export function parseParams<Params extends JsonObject>(form: Form, value: unknown): Result<Params> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return fail({ code: 'issue_query_param', values: { option: say('params'), allowed: say('{…}') }, path: [] });
  const issues: Issue[] = Object.keys(value)
    .filter((key) => !form.some((field) => field.key === key))
    .map((key) => ({ code: 'issue_query_param_unknown', values: { option: key }, path: [key] }));
  const entries = form.map((field): [string, JsonValue] => {
    const given = Object.hasOwn(value, field.key) ? (value as JsonObject)[field.key]! : field.default;
    if (!fits(field, given, form))
      issues.push({ code: 'issue_query_param', values: { option: field.label, allowed: allowed(field) }, path: [field.key] });
    return [field.key, given];
  });
  return issues.length > 0 ? fail(...issues) : succeed(Object.fromEntries(entries) as Params);
}
