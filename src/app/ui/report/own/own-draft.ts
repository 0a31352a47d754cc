import { fail, succeed, type Result } from '#core/model/result';
import { parseEdit } from '#core/report/edit-schema';
import type { CustomDefinition, CustomField } from '#core/report/notebook-types';
import type { Edit } from '#core/report/types';

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

/** The edit that stores a definition, or what is wrong with it: its shape, a name that is taken, a key that stands twice. */
export function saveEdit(definition: CustomDefinition, others: readonly CustomDefinition[]): Result<Edit> {
  const keys = definition.form.map(({ key }) => key);
  const twice = keys.find((key, at) => keys.indexOf(key) !== at);
  if (twice !== undefined) return fail({ code: 'issue_report_names_repeat', values: { name: { literal: twice } } });
  if (others.some(({ id, name }) => id !== definition.id && name.toLowerCase() === definition.name.toLowerCase()))
    return fail({ code: 'issue_report_names_repeat', values: { name: { literal: definition.name } } });
  const edit = parseEdit({ op: 'set_definition', definition });
  return edit.ok ? succeed(edit.value) : edit;
}
