import * as v from 'valibot';
import { fail, type Result } from '#core/model/result';
import { checkShape } from './check';
import { findJsonFault } from './json';
import { plainName } from './notebook-schema';
import { cellId, chart, currency, day, markdown, params, paramsVersion, strict, title, width } from './schema';
import type { Edit } from './types';

const { object, range, revenue, filters, segment, sources, view, cell, notebook } = strict;
const index = v.pipe(v.number(), v.integer());

const single = [
  object({ op: v.literal('set_title'), title }),
  object({ op: v.literal('set_as_of'), asOf: day }),
  object({ op: v.literal('set_range'), range }),
  object({ op: v.literal('set_filters'), filters }),
  object({ op: v.literal('set_revenue'), revenue }),
  object({ op: v.literal('set_currency'), currency }),
  object({ op: v.literal('set_sources'), sources }),
  object({ op: v.literal('add_cell'), cell, index }),
  object({ op: v.literal('remove_cell'), id: cellId }),
  object({ op: v.literal('move_cell'), id: cellId, index }),
  object({ op: v.literal('set_cell_title'), id: cellId, title: v.nullable(title) }),
  object({ op: v.literal('set_params'), id: cellId, version: paramsVersion, params }),
  object({ op: v.literal('set_view'), id: cellId, view }),
  object({ op: v.literal('set_text'), id: cellId, markdown }),
  object({ op: v.literal('add_segment'), segment, index }),
  object({ op: v.literal('remove_segment'), id: cellId }),
  object({ op: v.literal('rename_segment'), id: cellId, name: v.pipe(title, v.minLength(1)) }),
  object({ op: v.literal('set_cell_name'), id: cellId, name: plainName }),
  object({ op: v.literal('set_query'), id: cellId, query: notebook.query }),
  object({ op: v.literal('set_chart'), id: cellId, chart: v.nullable(chart) }),
  object({ op: v.literal('set_control'), id: cellId, control: notebook.control }),
  object({ op: v.literal('set_bindings'), id: cellId, bindings: notebook.bindings }),
  object({ op: v.literal('set_width'), id: cellId, width: v.nullable(width) }),
  object({ op: v.literal('set_alone'), id: cellId, alone: v.boolean() }),
  object({ op: v.literal('add_definition'), definition: notebook.definition, index }),
  object({ op: v.literal('set_definition'), definition: notebook.definition }),
  object({ op: v.literal('remove_definition'), id: cellId }),
  object({ op: v.literal('add_metric'), metric: notebook.metric, index }),
  object({ op: v.literal('set_metric'), metric: notebook.metric }),
  object({ op: v.literal('remove_metric'), id: cellId }),
] as const;

/** NB9: every operation there is, `all` apart. */
export const OPERATIONS: readonly Exclude<Edit['op'], 'all'>[] = single.map(({ entries }) => entries.op.literal);

const nested: v.GenericSchema<unknown, Edit> = v.lazy(() => edit);
const edit: v.GenericSchema<unknown, Edit> = v.variant('op', [
  ...single,
  object({ op: v.literal('all'), edits: v.pipe(v.array(nested), v.maxLength(1000)) }),
]) as v.GenericSchema<unknown, Edit>;

/** An edit from a person or from storage, made of new objects; within the caps of the document. */
export function parseEdit(value: unknown): Result<Edit> {
  if (findJsonFault(value)) return fail({ code: 'issue_report_invalid', values: { place: 'edit' } });
  return checkShape(edit, value);
}
