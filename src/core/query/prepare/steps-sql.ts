import type { PreparationStep, StepCondition } from '#core/model/steps';
import { quoteText, writeDay, writeNumber } from '#core/sql/literal';
import { columnSql, expressionSql, momentSql } from './expression-sql';
import { writeValueSql, type ValueType } from './expression-functions';
import type { ResolvedStep, ResolvedSteps } from './resolve-steps';
import type { StepColumn } from './step-column';
import { joinBlanksSql, toHalfWidthSql, trimBlanksSql } from './text-functions';

/** What a step does to the relation before it, as expressions over its columns `c<index>`, `gone` and `place`. */
export type StepSql =
  /** True for the records that it takes away. */
  | { readonly leaves: string }
  | {
      /** New texts of columns by index, those that it makes among them; spaces at their ends are still to go. */
      readonly values: ReadonlyMap<number, string>;
      /** What counts: values that differ, records given a value, or records for which this holds. */
      readonly counts: 'changed' | 'given' | { readonly where: string };
    };

/** The place of the step that took a record away; missing while it stays. */
export const GONE = 'gone';
/** The record's place in what was read, where a step asks for it. */
export const PLACE = 'place';

/** How much a step counts for each record, by its place. */
export const countName = (place: number): string => `e${place}`;

/** The places of the steps that count something for each record. */
export const countsOf = ({ steps }: ResolvedSteps): readonly number[] =>
  steps.filter(({ step }) => step.kind !== 'filter' && step.kind !== 'deduplicate').map(({ place }) => place);

/** A step as SQL of the same meaning as `applySteps` (PS6–PS12). */
export function stepSql(resolved: ResolvedStep): StepSql {
  const { step, columns, made, expression } = resolved;
  const index = (header: string): number => columns.get(header)!.index;
  switch (step.kind) {
    case 'filter': {
      const passes = conditionSql(step.condition, columns.get(step.column)!);
      return { leaves: `coalesce(${passes}, false) = ${step.effect === 'leave_out'}` };
    }
    case 'deduplicate':
      return { leaves: duplicateSql(step, columns) };
    case 'recode':
      return { values: new Map([[index(step.column), recodeSql(step, `c${index(step.column)}`)]]), counts: 'changed' };
    case 'trim':
      return { values: new Map(step.columns.map((header) => [index(header), tidySql(step, `c${index(header)}`)])), counts: 'changed' };
    case 'split': {
      const parts = made.map((column, part): [number, string] => [
        column.index,
        trimBlanksSql(partSql(step, `c${index(step.column)}`, part)),
      ]);
      return { values: new Map(parts), counts: { where: isCutSql(step, `c${index(step.column)}`) } };
    }
    case 'derive':
      return { values: new Map([[made[0]!.index, writeValueSql(expressionSql(expression!), expression!.type)]]), counts: 'given' };
  }
}

function conditionSql(condition: StepCondition, column: StepColumn): string {
  const text = `c${column.index}`;
  const value = columnSql(column, column.type);
  const limit = (each: number | string): string => limitSql(each, column.type);
  const list = (values: readonly string[]): string => values.map(quoteText).join(', ');
  switch (condition.op) {
    case 'is_missing':
      return `${text} IS NULL`;
    case 'is_present':
      return `${text} IS NOT NULL`;
    case 'in':
      return condition.values.length > 0 ? `${text} IN (${list(condition.values)})` : 'false';
    case 'not_in':
      return condition.values.length > 0 ? `${text} NOT IN (${list(condition.values)})` : `${text} IS NOT NULL`;
    case 'contains':
    case 'starts_with':
      return `${condition.op}(lower(${text}), lower(${quoteText(condition.text)}))`;
    case 'between':
      return `${value} BETWEEN ${limit(condition.from)} AND ${limit(condition.to)}`;
    default:
      return `${value} ${{ gt: '>', gte: '>=', lt: '<', lte: '<=' }[condition.op]} ${limit(condition.value)}`;
  }
}

function limitSql(limit: number | string, type: ValueType): string {
  if (type === 'number') return `CAST(${writeNumber(Number(limit))} AS DOUBLE)`;
  if (type === 'day') return writeDay(String(limit));
  return type === 'condition' ? `(${quoteText(String(limit))} = 'true')` : quoteText(String(limit));
}

/** How many values a record has. */
export const completeSql = (columns: ReadonlyMap<string, StepColumn>): string =>
  [...columns.values()].map(({ index }) => `CAST(c${index} IS NOT NULL AS INTEGER)`).join(' + ');

function duplicateSql(
  { keys, survivor }: Extract<PreparationStep, { kind: 'deduplicate' }>,
  columns: ReadonlyMap<string, StepColumn>,
): string {
  const names = (keys.length > 0 ? keys.map((key) => columns.get(key)!) : [...columns.values()]).map(({ index }) => `c${index}`);
  const order = (): string => {
    if ('column' in survivor)
      return `${momentSql(columns.get(survivor.column)!)} ${survivor.by === 'largest' ? 'DESC' : 'ASC'} NULLS LAST, ${PLACE}`;
    if (survivor.by === 'most_complete') return `${completeSql(columns)} DESC, ${PLACE}`;
    return survivor.by === 'first' ? PLACE : `${PLACE} DESC`;
  };
  const rank = `row_number() OVER (PARTITION BY ${[`${GONE} IS NULL`, ...names].join(', ')} ORDER BY ${order()})`;
  const whole = keys.length > 0 ? names.map((name) => `${name} IS NOT NULL AND `).join('') : '';
  return `${whole}${rank} > 1`;
}

function recodeSql({ entries, ignoreCase, rest }: Extract<PreparationStep, { kind: 'recode' }>, text: string): string {
  const folded = (sql: string): string => (ignoreCase ? `lower(${sql})` : sql);
  const seen = new Set<string>();
  const cases = entries.flatMap(({ from, to }) =>
    from.flatMap((each) => {
      if (seen.has(each)) return [];
      seen.add(each);
      return [`WHEN ${folded(quoteText(each))} THEN ${quoteText(to)}`];
    }),
  );
  const otherwise = rest.do === 'replace' ? quoteText(rest.to) : rest.do === 'keep' ? text : 'NULL';
  const mapped = cases.length > 0 ? `CASE ${folded(text)} ${cases.join(' ')} ELSE ${otherwise} END` : otherwise;
  return `CASE WHEN ${text} IS NOT NULL THEN ${mapped} END`;
}

function tidySql({ inner, halfWidth, letters }: Extract<PreparationStep, { kind: 'trim' }>, text: string): string {
  const narrow = trimBlanksSql(halfWidth ? toHalfWidthSql(text) : text);
  const joined = inner ? joinBlanksSql(narrow) : narrow;
  return letters === 'keep' ? joined : `${letters}(${joined})`;
}

/** A part of a text, by its place from 0; empty or missing where there is none. */
function partSql({ by }: Extract<PreparationStep, { kind: 'split' }>, text: string, part: number): string {
  if (by.at === 'separator') return `string_split(${text}, ${quoteText(by.separator)})[${part + 1}]`;
  const from = part === 0 ? 0 : by.places[part - 1]!;
  const to = by.places[part];
  return `substring(${text}, ${from + 1}${to === undefined ? '' : `, ${to - from}`})`;
}

const isCutSql = ({ by }: Extract<PreparationStep, { kind: 'split' }>, text: string): string =>
  by.at === 'separator' ? `contains(${text}, ${quoteText(by.separator)})` : `length(${text}) > ${by.places[0]}`;
