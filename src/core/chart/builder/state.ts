import type { Scalar } from '#core/model/columns';

/** Marks that the builder makes. `boxplot`: middle half with whiskers; `tick`: a strip; `rect`: heat map; `text`: the figure itself. */
export const MARKS = ['line', 'area', 'bar', 'point', 'rect', 'boxplot', 'tick', 'arc', 'text'] as const;
export type BuilderMark = (typeof MARKS)[number];

/** `theta` is the angle of an arc; `row` and `column` are small multiples; `text` is a label at the mark. */
export const CHANNELS = ['x', 'y', 'theta', 'color', 'size', 'row', 'column', 'text'] as const;
export type BuilderChannel = (typeof CHANNELS)[number];

export const AGGREGATES = ['sum', 'mean', 'median', 'min', 'max', 'count', 'distinct'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

export const FIELD_TYPES = ['quantitative', 'temporal', 'ordinal', 'nominal'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Spans of a time line, and the parts of a year, a week and a day that come again. Weeks are made in SQL, where Monday may begin them. */
export const TIME_UNITS = ['year', 'quarter', 'month', 'day', 'hour', 'month_of_year', 'day_of_week', 'hour_of_day'] as const;
export type ChartTimeUnit = (typeof TIME_UNITS)[number];

/** `data`: as the rows come. `value_…`: by the measure on the other axis. */
export const SORTS = ['ascending', 'descending', 'value_up', 'value_down', 'data'] as const;
export type ChartSort = (typeof SORTS)[number];

/** `beside`: next to each other; `none`: over each other. */
export const STACKS = ['zero', 'normalise', 'none', 'beside'] as const;
export type Stack = (typeof STACKS)[number];

/** Number formats by unit (CB46). */
export const NUMBER_FORMS = ['count', 'money', 'rate', 'days', 'score', 'number'] as const;
export type NumberForm = (typeof NUMBER_FORMS)[number];

/** What one channel shows. Put in order by `tidy` (CB42), so a control may set one part without minding the others. */
export interface ChannelState {
  /** Name in the result; null = the rows are counted. */
  readonly column: string | null;
  readonly type: FieldType;
  readonly aggregate: Aggregate | null;
  /** True = as many bins as look right; a number = at most so many, 2 to 200. */
  readonly bin: true | number | null;
  readonly timeUnit: ChartTimeUnit | null;
  /** Null = as Vega-Lite sorts by itself: ascending. */
  readonly sort: ChartSort | null;
  /** Null = made from column and aggregate; empty = none. */
  readonly title: string | null;
  /** Of numbers; `other` = a format of one's own, kept. */
  readonly format: NumberForm | 'other' | null;
}

/** Colour by meaning (CB44). `own`: colours that were written by hand, kept. */
export type ColourMeaning =
  | { readonly meaning: 'categories' | 'sequence' | 'ordered' | 'own' }
  /** Accent for one value, grey for the rest; null = all grey. */
  | { readonly meaning: 'one'; readonly said: Scalar };

/** All that the builder shows of a chart. Read out of the spec, never stored. */
export interface BuilderState {
  readonly mark: BuilderMark;
  readonly channels: Readonly<Partial<Record<BuilderChannel, ChannelState>>>;
  /** Null where nothing is coloured by a column. */
  readonly colour: ColourMeaning | null;
  /** Null where there is nothing to stack. */
  readonly stack: Stack | null;
}

/** Channels to set; one that is null is removed, one that is absent stays. */
export type ChannelChanges = Readonly<Partial<Record<BuilderChannel, ChannelState | null>>>;

/** What a control changes; what is absent stays. */
export interface BuilderChange {
  readonly mark?: BuilderMark;
  readonly channels?: ChannelChanges;
  readonly colour?: ColourMeaning;
  readonly stack?: Stack;
}

/** A channel over a column with nothing set. */
export const plainChannel = (column: string | null, type: FieldType): ChannelState => ({
  column,
  type,
  aggregate: column === null ? 'count' : null,
  bin: null,
  timeUnit: null,
  sort: null,
  title: null,
  format: null,
});
