import type { Grain } from '#core/model/canonical';
import type { ColumnParse, ImportQuestion, Mapping, RoleSuggestion } from '#core/model/source';
import type { Assignment, Assignments } from './assign-roles';
import { askDateKind, askDateOrder, askGrain, askNumberFormat, askRole } from './ask-questions';
import { chooseGrain } from './choose-grain';
import type { ColumnFacts, Study } from './column-facts';
import { explainGrain, type GrainEvidence } from './explain-grain';
import { typeOfRole } from './grain-rules';
import { placeLeftover, type KeyColumns } from './leftover';
import type { KnownRole } from './match-header';
import { isSureNullWord } from './null-words';
import { describeIds, describeValues, explainRole } from './reasons';

export interface MappingSuggestion {
  readonly grain: Grain;
  readonly suggestions: readonly RoleSuggestion[];
  readonly questions: readonly ImportQuestion[];
}

/** Proposes what one row is and what each column is, with reasons, and asks what only a person can know. */
export function suggestMapping(study: Study): MappingSuggestion & GrainEvidence {
  const { choices, next } = chooseGrain(study);
  const { grain, assignments } = choices[0]!;
  const suggestions = describeColumns(study, grain, assignments);
  const asked = study.columns.flatMap((facts, at) =>
    [askDateKind, askDateOrder, askNumberFormat].flatMap((ask) => ask(facts, suggestions[at]!) ?? []),
  );
  const alike = [...assignments.values()].flatMap((assignment) => askRole(assignment) ?? []);
  const question = askGrain(choices);
  // What a row is comes first: another answer there needs other roles.
  const questions = [...(question ? [question] : alike), ...asked];
  return { grain, suggestions, questions, ...explainGrain(choices[0]!, next, study) };
}

/** The suggestions of a file for a given grain, in column order. */
function describeColumns(study: Study, grain: Grain, assignments: Assignments): readonly RoleSuggestion[] {
  const find = (role: KnownRole): ColumnFacts | null => [...assignments].find(([, each]) => each.role === role)?.[0] ?? null;
  const keys: KeyColumns = { customer: find('customer_id'), order: find('order_id') };
  return study.columns.map((facts) => {
    const assignment = assignments.get(facts);
    const suggestion = assignment ? describeAssigned(grain, facts, assignment) : placeLeftover(study, grain, facts, keys);
    const nulls = suggestion.parse.type === 'text' ? facts.nulls.filter(isSureNullWord) : facts.nulls;
    return nulls.length > 0 && suggestion.role !== 'skip' ? { ...suggestion, nulls } : suggestion;
  });
}

function describeAssigned(grain: Grain, facts: ColumnFacts, assignment: Assignment): RoleSuggestion {
  const isId = typeOfRole(grain, assignment.role) === 'id';
  const content = isId ? describeIds(facts, grain === 'order_line' && assignment.role === 'order_id') : describeValues(facts);
  return {
    header: facts.header,
    role: assignment.role,
    parse: parseFor(grain, assignment.role, facts.parse),
    confidence: Math.round(assignment.confidence * 100) / 100,
    reason: explainRole(assignment, content),
    ...(facts.personal ? { personal: facts.personal } : {}),
  };
}

/** How the texts of a column become values of a role: ids and categories stay text, whatever they look like. */
export function parseFor(grain: Grain, role: string, found: ColumnParse): ColumnParse {
  switch (typeOfRole(grain, role)) {
    case 'id':
    case 'text':
    case 'category':
      return { type: 'text' };
    case 'day':
      return found.type === 'date' ? { ...found, grain: 'date' } : { type: 'date', formats: [], grain: 'date' };
    case 'instant':
      return found.type === 'date' ? found : { type: 'date', formats: [], grain: 'instant' };
    case 'money':
    case 'number':
    case 'score':
      return found.type === 'number' ? found : { type: 'number', strip: [] };
    default:
      return found;
  }
}

/** The proposal as a mapping: what is loaded when nobody changes anything. */
export function toMapping(grain: Grain, suggestions: readonly RoleSuggestion[]): Mapping {
  const columns = suggestions.map(({ header, role, attributeOf, parse, personal, nulls }) => ({
    header,
    role,
    parse,
    ...(attributeOf ? { attributeOf } : {}),
    ...(personal ? { personal } : {}),
    ...(nulls ? { nulls } : {}),
  }));
  return { grain, columns };
}
