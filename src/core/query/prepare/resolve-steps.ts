import type { Issue } from '#core/model/result';
import type { Mapping } from '#core/model/source';
import type { PreparationStep, StepCondition } from '#core/model/steps';
import { checkExpression, columnsIn, type Typed } from './expression-check';
import type { ValueType } from './expression-functions';
import { isDay } from './read-value';
import { parseOf, typeOfParse, type StepColumn } from './step-column';

/** A step that can be done with a file. */
export interface ResolvedStep {
  /** Its place in the list of steps, from 0. */
  readonly place: number;
  readonly step: PreparationStep;
  /** The columns before it, by header. */
  readonly columns: ReadonlyMap<string, StepColumn>;
  /** The columns it makes. */
  readonly made: readonly StepColumn[];
  /** Of a `derive` step. */
  readonly expression: Typed | null;
  /** The columns it looks at. */
  readonly reads: readonly StepColumn[];
}

/** The steps of a mapping as one file can take them (PS16). */
export interface ResolvedSteps {
  readonly steps: readonly ResolvedStep[];
  /** Why a step cannot be done with this file, by its place; null where it can. */
  readonly issues: readonly (Issue | null)[];
  /** The columns of the file. */
  readonly width: number;
  /** All columns after the last step, by header. */
  readonly columns: ReadonlyMap<string, StepColumn>;
  /** The columns that the steps make, in the order in which they are made. */
  readonly made: readonly StepColumn[];
}

/** Whether each step looks at one record at a time (LD34). */
export const isRowwise = ({ steps }: ResolvedSteps): boolean => steps.every(({ step }) => step.kind !== 'deduplicate');

/** Finds out which steps of a mapping can be done with a file of these headers. */
export function resolveSteps(headers: readonly string[], mapping: Mapping): ResolvedSteps {
  const mapped = new Map(mapping.columns.map((column) => [column.header, column.parse]));
  const hidden = new Set(mapping.columns.filter(isGuarded).map(({ header }) => header));
  let columns = new Map(
    headers.flatMap((header, index): [string, StepColumn][] => {
      if (hidden.has(header)) return [];
      const parse = mapped.get(header) ?? { type: 'text' };
      return [[header, { header, index, parse, type: typeOfParse(parse) }]];
    }),
  );
  const steps: ResolvedStep[] = [];
  const issues: (Issue | null)[] = [];
  const made: StepColumn[] = [];
  for (const [place, step] of (mapping.steps ?? []).entries()) {
    const expression = step.kind === 'derive' ? checkExpression(step.expression, columns) : null;
    const issue = findFault(step, columns) ?? (expression && !expression.ok ? expression.issues[0]! : null);
    issues.push(issue);
    if (issue) continue;
    const typed = expression?.ok ? expression.value : null;
    const fresh = namesMade(step).map((header, index): StepColumn => {
      const parse = typed ? parseOf(typed.type) : (mapped.get(header) ?? { type: 'text' });
      return { header, index: headers.length + made.length + index, parse, type: typed?.type ?? typeOfParse(parse) };
    });
    const reads = typed
      ? columnsIn(typed)
      : looksAtAll(step)
        ? [...columns.values()]
        : namesRead(step).map((header) => columns.get(header)!);
    steps.push({ place, step, columns, made: fresh, expression: typed, reads });
    made.push(...fresh);
    columns = new Map([...columns, ...fresh.map((column) => [column.header, column] as const)]);
  }
  return { steps, issues, width: headers.length, columns, made };
}

/** PS19: steps do not see what is protected, nor personal columns that are left out, so that no made column can carry their text. */
const isGuarded = ({ role, personal, protect }: Mapping['columns'][number]): boolean =>
  protect !== undefined || (personal !== undefined && role === 'skip');

/** The columns that a step reads by name; those of an expression are in the expression. */
function namesRead(step: PreparationStep): readonly string[] {
  switch (step.kind) {
    case 'filter':
    case 'recode':
    case 'split':
      return [step.column];
    case 'trim':
      return step.columns;
    case 'deduplicate':
      return 'column' in step.survivor ? [...step.keys, step.survivor.column] : step.keys;
    case 'derive':
      return [];
  }
}

/** Whether a step looks at the whole record. */
const looksAtAll = (step: PreparationStep): boolean =>
  step.kind === 'deduplicate' && (step.keys.length === 0 || step.survivor.by === 'most_complete');

/** The names of the columns that a step makes. */
const namesMade = (step: PreparationStep): readonly string[] =>
  step.kind === 'split' ? step.into : step.kind === 'derive' ? [step.name] : [];

/** What keeps a step from being done, but for its expression. */
function findFault(step: PreparationStep, columns: ReadonlyMap<string, StepColumn>): Issue | null {
  const missing = namesRead(step).find((header) => !columns.has(header));
  if (missing !== undefined) return { code: 'issue_step_column_missing', values: { column: missing } };
  const names = namesMade(step);
  const taken = names.find((name, index) => columns.has(name) || names.indexOf(name) !== index);
  if (taken !== undefined) return { code: 'issue_step_name_taken', values: { column: taken } };
  if (names.some((name) => name.trim() === '' || name.includes('\0'))) return { code: 'issue_step_name_empty' };
  if (step.kind === 'split' && !canSplit(step)) return { code: 'issue_step_split' };
  if (step.kind === 'filter') return findLimitFault(step.column, columns.get(step.column)!.type, step.condition);
  return null;
}

const canSplit = ({ by, into }: Extract<PreparationStep, { kind: 'split' }>): boolean =>
  into.length > 0 &&
  (by.at === 'separator'
    ? by.separator !== ''
    : by.places.every((place, index) => Number.isInteger(place) && place > (by.places[index - 1] ?? 0)) &&
      into.length <= by.places.length + 1);

/** Limits of numbers are numbers, of days days, of texts texts. */
function findLimitFault(column: string, type: ValueType, condition: StepCondition): Issue | null {
  const limits = 'value' in condition ? [condition.value] : 'from' in condition ? [condition.from, condition.to] : [];
  const fits = (limit: number | string): boolean =>
    type === 'number' ? typeof limit === 'number' && Number.isFinite(limit) : typeof limit === 'string' && (type !== 'day' || isDay(limit));
  return limits.every(fits) ? null : { code: 'issue_step_limit', values: { column, type: { key: `prepare_type_${type}` } } };
}
