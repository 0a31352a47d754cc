import type { PresentContext } from '#core/analyses/contract';
import { succeed, type Result } from '#core/model/result';
import { makeContext } from '#core/query/context';
import { segmentsWanted, withNotebook } from './notebook';
import type { SegmentPeople } from '#core/query/types';
import { compileSegments, type SegmentSurroundings } from './segments';
import type { RunOptions } from './types';

/** Everything a cell's numbers and words may depend on besides its params. `selected`: whom a filter of the report names as selected. */
export async function contextOf(
  around: SegmentSurroundings,
  options: Pick<RunOptions, 'locale' | 'seed'>,
  selected?: SegmentPeople,
): Promise<Result<PresentContext>> {
  const { report, model, dialect } = around;
  const context = makeContext(report, model, dialect, options.seed);
  if (!context.ok) return context;
  const plain: PresentContext = { ...context.value, locale: options.locale, currency: report.currency ?? model.currency };
  const named = segmentsWanted(report);
  if (named.length === 0) return succeed(withNotebook(report, plain));
  const segments = await compileSegments(named, around);
  if (!segments.ok) return segments;
  return succeed(withNotebook(report, { ...plain, segments: selected ? [...segments.value, selected] : segments.value }));
}
