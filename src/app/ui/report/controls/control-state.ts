import { choicesOf } from '#core/analyses/custom/notebook-values';
import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import { columnIn, type DataModel } from '#core/model/data-model';
import { nameOf, RESERVED_NAMES } from '#core/report/notebook-check';
import type { Choices, Control } from '#core/report/notebook-types';
import type { ControlCell, Report } from '#core/report/types';
import { rangeWords } from '../words';

export const CONTROL_TYPES: readonly Control['type'][] = ['date_range', 'choice', 'multi_choice', 'number', 'text', 'segment', 'as_of'];

/** What a control offers to choose from, and why that may be nothing. */
export interface Offer {
  readonly values: readonly string[];
  /** `column`: it is not in the data; `empty`: there is nothing to choose. */
  readonly trouble: 'column' | 'empty' | null;
}

export function offerOf(choices: Choices, model: DataModel | null): Offer {
  if (!model && choices.of === 'column') return { values: [], trouble: null };
  if (model && choices.of === 'column' && !columnIn(model, choices.table, choices.column)) return { values: [], trouble: 'column' };
  const values = choices.of === 'list' ? choices.values : model ? choicesOf(choices, model) : [];
  return { values, trouble: values.length === 0 ? 'empty' : null };
}

/** What was chosen and is not offered (any more). */
export function lostChoices(control: Control, model: DataModel | null): readonly string[] {
  if ((control.type !== 'choice' && control.type !== 'multi_choice') || !model) return [];
  const { values } = offerOf(control.choices, model);
  const chosen = control.type === 'choice' ? (control.value === null ? [] : [control.value]) : control.value;
  return chosen.filter((value) => !values.includes(value));
}

/** CT2: what it means that nothing is chosen; null where something is. */
export function nothingMeans(control: Control): MessageKey | null {
  switch (control.type) {
    case 'date_range':
      return control.value.from === null && control.value.to === null ? 'control_nothing_date_range' : null;
    case 'multi_choice':
      return control.value.length === 0 ? 'control_nothing_multi_choice' : null;
    case 'text':
      return control.value === '' ? 'control_nothing_text' : null;
    default:
      return control.value === null ? `control_nothing_${control.type}` : null;
  }
}

/** Where a control stands, in a few words. */
export function controlWords(control: Control, report: Report | null): Text {
  const nothing = nothingMeans(control);
  if (nothing && control.type !== 'date_range') return { key: 'control_nothing' };
  switch (control.type) {
    case 'date_range':
      return rangeWords(control.value);
    case 'multi_choice':
      return control.value.length > 3
        ? { key: 'control_chosen', values: { n: control.value.length } }
        : { literal: control.value.join(' · ') };
    case 'segment':
      return { literal: report?.segments?.find(({ id }) => id === control.value)?.name ?? String(control.value) };
    case 'number':
      return { key: 'control_number', values: { value: { amount: control.value ?? 0, unit: 'number' } } };
    case 'as_of':
      return { key: 'control_day', values: { day: { date: control.value ?? '' } } };
    default:
      return { literal: String(control.value) };
  }
}

/** The control as another kind, with nothing chosen and what both kinds share. */
export function withType(control: Control, type: Control['type']): Control {
  const choices: Choices = 'choices' in control ? control.choices : { of: 'list', values: [] };
  switch (type) {
    case 'date_range':
      return { type, value: { from: null, to: null } };
    case 'choice':
      return { type, choices, value: control.type === 'multi_choice' ? (control.value[0] ?? null) : null };
    case 'multi_choice':
      return { type, choices, value: control.type === 'choice' && control.value !== null ? [control.value] : [] };
    case 'number':
      return { type, min: null, max: null, value: null };
    case 'text':
      return { type, value: control.type === 'choice' ? (control.value ?? '') : '' };
    default:
      return { type, value: null };
  }
}

/** The control with other choices; what a fresh list does not hold is not chosen any more (NB5). */
export function withChoices(control: Extract<Control, { choices: Choices }>, choices: Choices): Control {
  const keeps = (value: string): boolean => choices.of === 'column' || choices.values.includes(value);
  if (control.type === 'choice')
    return { ...control, choices, value: control.value !== null && keeps(control.value) ? control.value : null };
  return { ...control, choices, value: control.value.filter(keeps) };
}

/** The number control with a limit moved; where it stands outside, nothing is chosen any more (NB5). */
export function withLimit(control: Extract<Control, { type: 'number' }>, end: 'min' | 'max', limit: number | null): Control {
  const next = { ...control, [end]: limit };
  const { min, max, value } = next;
  const outside = value !== null && ((min !== null && value < min) || (max !== null && value > max));
  return outside ? { ...next, value: null } : next;
}

/** Lines of a list of choices: each once, without blank ones, at most 200. */
export const readChoices = (text: string): readonly string[] =>
  [...new Set(text.split('\n').map((line) => line.trim()))].filter((line) => line !== '').slice(0, 200);

const NAME = /^[\p{L}_][\p{L}\p{N}_]{0,59}$/u;

/** CT5: why a control cannot have this name; null where it can. */
export function controlNameTrouble(name: string, cell: ControlCell, report: Report | null): MessageKey | null {
  if (!NAME.test(name)) return 'control_name_form';
  const key = name.toLowerCase();
  if (RESERVED_NAMES.has(key)) return 'control_name_reserved';
  const isTaken = report?.cells.some((other) => other.id !== cell.id && nameOf(other)?.toLowerCase() === key);
  return isTaken ? 'control_name_taken' : null;
}

/** The knobs of a report, in its order. */
export const controlsIn = (report: Report | null): readonly ControlCell[] =>
  (report?.cells ?? []).filter((cell): cell is ControlCell => cell.type === 'control');
