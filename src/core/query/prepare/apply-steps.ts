import type { PreparationStep, StepCondition, StepEffect } from '#core/model/steps';
import { evaluateExpression, readColumn } from './expression-evaluate';
import { writeValue, type Value } from './expression-functions';
import { readMoment, readStepValue } from './read-value';
import type { ResolvedStep, ResolvedSteps } from './resolve-steps';
import type { StepColumn } from './step-column';
import { compareTexts, joinBlanks, toHalfWidth, trimBlanks, trimSpaces } from './text-functions';

/** A record on its way through the steps; null is a missing value. */
export interface PreparedRecord {
  /** Its number among the records given, from 1. */
  readonly record: number;
  /** Those of the file, then those that steps make. */
  readonly cells: readonly (string | null)[];
  /** The place of the step that took it away; null while it stays. */
  readonly gone: number | null;
}

/** Records after the steps, with what each step did by its place; null where it could not be done. */
export interface Prepared {
  readonly records: readonly PreparedRecord[];
  readonly effects: readonly (StepEffect | null)[];
}

const full = (text: string | null | undefined): string | null => {
  const bare = trimSpaces(text ?? '');
  return bare === '' ? null : bare;
};

/** Does the steps with some records, in TypeScript (PS1–PS12): what the engine does with all of them. */
export function applySteps(resolved: ResolvedSteps, rows: readonly (readonly string[])[]): Prepared {
  let records = rows.map((row, index): PreparedRecord => {
    const cells = Array.from({ length: resolved.width }, (_, column) => full(row[column]));
    return { record: index + 1, cells, gone: null };
  });
  const effects: (StepEffect | null)[] = resolved.issues.map(() => null);
  for (const each of resolved.steps) {
    const done = applyStep(each, records);
    records = done.records;
    effects[each.place] = done.effect;
  }
  return { records, effects };
}

type Done = { readonly records: PreparedRecord[]; readonly effect: StepEffect };

function applyStep(resolved: ResolvedStep, records: readonly PreparedRecord[]): Done {
  const { step, place } = resolved;
  if (step.kind === 'filter' || step.kind === 'deduplicate') {
    const leaving = step.kind === 'filter' ? findFiltered(step, resolved, records) : findDuplicates(step, resolved, records);
    return {
      records: records.map((each) => (leaving.has(each.record) ? { ...each, gone: place } : each)),
      effect: { count: leaving.size },
    };
  }
  let [count, staying] = [0, 0];
  const changed = records.map((each): PreparedRecord => {
    const { cells, number } = changeCells(step, resolved, each.cells);
    if (each.gone === null) {
      count += number;
      staying++;
    }
    return { ...each, cells };
  });
  return { records: changed, effect: step.kind === 'derive' ? { count, without: staying - count } : { count } };
}

const staying = (records: readonly PreparedRecord[]) => records.filter(({ gone }) => gone === null);

function findFiltered(
  step: Extract<PreparationStep, { kind: 'filter' }>,
  { columns }: ResolvedStep,
  records: readonly PreparedRecord[],
): Set<number> {
  const column = columns.get(step.column)!;
  const leaves = ({ cells }: PreparedRecord) => passes(step.condition, column, cells) === (step.effect === 'leave_out');
  return new Set(
    staying(records)
      .filter(leaves)
      .map(({ record }) => record),
  );
}

function passes(condition: StepCondition, column: StepColumn, cells: readonly (string | null)[]): boolean {
  const text = cells[column.index] ?? null;
  const within = (holds: (order: (limit: Value) => number) => boolean): boolean => {
    const value = readColumn(column, column.type, cells);
    return (
      value !== null && holds((limit) => (typeof value === 'string' ? compareTexts(value, String(limit)) : Number(value) - Number(limit)))
    );
  };
  switch (condition.op) {
    case 'is_missing':
      return text === null;
    case 'is_present':
      return text !== null;
    case 'in':
      return text !== null && condition.values.includes(text);
    case 'not_in':
      return text !== null && !condition.values.includes(text);
    case 'contains':
      return text !== null && text.toLowerCase().includes(condition.text.toLowerCase());
    case 'starts_with':
      return text !== null && text.toLowerCase().startsWith(condition.text.toLowerCase());
    case 'gt':
      return within((order) => order(condition.value) > 0);
    case 'gte':
      return within((order) => order(condition.value) >= 0);
    case 'lt':
      return within((order) => order(condition.value) < 0);
    case 'lte':
      return within((order) => order(condition.value) <= 0);
    case 'between':
      return within((order) => order(condition.from) >= 0 && order(condition.to) <= 0);
  }
}

function findDuplicates(
  step: Extract<PreparationStep, { kind: 'deduplicate' }>,
  { columns }: ResolvedStep,
  records: readonly PreparedRecord[],
): Set<number> {
  const keys = (step.keys.length > 0 ? step.keys.map((key) => columns.get(key)!) : [...columns.values()]).map(({ index }) => index);
  const groups = new Map<string, PreparedRecord[]>();
  for (const each of staying(records)) {
    const key = keys.map((index) => each.cells[index] ?? null);
    if (step.keys.length > 0 && key.includes(null)) continue;
    const name = JSON.stringify(key);
    const group = groups.get(name);
    if (group) group.push(each);
    else groups.set(name, [each]);
  }
  const before = precedence(step, columns);
  const leaving = new Set<number>();
  for (const group of groups.values()) {
    const survivor = group.reduce((best, each) => (before(each, best) ? each : best));
    for (const { record } of group) if (record !== survivor.record) leaving.add(record);
  }
  return leaving;
}

/** Whether a record takes the place of an earlier one that was the survivor so far. */
function precedence({ survivor }: Extract<PreparationStep, { kind: 'deduplicate' }>, columns: ReadonlyMap<string, StepColumn>) {
  const filled = ({ cells }: PreparedRecord) => cells.filter((cell) => cell !== null).length;
  if (!('column' in survivor)) {
    if (survivor.by === 'most_complete') return (each: PreparedRecord, best: PreparedRecord) => filled(each) > filled(best);
    return () => survivor.by === 'last';
  }
  const { index, parse } = columns.get(survivor.column)!;
  const sign = survivor.by === 'largest' ? 1 : -1;
  const valueOf = ({ cells }: PreparedRecord) => {
    const text = cells[index] ?? null;
    return text !== null && parse.type === 'date' ? readMoment(text, parse) : readStepValue(text, parse);
  };
  return (each: PreparedRecord, best: PreparedRecord) => {
    const [one, other] = [valueOf(each), valueOf(best)];
    if (one === null || other === null) return one !== null;
    return sign * (typeof one === 'string' ? compareTexts(one, String(other)) : one - Number(other)) > 0;
  };
}

type Changing = Exclude<PreparationStep, { kind: 'filter' | 'deduplicate' }>;

/** The cells after a step, and how much it counts (PS15). */
function changeCells(
  step: Changing,
  { columns, expression }: ResolvedStep,
  cells: readonly (string | null)[],
): { cells: (string | null)[]; number: number } {
  const change = (headers: readonly string[], make: (text: string) => string | null) => {
    const indices = new Set(headers.map((header) => columns.get(header)!.index));
    const next = cells.map((cell, index) => (cell !== null && indices.has(index) ? full(make(cell)) : cell));
    return { cells: next, number: next.filter((cell, index) => cell !== cells[index]).length };
  };
  switch (step.kind) {
    case 'recode':
      return change([step.column], (text) => recode(step, text));
    case 'trim':
      return change(step.columns, (text) => tidyText(step, text));
    case 'split': {
      const parts = split(step, cells[columns.get(step.column)!.index] ?? null);
      return { cells: [...cells, ...step.into.map((_, index) => full(trimBlanks(parts[index] ?? '')))], number: parts.length > 1 ? 1 : 0 };
    }
    case 'derive': {
      const value = full(writeValue(evaluateExpression(expression!, cells), expression!.type));
      return { cells: [...cells, value], number: value === null ? 0 : 1 };
    }
  }
}

function recode({ entries, ignoreCase, rest }: Extract<PreparationStep, { kind: 'recode' }>, text: string): string | null {
  const folded = (each: string) => (ignoreCase ? each.toLowerCase() : each);
  const entry = entries.find(({ from }) => from.some((each) => folded(each) === folded(text)));
  if (entry) return entry.to;
  return rest.do === 'keep' ? text : rest.do === 'replace' ? rest.to : null;
}

function tidyText({ inner, halfWidth, letters }: Extract<PreparationStep, { kind: 'trim' }>, text: string): string {
  const narrow = trimBlanks(halfWidth ? toHalfWidth(text) : text);
  const joined = inner ? joinBlanks(narrow) : narrow;
  return letters === 'lower' ? joined.toLowerCase() : letters === 'upper' ? joined.toUpperCase() : joined;
}

function split({ by }: Extract<PreparationStep, { kind: 'split' }>, text: string | null): string[] {
  if (text === null) return [];
  if (by.at === 'separator') return text.split(by.separator);
  const characters = Array.from(text);
  const ends = [...by.places.filter((place) => place < characters.length), characters.length];
  return ends.map((end, index) => characters.slice(index === 0 ? 0 : ends[index - 1], end).join(''));
}
