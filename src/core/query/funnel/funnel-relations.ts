import { fail, succeed, type Result } from '#core/model/result';
import type { Relation } from '../types';
import { anyOrderTimes } from './any-order';
import { components, MOST_TOGETHER } from './assign';
import { attempts } from './attempts';
import { chainTimes } from './chain';
import { mandatoryOf } from './columns';
import { groupTimes } from './groups';
import { kept } from './kept';
import type { FunnelShape } from './types';

/** Whether every row can serve one step at most, so that nothing has to be assigned. */
function isPlain(shape: FunnelShape): boolean {
  const marks = mandatoryOf(shape).map(({ mark }) => mark);
  return (
    new Set(marks).size === marks.length && components({ marks, meets: (one, other) => shape.meets(one, other) }).length === marks.length
  );
}

/**
 * The relations from `stream` to `kept` (see `kept.ts`), in the order they rest on each other. Refused with an issue: optional steps or windows of single steps where the order knows
 * none (FU8), optional steps that may match rows of other steps (FU11), too many predicates that may meet in one row. `general`: also a plain funnel takes the way that assigns rows.
 */
export function funnelRelations(shape: FunnelShape, general = false): Result<Relation[]> {
  const { steps, order } = shape;
  const steady = mandatoryOf(shape);
  const marks = steady.map(({ mark }) => mark);
  const optional = steps.filter((step) => step.optional);
  if (steps.length === 0) return fail({ code: 'issue_funnel_no_steps' });
  if (steps[0]?.optional) return fail({ code: 'issue_funnel_first_optional' });
  if (order !== 'ordered' && optional.length > 0) return fail({ code: 'issue_funnel_optional_order' });
  if (order === 'any' && steps.some((step) => step.within !== undefined)) return fail({ code: 'issue_funnel_within_order' });
  const shared = optional.some(({ mark }, place) =>
    [...marks, ...optional.slice(place + 1).map((each) => each.mark)].some((other) => other === mark || shape.meets(other, mark)),
  );
  if (shared) return fail({ code: 'issue_funnel_optional_shared' });
  if (components({ marks, meets: (one, other) => shape.meets(one, other) }).some((part) => part.length > MOST_TOGETHER))
    return fail({ code: 'issue_funnel_too_mixed', values: { n: MOST_TOGETHER } });
  const ordered = !general && isPlain(shape) ? chainTimes : groupTimes;
  const times = order === 'any' ? anyOrderTimes(shape) : ordered(shape);
  return succeed([...times, ...attempts(shape), ...kept(shape)]);
}
