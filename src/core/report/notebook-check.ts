import { CANONICAL_TABLES } from '#core/model/canonical';
import type { Issue } from '#core/model/result';
import { RELATION_NAMES } from '#core/query/relation-names';
import { misfits } from './notebook-schema';
import type { Cell, Report } from './types';

/** NB2: what no query or control may be called, in small letters. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([...CANONICAL_TABLES, ...RELATION_NAMES, 'cell', 'rows']);

/** The name that placeholders or queries call a cell by; null where it has none. */
export const nameOf = (cell: Cell): string | null => (cell.type === 'sql' || cell.type === 'control' ? cell.name : null);

function repeated(names: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return names.find((name) => seen.size === seen.add(name.toLowerCase()).size);
}

/** NB2, NB5, NB6: what holds between the parts of a notebook; null where all of it does. */
export function findNotebookFault({ cells, definitions = [], metrics = [] }: Report): Issue | null {
  const names = cells.map(nameOf).filter((name) => name !== null);
  const twice = repeated(names);
  if (twice !== undefined) return { code: 'issue_report_names_repeat', values: { name: twice }, path: ['cells'] };
  const reserved = names.find((name) => RESERVED_NAMES.has(name.toLowerCase()));
  if (reserved !== undefined) return { code: 'issue_report_name_reserved', values: { name: reserved }, path: ['cells'] };
  for (const [list, items] of Object.entries({ definitions, metrics })) {
    const again = repeated(items.map(({ id }) => id)) ?? repeated(items.map(({ name }) => name));
    if (again !== undefined) return { code: 'issue_report_names_repeat', values: { name: again }, path: [list] };
  }
  const known = new Set(definitions.map(({ id }) => id));
  for (const [index, cell] of cells.entries()) {
    const path = ['cells', index];
    if (cell.type === 'control' && misfits(cell.control)) return { code: 'issue_report_control_value', values: { name: cell.name }, path };
    if (cell.type !== 'analysis') continue;
    const fits = cell.kind === 'custom' ? known.has(cell.definition ?? '') : cell.definition === undefined;
    if (fits) continue;
    return { code: 'issue_report_definition_missing', values: { cell: cell.title ?? cell.definition ?? cell.kind }, path };
  }
  return null;
}
