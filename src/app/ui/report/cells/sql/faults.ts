import type { Text } from '#core/messages/text';
import type { Issue } from '#core/model/result';
import type { CellState, QueryPlace } from '#app/run/types';
import { explained } from './engine-words';

/** Why a query has no result, in the order to be read. */
export interface QueryFault {
  readonly text: Text;
  /** Where it stands, in this query or in the one that `place.name` says. */
  readonly place?: QueryPlace;
}

const textOf = ({ code, values }: Issue): Text => (values ? { key: code, values } : { key: code });

/** The place that an issue about SQL carries in its path; in a question of one's own with the step (QC28). */
function placeOf({ path = [], values = {} }: Issue, name: string): QueryPlace | null {
  const [from, to, step] = path;
  const { line, column } = values;
  if (typeof from !== 'number' || typeof to !== 'number' || typeof line !== 'number' || typeof column !== 'number') return null;
  const place = { line, column, offset: from, length: to - from };
  return typeof step === 'string' ? { ...place, name: step, step: true } : { ...place, name };
}

/** OD3: what is said of a fault at a place. */
function placedText({ name, line, column, step }: QueryPlace, fault: Text, own: string): Text {
  const key = step ? 'own_fault_step' : name === own ? 'query_fault_line' : 'query_fault_elsewhere';
  return { key, values: { name: { literal: name }, line, column, fault } };
}

/** The faults of a query, or of a question of one's own, by its name; those of the engine say their words with the place (SC3). */
export function faultsOf(name: string, state: CellState | undefined): readonly QueryFault[] {
  if (state?.state === 'failed') {
    const { message, place } = state;
    if (!place) return [{ text: explained(message) }];
    return [{ text: placedText(place, explained(message), name), place }];
  }
  if (state?.state !== 'refused') return [];
  const first = state.issues[0];
  const rests = first?.code === 'issue_query_rests_on' ? first.values?.['name'] : undefined;
  return state.issues.map((issue) => {
    const place = placeOf(issue, typeof rests === 'string' ? rests : name);
    if (!place) return { text: textOf(issue) };
    return place.step
      ? { text: { key: 'own_fault_in_step', values: { name: { literal: place.name }, fault: textOf(issue) } }, place }
      : { text: textOf(issue), place };
  });
}
