import type { Text } from '#core/messages/text';
import type { Issue } from '#core/model/result';
import type { CellState, QueryPlace } from '#app/run/types';

/** Why a query has no result, in the order to be read. */
export interface QueryFault {
  readonly text: Text;
  /** Where it stands, in this query or in the one that `place.name` says. */
  readonly place?: QueryPlace;
}

const textOf = ({ code, values }: Issue): Text => (values ? { key: code, values } : { key: code });

/** The place that an issue about SQL carries in its path. */
function placeOf({ path = [], values = {} }: Issue, name: string): QueryPlace | null {
  const [from, to] = path;
  const { line, column } = values;
  if (typeof from !== 'number' || typeof to !== 'number' || typeof line !== 'number' || typeof column !== 'number') return null;
  return { name, line, column, offset: from, length: to - from };
}

/** The faults of a query by its name; those of the engine say their words with the place (SC3). */
export function faultsOf(name: string, state: CellState | undefined): readonly QueryFault[] {
  if (state?.state === 'failed') {
    const { message, place } = state;
    if (!place) return [{ text: { literal: message } }];
    const { line, column } = place;
    const key = place.name === name ? 'query_fault_line' : 'query_fault_elsewhere';
    return [{ text: { key, values: { name: { literal: place.name }, line, column, fault: { literal: message } } }, place }];
  }
  if (state?.state !== 'refused') return [];
  const first = state.issues[0];
  const rests = first?.code === 'issue_query_rests_on' ? first.values?.['name'] : undefined;
  return state.issues.map((issue) => {
    const place = placeOf(issue, typeof rests === 'string' ? rests : name);
    return place ? { text: textOf(issue), place } : { text: textOf(issue) };
  });
}
