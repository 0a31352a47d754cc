import { requirementsOf } from '#core/analyses/custom/requirements';
import type { JsonObject } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { parseEdit } from '#core/report/edit-schema';
import type { CustomDefinition, CustomField } from '#core/report/notebook-types';
import type { Cell, Edit, Report } from '#core/report/types';

export const FIELD_TYPES = ['integer', 'number', 'text', 'boolean', 'day', 'choice', 'column'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** A fresh option of a type, keeping the words of the one before. `key` is what `{{key}}` says. */
export function fieldOfType(type: FieldType, { key, label, help }: Pick<CustomField, 'key' | 'label' | 'help'>): CustomField {
  const words = { key, label, help };
  switch (type) {
    case 'integer':
    case 'number':
      return { ...words, type, min: 0, max: 1000, default: 30 };
    case 'text':
      return { ...words, type, default: '' };
    case 'boolean':
      return { ...words, type, default: true };
    case 'day':
      return { ...words, type, default: '2026-01-01' };
    case 'choice':
      return { ...words, type, options: ['A', 'B'], default: 'A' };
    case 'column':
      return { ...words, type, tables: ['orders'], default: 'channel' };
  }
}

/** The first key of `option_1`, `option_2`, … that is free. */
export function freeKey(form: readonly CustomField[]): string {
  let number = form.length + 1;
  while (form.some(({ key }) => key === `option_${number}`)) number++;
  return `option_${number}`;
}

/** The option with its choices from one line of text; a default that is gone becomes the first of them. */
export function withChoices(field: Extract<CustomField, { type: 'choice' }>, line: string): CustomField {
  const options = [...new Set(line.split(/[,，、]/).map((each) => each.trim()))].filter((each) => each !== '');
  if (options.length === 0) return field;
  return { ...field, options, default: options.includes(field.default) ? field.default : options[0]! };
}

/** What a person typed as a default or a limit of a number; null where it is none. */
export const readAmount = (text: string): number | null => {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
};

/** The definition with another text of a step, and what its steps now need of the data (OW3). */
export function withStep(draft: CustomDefinition, id: string, sql: string): CustomDefinition {
  const steps = draft.steps.map((step) => (step.id === id ? { ...step, sql } : step));
  const texts = steps.map((step) => step.sql);
  return { ...draft, steps, requires: requirementsOf(texts, draft.requires) };
}

/** The definition with another chart, or with none. */
export function withChart({ chart: _before, ...rest }: CustomDefinition, chart: JsonObject | null): CustomDefinition {
  return chart ? { ...rest, chart } : rest;
}

/** The definition with another sentence; an empty one is none. */
export function withSentence({ insight: _before, ...rest }: CustomDefinition, text: string): CustomDefinition {
  return text.trim() === '' ? rest : { ...rest, insight: text };
}

/** OD6: what is asked to see the rows of the first step, whatever would draw them. */
export function rowsOnly({ base: _base, chart: _chart, insight: _insight, ...rest }: CustomDefinition): CustomDefinition {
  return { ...rest, steps: rest.steps.slice(0, 1) };
}

/** OD7: what a cell stores of options that are gone is taken out. */
function cellEdits(cell: Cell, { id, form }: CustomDefinition): readonly Edit[] {
  if (cell.type !== 'analysis' || cell.definition !== id) return [];
  const keys = new Set(form.map(({ key }) => key));
  const kept = <T>(given: Readonly<Record<string, T>>) => Object.entries(given).filter(([key]) => key.startsWith('@') || keys.has(key));
  const { params, bindings = {}, version } = cell;
  const [left, bound] = [kept(params), kept(bindings)];
  return [
    ...(left.length < Object.keys(params).length
      ? [{ op: 'set_params', id: cell.id, version, params: Object.fromEntries(left) } as const]
      : []),
    ...(bound.length < Object.keys(bindings).length
      ? [{ op: 'set_bindings', id: cell.id, bindings: Object.fromEntries(bound) } as const]
      : []),
  ];
}

/** The edit that stores a definition, or what is wrong with it: its shape, a name that is taken, a key that stands twice. */
export function saveEdit(definition: CustomDefinition, { definitions = [], cells }: Pick<Report, 'definitions' | 'cells'>): Result<Edit> {
  const keys = definition.form.map(({ key }) => key);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) return fail({ code: 'issue_report_names_repeat', values: { name: { literal: twice } } });
  if (definitions.some(({ id, name }) => id !== definition.id && name.toLowerCase() === definition.name.toLowerCase()))
    return fail({ code: 'issue_report_names_repeat', values: { name: { literal: definition.name } } });
  const edit = parseEdit({ op: 'set_definition', definition });
  if (!edit.ok) return edit;
  const beside = cells.flatMap((cell) => cellEdits(cell, definition));
  return succeed(beside.length > 0 ? { op: 'all', edits: [edit.value, ...beside] } : edit.value);
}
