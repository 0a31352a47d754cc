import { SELECTION } from '#core/model/filters';
import { fail, succeed, type Result } from '#core/model/result';
import type { SegmentPeople } from '#core/query/types';
import { isSql, type Understood } from './prepare';
import type { Selection } from './selection';

/** What the list of the selected is called in SQL. */
const RELATION = 'selection_people';

/** XF1: the customers behind the parts as one list that names no other; the reasons where a part is not understood. */
export function selectedPeople(
  { definition, params, context }: Pick<Understood, 'definition' | 'params' | 'context'>,
  { parts, name }: Selection,
): Result<SegmentPeople> {
  const lists: string[] = [];
  const forIds = { ...context, idsOnly: true } as const;
  for (const part of parts) {
    const step = definition.people(part, params, forIds);
    if (!step.ok) return fail({ code: 'issue_select_gone' }, ...step.issues);
    lists.push(step.value.sql);
  }
  const sql =
    lists.length === 1
      ? lists[0]!
      : lists.map((list, at) => `SELECT customer_id\nFROM (\n${list}\n) AS part_${at + 1}`).join('\nUNION ALL\n');
  return succeed({ id: SELECTION, name, relation: RELATION, sql });
}

/** XF4: whether a cell's questions rest on the selected at all. One that cannot be compiled says why as it is. */
export function readsSelection({ definition, params, context }: Understood): boolean {
  const plan = definition.compile(params, context);
  return !plan.ok || plan.value.steps.some((step) => isSql(step) && step.sql.includes(RELATION));
}
