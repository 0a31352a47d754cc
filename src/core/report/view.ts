import type { Cell } from './types';

const isEmpty = (value: object | undefined): boolean => value !== undefined && Object.keys(value).length === 0;

/** A cell without what says nothing – a view or bindings that are empty –, so that there is one way to write it. */
export function withoutEmpty<T extends Cell>(cell: T): T {
  if (cell.type === 'text' || cell.type === 'control') return cell;
  const view = isEmpty(cell.view);
  const bindings = cell.type === 'analysis' && isEmpty(cell.bindings);
  if (!view && !bindings) return cell;
  return Object.fromEntries(
    Object.entries(cell).filter(([key]) => !((view && key === 'view') || (bindings && key === 'bindings'))),
  ) as unknown as T;
}
