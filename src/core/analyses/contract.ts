import type { DataModel, Requirement } from '#core/model/data-model';
import type { DateRange, Filter, RevenueRule } from '#core/model/filters';
import type { CanonicalTable } from '#core/model/canonical';
import type { Comparison } from '#core/model/comparison';
import type { JsonObject, Part, Presentation } from '#core/model/presentation';
import type { Columns, Row } from '#core/model/columns';
import type { Issue, Result } from '#core/model/result';
import type { Locale, Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';
import type { SegmentPeople } from '#core/query/types';
import type { Metric } from '#core/report/notebook-types';
import type { PlaceholderValue } from '#core/sql/placeholders';
import type { Dialect } from '#core/sql/dialect';
import type { CutMeasure, RuleList, RulePreset, ShownAxis, Worded } from './field-params';

export type StepId = string;

/** What a cube may answer: the step's rows may be re-aggregated by these keys and measures. */
export interface Additive {
  readonly keys: readonly string[];
  readonly measures: readonly string[];
}

/** One SELECT, complete and readable, that can be copied out and run. */
export interface SqlStep {
  readonly id: StepId;
  readonly sql: string;
  readonly additive?: Additive;
  /** Rows that are fetched at most, and one more to know that there are more; absent = all. */
  readonly most?: number;
}

/** What queries and questions of one's own may name beside tables and relations. */
export interface Notebook {
  /** What placeholders stand for, by name. */
  readonly values: ReadonlyMap<string, PlaceholderValue>;
  /** The queries of the report in its order; `issues` where one has no SQL. */
  readonly queries: readonly { readonly name: string; readonly sql: string; readonly issues?: readonly Issue[] }[];
  readonly metrics: readonly Metric[];
}

/** A numerical routine of `stats/` that runs in the fit worker over the rows of earlier steps. */
export interface FitStep {
  readonly id: StepId;
  readonly routine: string;
  readonly reads: readonly StepId[];
  readonly options: JsonObject;
  readonly seed: number;
}

export interface Plan {
  readonly steps: readonly (SqlStep | FitStep)[];
}

/** The rows of each step by its id. */
export type Results<R = Row> = Readonly<Record<StepId, readonly R[]>>;

/** Everything a plan may depend on besides its params. No clock, no chance: `asOf` and `seed` come in. */
export interface CompileContext {
  readonly model: DataModel;
  readonly dialect: Dialect;
  /** End of this day, `YYYY-MM-DD`, already moved back when the range ends earlier. */
  readonly asOf: string;
  readonly range: DateRange;
  readonly filters: readonly Filter[];
  readonly revenue: RevenueRule;
  readonly weekStart: 'monday' | 'sunday';
  readonly seed: number;
  /** The segments that `filters` name, after those they rest on. */
  readonly segments?: readonly SegmentPeople[];
  /** Relations of this day and these filters are left out: they come in front again where the text is run. */
  readonly bare?: Pick<CompileContext, 'asOf' | 'filters'>;
  /** Of the report, for what names it; absent where nothing does. */
  readonly notebook?: Notebook;
}

export interface PresentContext extends CompileContext {
  readonly locale: Locale;
  /** ISO 4217 code, or null when the data do not say. */
  readonly currency: string | null;
  /** The columns of each SQL step with their types, for those who know nothing of their rows. */
  readonly columns?: Readonly<Record<StepId, Columns>>;
}

/** Groups that an analysis makes itself; offered beside columns where the data hold what they need. `value` begins with `@`. */
export interface MadeDimension {
  readonly value: string;
  readonly label: Text;
  readonly needs: readonly Requirement[];
}

interface FieldBase {
  readonly key: string;
  readonly label: Text;
  /** One sentence. */
  readonly help: Text;
  readonly unit?: Unit;
  /** Waits behind “More options”, because few people change it. */
  readonly more?: true;
  /** Whether the option has a say beside the others; all of them are given, with their defaults. Absent: always. */
  readonly applies?: (params: JsonObject) => boolean;
}
/** One option of an analysis: enough to validate it, to draw its control and to write its help. */
export type Field = FieldBase &
  (
    | { readonly type: 'choice'; readonly options: readonly { readonly value: string; readonly label: Text }[]; readonly default: string }
    | { readonly type: 'integer'; readonly min: number; readonly max: number; readonly default: number }
    | { readonly type: 'number'; readonly min: number; readonly max: number; readonly default: number }
    | { readonly type: 'boolean'; readonly default: boolean }
    | {
        readonly type: 'dimension';
        readonly tables: readonly CanonicalTable[];
        readonly made?: readonly MadeDimension[];
        readonly default: null;
      }
    /** One of what the data offer as the other options stand; null = the analysis chooses. A choice that is not in the data is refused by `compile`. */
    | {
        readonly type: 'picked';
        readonly options: (params: JsonObject, model: DataModel) => readonly { readonly value: string; readonly label: Text }[];
        readonly default: string | null;
      }
    /** Whole numbers in ascending order, none twice, at most `most` of them; empty = none, or those that `usual` names. */
    | {
        readonly type: 'numbers';
        readonly min: number;
        readonly max: number;
        readonly most: number;
        readonly usual?: (params: JsonObject, model: DataModel) => readonly number[];
        readonly default: readonly [];
      }
    /** A list of steps (`StepParam`) or of exclusions (`ExclusionParam`); empty = what the analysis takes by itself. */
    | {
        readonly type: 'steps' | 'exclusions';
        /** They stand side by side and follow no order: none has a window of its own, none is optional. */
        readonly beside?: true;
        readonly default: readonly [];
      }
    /** Borders of measures (`CutPoints`); a measure that is not stored takes those of today, which move with the data. */
    | {
        readonly type: 'cut_points';
        readonly measures: (params: JsonObject) => readonly CutMeasure[];
        readonly default: Readonly<Record<string, never>>;
      }
    /** Rules over whole-number axes (`RuleList`); empty = the first of the presets. `check` says every gap and conflict. */
    | {
        readonly type: 'rules';
        readonly axes: (params: JsonObject) => readonly ShownAxis[];
        readonly presets: (params: JsonObject) => readonly RulePreset[];
        readonly check: (rules: RuleList, params: JsonObject) => readonly Text[];
        readonly default: readonly [];
      }
    /** Own words for what the cell names (`Wording`). */
    | { readonly type: 'wording'; readonly of: (params: JsonObject) => readonly Worded[]; readonly default: readonly [] }
    /** An ordered list of stages of deals that are open, won or lost; empty = by their words. */
    | { readonly type: 'stages'; readonly state: 'open' | 'won' | 'lost'; readonly default: readonly [] }
    /** Names of graded columns of the answers (`gradedColumns`); empty = what the analysis takes by itself. */
    | { readonly type: 'grades'; readonly default: readonly [] }
    /** Themes, a line each: a name, a colon, words separated by commas (`readThemes`); empty = what the analysis takes by itself. */
    | { readonly type: 'themes'; readonly default: readonly [] }
    /** Words, at most 2,000 characters; or a day, `YYYY-MM-DD`. */
    | { readonly type: 'text' | 'day'; readonly default: string }
    /** A list of tiers with their rules (`TierRule`); empty = those the analysis makes by itself. */
    | { readonly type: 'tiers'; readonly default: readonly [] }
  );
export type Form = readonly Field[];

/** Turns the params of `version` into those of `version + 1`. Named, gapless, never edited after release. */
export interface Migration {
  readonly name: string;
  readonly from: number;
  up(params: JsonObject): JsonObject;
}

/** The same question under the documented rules of other tools. Asked only when somebody wants to see it. */
export interface Compare<Params = JsonObject> {
  /** Steps like those of a plan; equal questions have equal text, and are asked once. */
  compile(params: Params, context: CompileContext): Result<Plan>;
  /** Parts of the comparison have a `tool`; `people` of the definition understands them. */
  present(results: Results, params: Params, context: PresentContext): Comparison;
}

/**
 * A kind of question. Prebuilt or user-defined, the contract is the same: compile (pure) → the engine runs → present (pure).
 * See `analyses/README.md` for how to add one.
 */
export interface AnalysisDefinition<Kind extends string = string, Params = JsonObject> {
  /** Stored, never renamed. */
  readonly kind: Kind;
  /** Of the params; raised together with a migration. */
  readonly version: number;
  /** 'Which customers come back?': how the catalogue groups and names it, and the title of a fresh cell. */
  readonly question: Text;
  readonly requires: readonly Requirement[];
  readonly form: Form;
  readonly migrations: readonly Migration[];
  /** Whether these data, which hold what is required, can be asked with the suggested params; absent: always. */
  fits?(model: DataModel): boolean;
  /** Params for a fresh cell; only what differs from the form's defaults is stored. */
  suggest(model: DataModel): Params;
  parse(value: unknown): Result<Params>;
  compile(params: Params, context: CompileContext): Result<Plan>;
  /** The customers behind one shown number: one SELECT with columns `customer_id` first, then what helps to read the list. */
  people(part: Part, params: Params, context: CompileContext): Result<SqlStep>;
  present(results: Results, params: Params, context: PresentContext): Presentation;
  /** Why other tools show another number; absent where nobody else counts it by rules of their own. */
  readonly compare?: Compare<Params>;
}

/** A registry entry: loaded lazily together with its help. `kind` and `question` are known at once for the catalogue. */
export interface RegistryEntry {
  readonly kind: string;
  readonly question: Text;
  readonly requires: readonly Requirement[];
  /** The definition has `compare`. */
  readonly compares?: true;
  load(): Promise<AnalysisDefinition>;
  /** Markdown in the reader's language. */
  help(locale: Locale): Promise<string>;
}
