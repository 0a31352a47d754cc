import { canonicalJson } from './json';
import type { Cell, Report } from './types';

/** What a cell asks, without how it is called and shown. */
function questionOf(cell: Cell): unknown {
  const {
    title: _title,
    view: _view,
    width: _width,
    alone: _alone,
    label: _label,
    ...question
  } = cell as Cell & Partial<Record<'title' | 'view' | 'width' | 'alone' | 'label', unknown>>;
  return question;
}

/** All that every number of a report rests on, but the data: scope, segments, definitions, and the cells that others may name. */
function scopeOf({ title: _title, cells, ...rest }: Report): string {
  return canonicalJson({ ...rest, named: cells.filter(({ type }) => type === 'sql' || type === 'control').map(questionOf) });
}

/** Says of a cell whether two reports ask the same there, so that on the same data its numbers are the same. */
export function sameAsked(one: Report, other: Report): (cellId: string) => boolean {
  if (scopeOf(one) !== scopeOf(other)) return () => false;
  const question = (report: Report, id: string) => {
    const cell = report.cells.find((each) => each.id === id);
    return cell && canonicalJson(questionOf(cell));
  };
  return (id) => question(one, id) !== undefined && question(one, id) === question(other, id);
}
