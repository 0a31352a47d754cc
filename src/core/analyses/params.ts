import type { JsonObject, JsonValue } from '#core/model/presentation';
import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { Text } from '#core/messages/text';
import type { Field, Form } from './contract';
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
    case 'steps':
    case 'exclusions':
    case 'tiers':
      return field.label;
    default:
      return { key: 'query_whole_number_between', values: { min: field.min, max: field.max } };
  }
}

function fits(field: Field, value: JsonValue): boolean {
  switch (field.type) {
    case 'choice':
      return field.options.some((option) => option.value === value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'dimension':
      return value === null || typeof value === 'string';
    case 'steps':
      return isStepList(value);
    case 'exclusions':
      return isExclusionList(value);
    case 'tiers':
      return isTierList(value);
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
    if (!fits(field, given))
      issues.push({ code: 'issue_query_param', values: { option: field.label, allowed: allowed(field) }, path: [field.key] });
    return [field.key, given];
  });
  return issues.length > 0 ? fail(...issues) : succeed(Object.fromEntries(entries) as Params);
}
