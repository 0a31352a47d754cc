import { fail, succeed, type Issue, type Result } from '#core/model/result';
import type { JsonObject, Presentation } from '#core/model/presentation';
import type { CustomDefinition, CustomField } from '#core/report/notebook-types';
import type { ComposedSql, EarlierSql } from '#core/sql/compose';
import { fillPlaceholders, type PlaceholderValue } from '#core/sql/placeholders';
import type { AnalysisDefinition, CompileContext, Field, Notebook, PresentContext, Results, SqlStep } from '../contract';
import { parseParams } from '../params';
import { makeStamp } from '../stamp';
import { composeQuery } from './compose';
import { customise } from './customise';
import { presentRows } from './present-rows';
import { MOST_ROWS } from './query-cell';
import { fillSentence } from './sentence';

const said = (literal: string) => ({ literal });

/** QC10: an option of one's own as an option of an analysis. */
function fieldOf(field: CustomField): Field {
  const { key } = field;
  const base = { key, label: said(field.label), help: said(field.help) };
  switch (field.type) {
    case 'choice':
      return { ...base, type: 'choice', options: field.options.map((value) => ({ value, label: said(value) })), default: field.default };
    case 'column': {
      const { tables } = field;
      return {
        ...base,
        type: 'picked',
        default: field.default,
        options: (_params, model) =>
          model.tables
            .filter(({ name }) => tables.includes(name))
            .flatMap(({ columns }) => columns.map(({ name, label }) => ({ value: name, label: said(label) }))),
      };
    }
    case 'number':
    case 'integer':
      return { ...base, type: field.type, min: field.min, max: field.max, default: field.default };
    case 'boolean':
      return { ...base, type: 'boolean', default: field.default };
    default:
      return { ...base, type: field.type, default: field.default };
  }
}

function valueOf(field: CustomField, params: JsonObject): PlaceholderValue {
  const value = params[field.key] ?? field.default;
  if (field.type === 'column') return { is: 'identifier', name: String(value) };
  if (field.type === 'day') return { is: 'day', value: String(value) };
  return { is: 'literal', value: value as string | number | boolean };
}

/** QC28: issues with a place in the text of a step say its id behind the place. */
const inStep = (id: string, issues: readonly Issue[]): readonly Issue[] =>
  issues.map((issue) => (issue.path?.length === 2 ? { ...issue, path: [...issue.path, id] } : issue));

/** All that placeholders of a definition may ask for: its options before what the report gives. */
const valuesFor = (own: CustomDefinition, params: JsonObject, given: Notebook['values']): Notebook['values'] =>
  new Map([...given, ...own.form.map((field) => [field.key, valueOf(field, params)] as const)]);

/** A step as it is asked: complete, with the places of all texts in it. */
interface ComposedStep {
  readonly id: string;
  readonly composed: ComposedSql;
  /** Rows that are fetched at most. */
  readonly most: number | undefined;
}

/** QC10: the steps with their values, each with those before it at hand. */
export function composeSteps(own: CustomDefinition, params: JsonObject, context: CompileContext): Result<readonly ComposedStep[]> {
  const { notebook } = context;
  if (!notebook) throw new Error('a question of one’s own is compiled within a report');
  const values = valuesFor(own, params, notebook.values);
  const before: EarlierSql[] = [];
  const steps: ComposedStep[] = [];
  for (const { id, sql } of own.steps) {
    const filled = fillPlaceholders(sql, values, context.dialect);
    if (!filled.ok) return fail(...inStep(id, filled.issues));
    const composed = composeQuery({ name: null, text: sql }, context, notebook, values, before);
    if (!composed.ok) return composed;
    steps.push({ id, composed: composed.value, most: own.base ? undefined : MOST_ROWS });
    if (!own.base) before.push({ name: id, text: filled.value });
  }
  return succeed(steps);
}

function compile(own: CustomDefinition, params: JsonObject, context: CompileContext): Result<readonly SqlStep[]> {
  const steps = composeSteps(own, params, context);
  if (!steps.ok) return steps;
  return succeed(steps.value.map(({ id, composed: { sql }, most }) => ({ id, sql, ...(most === undefined ? {} : { most }) })));
}

/** QC28: what the texts of all steps alone show to be wrong, with the defaults of the options; nothing is composed. `given` is what the report gives to placeholders. */
export const stepIssues = (own: CustomDefinition, given: Notebook['values'], dialect: CompileContext['dialect']): readonly Issue[] =>
  own.steps.flatMap(({ id, sql }) => {
    const filled = fillPlaceholders(sql, valuesFor(own, {}, given), dialect);
    return filled.ok ? [] : inStep(id, filled.issues);
  });

/** The prebuilt question that a definition was made from, as it is to draw its results. */
export interface Base {
  readonly definition: AnalysisDefinition;
  readonly params: JsonObject;
  /** Columns of each step as the prebuilt one has them. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
}

/** QC11: every step still has what the prebuilt question had. */
const isIntact = ({ columns }: Base, context: PresentContext): boolean =>
  Object.entries(columns).every(([id, names]) => {
    const here = new Set(context.columns?.[id]?.columns.map(({ name }) => name));
    return names.every((name) => here.has(name));
  });

/** RU16: its SQL is what the prebuilt question would be made into today, so that the people of a number are the same. */
function isUnchanged(own: CustomDefinition, base: Base, context: CompileContext): boolean {
  const say = (): string => '';
  const { id, name, purpose } = own;
  const made = customise({ ...base, context }, { id, name, purpose, say });
  return made.ok && JSON.stringify(made.value.definition.steps) === JSON.stringify(own.steps);
}

function present(own: CustomDefinition, base: Base | null, results: Results, params: JsonObject, context: PresentContext): Presentation {
  const changed = Object.fromEntries(own.form.map(({ key, default: usual }) => [key, params[key] ?? usual]));
  if (base && !own.chart && isIntact(base, context)) {
    const drawn = base.definition.present(results, { ...base.params, ...changed }, context);
    return own.insight === undefined ? drawn : { ...drawn, insight: fillSentence(own.insight, results[own.steps[0]!.id] ?? [], context) };
  }
  const columns = context.columns?.[own.steps[0]!.id] ?? { rowCount: 0, columns: [] };
  const shown = presentRows(columns, { chart: own.chart ?? null, title: said(own.name), most: MOST_ROWS }, context);
  const stamp = makeStamp(context, { phrases: [{ key: 'query_own_stamp' }], money: null, range: true, provisional: false });
  const insight = own.insight === undefined ? shown.insight : fillSentence(own.insight, results[own.steps[0]!.id] ?? [], context);
  return { figures: [], ...shown, insight, stamp };
}

/** A definition of one's own as an analysis (QC10–QC14). `base` is what it was made from, where that is still known. */
export function ownQuestion(own: CustomDefinition, base: Base | null): AnalysisDefinition {
  const form = own.form.map(fieldOf);
  return {
    kind: 'custom',
    version: 1,
    question: said(own.name),
    requires: own.requires,
    form,
    migrations: [],
    suggest: () => Object.fromEntries(own.form.map(({ key, default: usual }) => [key, usual])),
    parse: (value) => parseParams<JsonObject>(form, value),
    compile(params, context) {
      const steps = compile(own, params, context);
      return steps.ok ? succeed({ steps: steps.value }) : steps;
    },
    people: (part, params, context) =>
      base && isUnchanged(own, base, context)
        ? base.definition.people(part, { ...base.params, ...params }, context)
        : fail({ code: 'issue_query_no_people' }),
    present: (results, params, context) => present(own, base, results, params, context),
  };
}
