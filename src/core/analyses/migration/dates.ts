import { addDays } from '#core/query/days';
import type { CompileContext } from '../contract';
import type { MigrationParams } from './params';

/** The later date, the earlier, and the one as long before that; all are ends of days (MG1, MG8). */
export function datesOf({ gap }: Pick<MigrationParams, 'gap'>, { asOf }: Pick<CompileContext, 'asOf'>) {
  return { later: asOf, earlier: addDays(asOf, -gap), before: addDays(asOf, -2 * gap) };
}
