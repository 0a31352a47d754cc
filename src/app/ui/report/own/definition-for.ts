import type { AnalysisDefinition } from '#core/analyses/contract';
import type { AnalysisCell } from '#core/report/types';
import type { Workspace } from '#app/session/types';

/** The definition that a cell's form comes from: of the registry, or the report's own; undefined where neither has it. */
export function definitionFor(cell: AnalysisCell, { report, catalogue }: Workspace): Promise<AnalysisDefinition> | undefined {
  if (cell.kind !== 'custom') return catalogue.find(({ kind }) => kind === cell.kind)?.load();
  const own = report?.definitions?.find(({ id }) => id === cell.definition);
  return own && import('#core/analyses/custom/own-question').then(({ ownQuestion }) => ownQuestion(own, null));
}
