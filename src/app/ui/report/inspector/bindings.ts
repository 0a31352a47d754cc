import type { AnalysisDefinition, Field, Form } from '#core/analyses/contract';
import { withDefaults } from '#core/analyses/params';
import type { DataModel } from '#core/model/data-model';
import type { JsonObject, JsonValue } from '#core/model/presentation';
import type { Control } from '#core/report/notebook-types';
import type { AnalysisCell, ControlCell, Edit } from '#core/report/types';
import { optionOf } from '#app/run/notebook';
import { offerOf } from '../controls/control-state';
import { dimensionsFor, madeFor, pickable, withAnswer } from './params';

/** What of a cell beside its options may follow a control. */
export const SCOPE_KEYS = ['@range', '@as_of', '@segment'] as const;
export type ScopeKey = (typeof SCOPE_KEYS)[number];
const SCOPE_TYPES: Readonly<Record<ScopeKey, Control['type']>> = { '@range': 'date_range', '@as_of': 'as_of', '@segment': 'segment' };

/** What a choice must be one of; null where any text will do. */
function allowedIn(field: Field, params: JsonObject, form: Form, model: DataModel | null): readonly string[] | null {
  if (field.type === 'choice') return field.options.map(({ value }) => value);
  if (field.type === 'picked') return pickable(field, withDefaults(form, params), model).map(({ value }) => value);
  if (field.type !== 'dimension') return null;
  const columns = dimensionsFor(field, model).flatMap(({ options }) => options.map(({ value }) => value));
  return [...columns, ...madeFor(field, model).map(({ value }) => value)];
}

/** BD1: whether an option can stand where a control stands. A choice must offer something that the option knows. */
export function fits(field: Field, control: Control, params: JsonObject, form: Form, model: DataModel | null): boolean {
  switch (field.type) {
    case 'integer':
    case 'number':
      return control.type === 'number';
    case 'day':
      return control.type === 'as_of';
    case 'stages':
    case 'grades':
      return control.type === 'multi_choice';
    case 'text':
      return control.type === 'text' || control.type === 'choice';
    case 'choice':
    case 'picked':
    case 'dimension': {
      if (control.type !== 'choice') return false;
      const allowed = allowedIn(field, params, form, model);
      return offerOf(control.choices, model).values.some((value) => allowed?.includes(value));
    }
    default:
      return false;
  }
}

export const scopeControls = (key: ScopeKey, controls: readonly ControlCell[]): readonly ControlCell[] =>
  controls.filter(({ control }) => control.type === SCOPE_TYPES[key]);

/** The control that an option follows: `undefined` where it follows none, null where its control is gone. */
export function boundTo(cell: AnalysisCell, key: string, controls: readonly ControlCell[]): ControlCell | null | undefined {
  const name = cell.bindings?.[key];
  return name === undefined ? undefined : (controls.find((each) => each.name === name) ?? null);
}

/** What a bound option stands at: the control's value, or its own where the control has none or is gone. */
export function valueOfBound(field: Field, cell: AnalysisCell, control: ControlCell | null): JsonObject {
  const value = control ? optionOf(control.control) : undefined;
  return value === undefined ? cell.params : { ...cell.params, [field.key]: value };
}

/** BD4: why the cell cannot stand where the control stands. */
export const isRefused = (definition: AnalysisDefinition, params: JsonObject, own: JsonObject): boolean =>
  !definition.parse(params).ok && definition.parse(own).ok;

export const bindEdit = (cell: AnalysisCell, key: string, name: string): Edit => ({
  op: 'set_bindings',
  id: cell.id,
  bindings: { ...cell.bindings, [key]: name },
});

const without = (cell: AnalysisCell, key: string): Edit => ({
  op: 'set_bindings',
  id: cell.id,
  bindings: Object.fromEntries(Object.entries(cell.bindings ?? {}).filter(([other]) => other !== key)),
});

/** BD3: the option stands on its own again, where the control stood; one edit. */
export function unbindEdit(cell: AnalysisCell, field: Field, definition: AnalysisDefinition, control: ControlCell | null): Edit {
  const value: JsonValue | undefined = control ? optionOf(control.control) : undefined;
  const params = value === undefined ? cell.params : withAnswer(field, cell.params, value);
  if (value === undefined || isRefused(definition, params, cell.params)) return without(cell, field.key);
  return { op: 'all', edits: [{ op: 'set_params', id: cell.id, version: definition.version, params }, without(cell, field.key)] };
}

/** The range, day or customers of a cell are those of the report again. */
export const unbindScope = (cell: AnalysisCell, key: ScopeKey): Edit => without(cell, key);
