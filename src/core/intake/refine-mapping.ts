import type { ColumnMapping, ImportQuestion, RoleSuggestion } from '#core/model/source';
import type { Text } from '#core/messages/text';
import { describeValues, listColumns } from './reasons';
import { ownerOf, relateFiles, REPEATED, rolesToRelate, type RelatedFile, type Relation } from './relate-files';
import { toMapping, type MappingSuggestion } from './suggest-mapping';
import { changeRole, questionKey } from './mapping';

/** A file on the screen with what was proposed for it. */
export interface ProposedFile extends Omit<RelatedFile, 'grain'> {
  readonly proposal: Pick<MappingSuggestion, 'grain' | 'suggestions' | 'questions'>;
}

/** What changes in a file's proposal because of the others. */
export type Refinement = Pick<MappingSuggestion, 'suggestions' | 'questions'>;

/** A name as a whole is surer than any sample. */
const NAMED = 0.9;
/** Two pairs whose shares differ by less are alike. */
const ALIKE = 0.1;

const shareOf = ({ matched, values }: Relation): number => matched / values;

type Proposal = ProposedFile['proposal'];
/** What a file's own names say is the key of a role; empty where they leave it open. */
const namesOf = ({ suggestions }: Proposal, role: string): readonly string[] =>
  suggestions.filter((each) => each.role === role && each.confidence >= NAMED).map(({ header }) => header.trim().toLowerCase());

/** Whether the files' own names leave a key open, or call it differently from file to file, so that their values are worth comparing. */
export function wantsRelations(proposals: readonly Proposal[]): boolean {
  const named = new Map<string, Set<string>>();
  for (const proposal of proposals)
    for (const role of rolesToRelate(proposal.grain)) {
      const names = namesOf(proposal, role);
      if (names.length === 0) return true;
      named.set(role, new Set([...(named.get(role) ?? []), ...names]));
    }
  return [...named.values()].some(({ size }) => size > 1);
}

/** Looks at several files together (M10): where names do not say which columns are the keys, the values that occur in both files do. */
export function refineMappings(files: readonly ProposedFile[]): readonly Refinement[] {
  const relations = relateFiles(files.map(({ name, study, proposal }) => ({ name, study, grain: proposal.grain })));
  const refined: Refinement[] = files.map(({ proposal }) => ({ suggestions: proposal.suggestions, questions: proposal.questions }));
  const settled = new Set<string>();
  for (const relation of relations) {
    const pair = `${relation.role} ${relation.from} ${relation.to}`;
    if (settled.has(pair)) continue;
    settled.add(pair);
    const rivals = relations.filter(
      (other) =>
        other.role === relation.role &&
        other.from === relation.from &&
        other.to === relation.to &&
        shareOf(relation) - shareOf(other) < ALIKE,
    );
    const best = rivals.find((each) => holds(refined[each.from]!, each.column.header, each)) ?? relation;
    const evidence = explain(best, files);
    refined[best.to] = give(files[best.to]!, refined[best.to]!, best, best.key.header, evidence);
    const columns = [...new Map(rivals.filter(({ key }) => key === best.key).map((each) => [each.column, each])).values()];
    refined[best.from] = give(files[best.from]!, refined[best.from]!, best, best.column.header, evidence);
    if (columns.length > 1 && namedHolder(files[best.from]!, best.role) === undefined)
      refined[best.from] = ask(refined[best.from]!, columns, files);
  }
  return refined;
}

const suggested = ({ suggestions }: Refinement, role: string): RoleSuggestion | undefined => suggestions.find((each) => each.role === role);
const holds = (refinement: Refinement, header: string, { role }: Relation): boolean => suggested(refinement, role)?.header === header;

/** A column that stands on several rows of its own file, of which one row is one of them, is not what tells them apart (M10). */
const tellsApart = ({ proposal, study }: ProposedFile, header: string, role: string): boolean =>
  !ownerOf(role).includes(proposal.grain) || !study.columns.some((facts) => facts.header === header && facts.repeated >= REPEATED);

/** The column whose whole name says that it has a role. */
const namedHolder = (file: ProposedFile, role: string): string | undefined =>
  file.proposal.suggestions.find((each) => each.role === role && each.confidence >= NAMED && tellsApart(file, each.header, role))?.header;

function explain({ to, key, values, matched }: Relation, files: readonly ProposedFile[]): Text {
  const count = (amount: number) => ({ amount, unit: 'count' }) as const;
  return {
    key: 'intake_found_relation',
    values: { matched: count(matched), n: count(values), file: files[to]!.name, column: key.header.trim() },
  };
}

/** Gives a role to the column that the values speak for, unless a name has given it to another. */
function give(file: ProposedFile, refinement: Refinement, { role, matched, values }: Relation, header: string, reason: Text): Refinement {
  const holder = suggested(refinement, role);
  if ((namedHolder(file, role) ?? header) !== header) return refinement;
  const confidence = Math.round((0.6 + 0.35 * (matched / values)) * 100) / 100;
  const { columns } = changeRole(toMapping(file.proposal.grain, refinement.suggestions), header, role);
  const suggestions = refinement.suggestions.map((each, at): RoleSuggestion => {
    const column = columns[at]!;
    if (each.header !== header) return column.role === each.role ? each : loseRole(file, each, column, at);
    const surer = holder?.header === header && holder.confidence >= confidence;
    return surer
      ? each
      : { ...withoutTable(each), ...column, confidence, reason: { key: 'intake_reason_content', values: { content: reason } } };
  });
  // What was asked about this role is answered now.
  return { suggestions, questions: refinement.questions.filter((question) => question.role !== role) };
}

/** A column whose role another one has now. */
const loseRole = (file: ProposedFile, before: RoleSuggestion, column: ColumnMapping, at: number): RoleSuggestion => ({
  ...withoutTable(before),
  ...column,
  confidence: 0.5,
  reason: { key: 'intake_because_attribute', values: { content: describeValues(file.study.columns[at]!) } },
});
const withoutTable = ({ attributeOf: _table, ...suggestion }: RoleSuggestion): RoleSuggestion => suggestion;

function ask(refinement: Refinement, alike: readonly Relation[], files: readonly ProposedFile[]): Refinement {
  const { role } = alike[0]!;
  const question: ImportQuestion = {
    kind: 'role',
    header: null,
    role,
    question: { key: 'intake_question_role', values: { role: { key: `import_role_${role}` } } },
    evidence: {
      key: 'intake_evidence_role',
      values: {
        n: { amount: alike.length, unit: 'count' },
        columns: listColumns(alike.map(({ column }) => column.header)),
      },
    },
    answers: alike.map((each) => ({
      value: each.column.header,
      label: { literal: each.column.header.trim() },
      hint: explain(each, files),
    })),
  };
  const others = refinement.questions.filter((each) => questionKey(each) !== questionKey(question));
  return { ...refinement, questions: [...others, question] };
}
