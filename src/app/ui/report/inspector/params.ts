import type { Field, Form } from '#core/analyses/contract';
import type { RuleList, Wording } from '#core/analyses/field-params';
import { areAscending, withDefaults } from '#core/analyses/params';
import { gradedColumns } from '#core/analyses/graded-columns';
import type { StepParam } from '#core/analyses/step-params';
import { suggestStages } from '#core/analyses/stage-order';
import { stepsText, suggestSteps } from '#core/analyses/step-words';
import { readThemes } from '#core/analyses/theme-lines';
import type { TierRule } from '#core/analyses/tier-params';
import { tiersText } from '#core/analyses/tier-words';
import type { Text } from '#core/messages/text';
import { columnIn, holdsColumn, tableOf, type DataModel } from '#core/model/data-model';
import type { JsonObject, JsonValue } from '#core/model/presentation';

/** The answer in force: what the cell stores, else the form's default. */
export const answerOf = (field: Field, params: JsonObject): JsonValue => params[field.key] ?? field.default;

export const isChanged = (field: Field, params: JsonObject): boolean => {
  const stored = params[field.key];
  return stored !== undefined && JSON.stringify(stored) !== JSON.stringify(field.default);
};

export const changesIn = (form: Form, params: JsonObject): number => form.filter((field) => isChanged(field, params)).length;

/** The options that have a say beside the others. */
export const applyingIn = (form: Form, params: JsonObject): Field[] =>
  form.filter(({ applies }) => !applies || applies(withDefaults(form, params)));

/** RP13: the params with one answer changed; a default is not stored. */
export function withAnswer(field: Field, params: JsonObject, value: JsonValue): JsonObject {
  const others = Object.fromEntries(Object.entries(params).filter(([key]) => key !== field.key));
  return JSON.stringify(value) === JSON.stringify(field.default) ? others : { ...others, [field.key]: value };
}

/** RP14: a typed number as it is stored, or null where the option does not allow it. Rates are typed in percent. */
export function readNumber(field: Extract<Field, { type: 'integer' | 'number' }>, text: string): number | null {
  const typed = Number(text.trim());
  if (text.trim() === '' || !Number.isFinite(typed)) return null;
  const value = field.unit === 'rate' ? typed / 100 : typed;
  if (field.type === 'integer' && !Number.isInteger(value)) return null;
  return value >= field.min && value <= field.max ? value : null;
}

/** A typed list of whole numbers, in any order and with any separator, or null where the option does not allow it; nothing typed is an empty list. */
export function readNumbers(field: Extract<Field, { type: 'numbers' }>, text: string): number[] | null {
  const typed = text.split(/[\s,;、，；]+/).filter((piece) => piece !== '');
  const values = [...new Set(typed.map(Number))].toSorted((a, b) => a - b);
  return areAscending(field, values) ? values : null;
}

/** A list of numbers as it is typed. */
export const writeNumbers = (values: JsonValue): string => (Array.isArray(values) ? values.join(', ') : '');

/** A number as it is typed. */
export const writeNumber = (field: Field, value: JsonValue): string =>
  typeof value === 'number' ? String(field.unit === 'rate' ? Number((value * 100).toFixed(6)) : value) : '';

/** What a choice from the data offers as the other options stand; nothing without data. */
export const pickable = (field: Extract<Field, { type: 'picked' }>, params: JsonObject, model: DataModel | null) =>
  model ? field.options(params, model) : [];

/** The numbers that stand in for none, as they are typed. */
export const usualNumbers = (field: Extract<Field, { type: 'numbers' }>, params: JsonObject, model: DataModel | null): string =>
  model && field.usual ? writeNumbers(field.usual(params, model)) : '';

/** A dimension is stored as `table.column`: the columns that may be grouped by. */
export function dimensionsFor(field: Extract<Field, { type: 'dimension' }>, model: DataModel | null) {
  if (!model) return [];
  return field.tables.map((table) => ({
    table,
    options: (tableOf(model, table)?.columns ?? [])
      .filter((column) => column.type === 'category' || column.type === 'boolean' || (column.attribute && column.values.length > 0))
      .map((column) => ({ value: `${table}.${column.name}`, label: column.label })),
  }));
}

/** Groups that the analysis makes itself, as far as the data hold what they need. */
export const madeFor = ({ made = [] }: Extract<Field, { type: 'dimension' }>, model: DataModel | null) =>
  model
    ? made.filter(({ needs }) => needs.every(({ table, columns }) => columns.every((column) => holdsColumn(model, table, column))))
    : [];

/** The answer in force in words, for reading; `form` has the options that this one asks about. */
export function chosenWords(field: Field, params: JsonObject, model: DataModel | null, form: Form = [field]): Text {
  const answer = answerOf(field, params);
  switch (field.type) {
    case 'choice':
      return field.options.find(({ value }) => value === answer)?.label ?? { literal: String(answer) };
    case 'boolean':
      return { key: answer === true ? 'cell_yes' : 'cell_no' };
    case 'dimension': {
      if (typeof answer !== 'string') return { key: 'cell_dimension_none' };
      const made = field.made?.find(({ value }) => value === answer);
      if (made) return made.label;
      const table = field.tables.find((name) => answer.startsWith(`${name}.`));
      const column = table && model ? columnIn(model, table, answer.slice(table.length + 1)) : undefined;
      return { literal: column?.label ?? answer };
    }
    case 'steps':
    case 'exclusions': {
      const stored = answer as unknown as readonly StepParam[];
      const steps = stored.length === 0 && field.type === 'steps' && model ? suggestSteps(model) : stored;
      return steps.length === 0 ? { key: 'step_none' } : stepsText(steps, model);
    }
    case 'picked': {
      if (typeof answer !== 'string') return { key: 'cell_picked_by_data' };
      return pickable(field, withDefaults(form, params), model).find(({ value }) => value === answer)?.label ?? { literal: answer };
    }
    case 'numbers': {
      const numbers = writeNumbers(answer) || usualNumbers(field, withDefaults(form, params), model);
      return numbers === '' ? { key: 'cell_numbers_none' } : { literal: numbers };
    }
    case 'rules':
      return (answer as unknown as RuleList).length === 0
        ? (field.presets(withDefaults(form, params))[0]?.label ?? { key: 'step_none' })
        : { key: 'rules_n', values: { n: (answer as unknown as RuleList).length } };
    case 'cut_points':
      return { key: Object.keys(answer as JsonObject).length === 0 ? 'cuts_today' : 'cuts_kept' };
    case 'wording':
      return { key: 'texts_own', values: { n: (answer as unknown as Wording).length } };
    case 'stages': {
      const stored = answer as readonly string[];
      const stages = stored.length === 0 && model ? suggestStages(model, field.state) : stored;
      return stages.length === 0 ? { key: 'stages_none' } : { literal: stages.join(' → ') };
    }
    case 'grades': {
      const columns = model ? gradedColumns(model, answer as readonly string[]) : [];
      return columns.length === 0 ? { key: 'cell_dimension_none' } : { literal: columns.map(({ label }) => label).join(' · ') };
    }
    case 'themes': {
      const names = readThemes(answer as readonly string[]).map(({ name }) => name);
      return names.length === 0 ? { key: 'cell_default' } : { literal: names.join(' · ') };
    }
    case 'tiers': {
      const stored = answer as unknown as readonly TierRule[];
      return stored.length === 0 ? { key: 'tier_suggested' } : tiersText(stored, false);
    }
    default:
      return typeof answer === 'number'
        ? {
            key: 'cell_amount',
            values: { amount: { amount: answer, unit: field.unit ?? 'number' }, unit: unitWords(field) ?? { literal: '' } },
          }
        : { literal: String(answer) };
  }
}

/** The unit beside a number, where it is a word of its own. */
export function unitWords(field: Field): Text | null {
  switch (field.unit) {
    case 'days':
      return { key: 'cell_unit_days' };
    case 'customers':
      return { key: 'cell_unit_customers' };
    case 'orders':
      return { key: 'cell_unit_orders' };
    default:
      return null;
  }
}
