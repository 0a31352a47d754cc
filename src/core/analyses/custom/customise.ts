import type { JsonObject } from '#core/model/presentation';
import { succeed, type Result } from '#core/model/result';
import type { Text } from '#core/messages/text';
import type { CustomDefinition, CustomField } from '#core/report/notebook-types';
import { placeParam } from '#core/sql/compare-tokens';
import { tokenize } from '#core/sql/tokens';
import type { AnalysisDefinition, CompileContext, Field } from '../contract';
import { applyPlacements, placeDays, type Placement } from './place-days';

/** What a definition is made from: a prebuilt question as it stands in a report. */
export interface Customised {
  /** Columns of each step's result, by the step's id. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly definition: AnalysisDefinition;
  readonly params: JsonObject;
  readonly context: CompileContext;
}
/** What only a person can give. */
export interface CustomWords {
  readonly id: string;
  readonly name: string;
  readonly purpose: string;
  /** Turns the words of a prebuilt question into the person's language: a definition speaks one. */
  say(text: Text): string;
}
/** A definition, and what did not become an option or a placeholder. */
export interface Customising {
  readonly definition: CustomDefinition;
  /** QC12: the as-of day stands in it as a literal; it will not move with the data. */
  readonly pinned: boolean;
}

type NumberField = Extract<Field, { type: 'integer' | 'number' }>;
type Texts = ReadonlyMap<string, string>;
const isNumber = (field: Field): field is NumberField => field.type === 'integer' || field.type === 'number';

/** The SQL of each step without the relations of the report. */
function textsOf({ definition, params, context }: Customised): Result<Texts> {
  const plan = definition.compile(params, { ...context, bare: { asOf: context.asOf, filters: context.filters } });
  if (!plan.ok) return plan;
  return succeed(new Map(plan.value.steps.flatMap((step) => ('sql' in step ? [[step.id, step.sql] as const] : []))));
}

/** Two other values that the field takes, near its own. */
function otherValues({ min, max, type }: NumberField, value: number): readonly number[] {
  const step = type === 'integer' ? 1 : (max - min) / 7;
  return [value + step, value - step, value + 2 * step, value - 2 * step].filter((each) => each >= min && each <= max).slice(0, 2);
}

/** Where placeholders of a text stand, in tokens of the text before they were put in. */
function placementsOf(before: string, after: string, literal: string): readonly Placement[] {
  const long = tokenize(literal).length;
  const [old, made] = [tokenize(before), tokenize(after)];
  const found: Placement[] = [];
  for (let [at, to] = [0, 0]; to < made.length; to++) {
    if (made[to]!.text === old[at]?.text) at += 1;
    else {
      found.push({ at, count: long, text: made[to]!.text });
      at += long;
    }
  }
  return found;
}

/** QC12: where the value of an option stands in the steps; null where more than its literal changes with it. */
function placeField(from: Customised, field: NumberField, texts: Texts): ReadonlyMap<string, readonly Placement[]> | null {
  const { params, context } = from;
  const value = params[field.key];
  if (typeof value !== 'number') return null;
  const others = otherValues(field, value);
  if (others.length < 2) return null;
  const compiled = others.map((other) => textsOf({ ...from, params: { ...params, [field.key]: other } }));
  const placed = new Map<string, readonly Placement[]>();
  for (const [id, sql] of texts) {
    const samples = compiled.map((each, at) => ({
      sql: each.ok ? each.value.get(id) : undefined,
      literal: context.dialect.literal(others[at]!),
    }));
    if (samples.some((sample) => sample.sql === undefined)) return null;
    const literal = context.dialect.literal(value);
    const text = placeParam(field.key, [{ sql, literal }, ...(samples as { sql: string; literal: string }[])], context.dialect);
    if (text === null) return null;
    placed.set(id, placementsOf(sql, text, literal));
  }
  return [...placed.values()].some((list) => list.length > 0) ? placed : null;
}

const moveDay = (day: string, by: number): string => new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);

/** QC12: where days move with the as-of day; null where one moves otherwise. */
function placeAsOf(from: Customised, texts: Texts): ReadonlyMap<string, readonly Placement[]> | null {
  const { context } = from;
  const days = [-17, -45, -80].map((by) => moveDay(context.asOf, by));
  const compiled = days.map((asOf) => textsOf({ ...from, context: { ...context, asOf } }));
  const placed = new Map<string, readonly Placement[]>();
  for (const [id, sql] of texts) {
    const samples = [{ sql, day: context.asOf }];
    for (const [at, each] of compiled.entries()) {
      const other = each.ok ? each.value.get(id) : undefined;
      if (other === undefined) return null;
      samples.push({ sql: other, day: days[at]! });
    }
    const places = placeDays('as_of', samples);
    if (places === null) return null;
    placed.set(id, places);
  }
  return placed;
}

function fieldOf(field: NumberField, value: number, { say }: CustomWords): CustomField {
  const { key, type, min, max } = field;
  return { key, label: say(field.label), help: say(field.help), type, min, max, default: value };
}

/** A prebuilt question as a definition of one's own (QC12); unchanged, it gives exactly what the prebuilt one gives. */
export function customise(from: Customised, words: CustomWords): Result<Customising> {
  const texts = textsOf(from);
  if (!texts.ok) return texts;
  const { definition, params } = from;
  const dated = placeAsOf(from, texts.value);
  let placements = dated ?? new Map<string, readonly Placement[]>();
  const form: CustomField[] = [];
  for (const field of definition.form.filter(isNumber)) {
    const placed = placeField(from, field, texts.value);
    if (!placed) continue;
    const together = new Map([...texts.value.keys()].map((id) => [id, [...(placements.get(id) ?? []), ...(placed.get(id) ?? [])]]));
    if ([...together].some(([id, list]) => applyPlacements(texts.value.get(id)!, list) === null)) continue;
    placements = together;
    form.push(fieldOf(field, params[field.key] as number, words));
  }
  const steps = [...texts.value].map(([id, sql]) => ({ id, sql: applyPlacements(sql, placements.get(id) ?? [])! }));
  const { kind, version, requires } = definition;
  const { id, name, purpose } = words;
  return succeed({
    definition: { id, name, purpose, form, requires: [...requires], steps, base: { kind, version, params, columns: from.columns } },
    pinned: dated === null,
  });
}
