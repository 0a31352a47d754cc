import fc from 'fast-check';
import {
  AGGREGATES,
  CHANNELS,
  FIELD_TYPES,
  MARKS,
  NUMBER_FORMS,
  SORTS,
  STACKS,
  TIME_UNITS,
  plainChannel,
  type BuilderChange,
  type BuilderChannel,
  type ChannelState,
  type ColourMeaning,
} from '#core/chart/builder/state';

/** Names that people really have, and names that are paths, keywords or prototypes elsewhere. */
export const COLUMNS = ['region', '实付金额', 'a.b', 'c[0]', 'group', 'sum_of x', 'length', '2026', 'x', 'datum'] as const;

/** Columns that hold times; the others are never read as one, because a column has one nature. */
const TIMES: readonly (string | null)[] = ['a.b', 'datum', 'x'];

const optional = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: null });

export const channelState: fc.Arbitrary<ChannelState> = fc
  .record({
    column: fc.option(fc.constantFrom<string>(...COLUMNS), { nil: null, freq: 8 }),
    type: fc.constantFrom(...FIELD_TYPES),
    aggregate: optional(AGGREGATES),
    bin: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.constant(true as const), fc.integer({ min: 2, max: 200 })),
    timeUnit: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(...TIME_UNITS)),
    sort: optional(SORTS),
    title: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom('', 'Revenue, ¥', '金额 (元)', 'a.b')),
    format: optional(NUMBER_FORMS),
  })
  .map((state) => {
    if (!TIMES.includes(state.column))
      return { ...state, timeUnit: null, type: state.type === 'temporal' ? ('nominal' as const) : state.type };
    const aggregate = state.aggregate === 'count' || state.aggregate === 'distinct' ? state.aggregate : null;
    return { ...state, aggregate, bin: null, type: state.type === 'quantitative' ? ('temporal' as const) : state.type };
  });

const colour: fc.Arbitrary<ColourMeaning> = fc.oneof(
  fc.record({ meaning: fc.constantFrom('categories' as const, 'sequence' as const, 'ordered' as const) }),
  fc.record({ meaning: fc.constant('one' as const), said: fc.constantFrom('East', "it's", '华东', 'event', 3, true, null) }),
);

const channels: fc.Arbitrary<NonNullable<BuilderChange['channels']>> = fc
  .array(fc.tuple(fc.constantFrom(...CHANNELS), fc.option(channelState, { nil: null, freq: 7 })), { maxLength: 5 })
  .map((pairs) => Object.fromEntries(pairs) as Partial<Record<BuilderChannel, ChannelState | null>>);

const anyChange: fc.Arbitrary<BuilderChange> = fc.record(
  { mark: fc.constantFrom(...MARKS), channels, colour, stack: fc.constantFrom(...STACKS) },
  { requiredKeys: [] },
);

/** Bars and areas that have parts, which changes at random seldom make. */
const partsChange: fc.Arbitrary<BuilderChange> = fc
  .record({
    mark: fc.constantFrom('bar' as const, 'area' as const),
    names: fc.tuple(fc.constantFrom(...COLUMNS), fc.constantFrom(...COLUMNS)),
    aggregate: optional(AGGREGATES),
    lying: fc.boolean(),
    stack: fc.constantFrom(...STACKS),
  })
  .map(({ mark, names, aggregate, lying, stack }) => {
    const name = plainChannel(names[0], 'nominal');
    const number = { ...plainChannel('实付金额', 'quantitative'), aggregate };
    const color = plainChannel(names[1], 'nominal');
    return { mark, channels: lying ? { y: name, x: number, color } : { x: name, y: number, color }, stack };
  });

/** Points with a size, for the same reason. */
const sizedChange: fc.Arbitrary<BuilderChange> = fc
  .record({ column: fc.constantFrom('实付金额', 'length'), aggregate: optional(AGGREGATES) })
  .map(({ column, aggregate }) => ({
    mark: 'point',
    channels: { x: plainChannel('2026', 'quantitative'), size: { ...plainChannel(column, 'quantitative'), aggregate } },
  }));

export const builderChange: fc.Arbitrary<BuilderChange> = fc.oneof(
  { weight: 8, arbitrary: anyChange },
  { weight: 3, arbitrary: partsChange },
  sizedChange,
);
