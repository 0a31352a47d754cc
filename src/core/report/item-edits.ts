import { fail, succeed, type Result } from '#core/model/result';
import { NOTEBOOK_CAPS } from './notebook-schema';
import type { CustomDefinition, Metric } from './notebook-types';
import type { Edit, Report } from './types';

/** Edits of what a report keeps beside its cells: definitions and metrics. */
export type ItemEdit = Extract<
  Edit,
  { readonly op: 'add_definition' | 'set_definition' | 'remove_definition' | 'add_metric' | 'set_metric' | 'remove_metric' }
>;
type Item = CustomDefinition | Metric;
type Change =
  | { readonly do: 'add'; readonly item: Item; readonly index: number }
  | { readonly do: 'set'; readonly item: Item }
  | { readonly do: 'remove'; readonly id: string };

/** What an edit asks for, whatever the list. */
function changeOf(edit: ItemEdit): readonly ['definitions' | 'metrics', Change] {
  switch (edit.op) {
    case 'add_definition':
      return ['definitions', { do: 'add', item: edit.definition, index: edit.index }];
    case 'set_definition':
      return ['definitions', { do: 'set', item: edit.definition }];
    case 'remove_definition':
      return ['definitions', { do: 'remove', id: edit.id }];
    case 'add_metric':
      return ['metrics', { do: 'add', item: edit.metric, index: edit.index }];
    case 'set_metric':
      return ['metrics', { do: 'set', item: edit.metric }];
    case 'remove_metric':
      return ['metrics', { do: 'remove', id: edit.id }];
  }
}

/** The report with this list; an empty one is not written. */
function withItems(report: Report, list: 'definitions' | 'metrics', items: readonly Item[]): Report {
  const { [list]: _before, ...rest } = report;
  return (items.length > 0 ? { ...rest, [list]: items } : rest) as Report;
}

/** The report after an edit of its definitions or metrics. */
export function changeItems(report: Report, edit: ItemEdit): Result<Report> {
  const [list, change] = changeOf(edit);
  const items: readonly Item[] = report[list] ?? [];
  if (change.do === 'add') {
    const limit = NOTEBOOK_CAPS[list];
    if (items.length >= limit) return fail({ code: 'issue_report_too_many_items', values: { limit } });
    if (change.index < 0 || change.index > items.length) return fail({ code: 'issue_report_position' });
    return succeed(withItems(report, list, items.toSpliced(change.index, 0, change.item)));
  }
  const id = change.do === 'set' ? change.item.id : change.id;
  const at = items.findIndex((item) => item.id === id);
  if (at < 0) return fail({ code: 'issue_report_item_missing' });
  return succeed(withItems(report, list, change.do === 'set' ? items.with(at, change.item) : items.toSpliced(at, 1)));
}

/** The edit that takes an edit of definitions or metrics back; `report` is the document before it. */
export function invertItems(report: Report, edit: ItemEdit): Edit {
  const [list, change] = changeOf(edit);
  const one = list === 'definitions' ? 'definition' : 'metric';
  if (change.do === 'add') return { op: `remove_${one}`, id: change.item.id };
  const id = change.do === 'set' ? change.item.id : change.id;
  const items: readonly Item[] = report[list] ?? [];
  const index = items.findIndex((item) => item.id === id);
  const item = items[index];
  if (!item) throw new Error(`no ${one} ${id} to invert ${edit.op}`);
  return (change.do === 'set' ? { op: `set_${one}`, [one]: item } : { op: `add_${one}`, [one]: item, index }) as Edit;
}
