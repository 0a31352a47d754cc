import type { AnalysisCell } from './types';

/** A cell whose view says nothing stores none, so that there is one way to write it. */
export function withoutEmptyView(cell: AnalysisCell): AnalysisCell {
  const { view, ...rest } = cell;
  return view?.show === undefined ? rest : { ...rest, view };
}
