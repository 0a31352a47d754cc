import type { AnalysisDefinition } from '#core/analyses/contract';
import type { Base } from '#core/analyses/custom/own-question';
import { fail, succeed, type Result } from '#core/model/result';
import type { CustomDefinition } from '#core/report/notebook-types';
import type { Report } from '#core/report/types';
import { upgradeParams } from '#core/report/upgrade';
import type { AskedCell } from './asked';
import type { LoadDefinition } from './types';

/** What a question of one's own was made from; null where it was not, or where that is not known here. */
async function baseOf({ base }: CustomDefinition, load: LoadDefinition): Promise<Base | null> {
  const definition = base ? await load(base.kind) : null;
  if (!base || !definition || base.version > definition.version) return null;
  const { params } = upgradeParams(base, base.kind, new Map([[base.kind, definition]]));
  const read = definition.parse(params);
  return read.ok ? { definition, params: read.value, columns: base.columns } : null;
}

/** The definition of a cell: of the registry, of the report, or a query's own. */
export async function definitionOf(cell: AskedCell, report: Report, load: LoadDefinition): Promise<Result<AnalysisDefinition>> {
  if (cell.type === 'sql') return succeed((await import('#core/analyses/custom/query-cell')).queryDefinition(cell));
  if (cell.kind === 'custom') {
    const own = report.definitions?.find(({ id }) => id === cell.definition);
    if (!own) return fail({ code: 'issue_report_definition_missing', values: { cell: cell.title ?? cell.kind } });
    const { ownQuestion } = await import('#core/analyses/custom/own-question');
    return succeed(ownQuestion(own, await baseOf(own, load)));
  }
  const definition = await load(cell.kind);
  if (!definition) return fail({ code: 'issue_run_unknown_kind', values: { kind: cell.kind } });
  if (cell.version > definition.version) return fail({ code: 'issue_run_newer_cell', values: { kind: cell.kind } });
  return succeed(definition);
}
