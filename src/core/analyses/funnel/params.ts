import type { MessageKey } from '#core/messages/message-key';
import type { FunnelAttempt, FunnelOrder, ExclusionPolicy } from '#core/query/funnel/types';
import type { Field, Form } from '../contract';
import type { ExclusionParam, StepParam } from '../step-params';

const UNITS = ['minute', 'hour', 'day', 'week', 'month'] as const;
const GRAINS = ['day', 'week', 'month', 'quarter'] as const;
export type WindowUnit = (typeof UNITS)[number];

export type FunnelParams = {
  readonly steps: readonly StepParam[];
  readonly window: number;
  readonly windowUnit: WindowUnit;
  readonly order: FunnelOrder;
  readonly attempt: FunnelAttempt;
  readonly actor: 'customer' | 'session';
  readonly anchorFirst: boolean;
  readonly mature: boolean;
  readonly strictTies: boolean;
  readonly exclusions: readonly ExclusionParam[];
  readonly exclusionPolicy: ExclusionPolicy;
  /** `table.column`. */
  readonly breakdown: string | null;
  readonly attribution: 'first' | 'last' | 'all';
  /** How the funnel is shown: its steps, their shares by period of entry, or the time between two of them. */
  readonly show: 'bars' | 'trend' | 'time' | 'curve';
  /** Of the trend. */
  readonly grain: (typeof GRAINS)[number];
  /** What the shares of the trend are shares of. */
  readonly rate: 'first' | 'before';
  /** Between which steps times are taken: places from 1, as text, or the last mandatory one. */
  readonly timeFrom: string;
  readonly timeTo: string;
  readonly bins: 'even' | 'log' | 'cube_root';
  /** `table.column` held constant. */
  readonly hold: string | null;
};

/** The params of a cell that stores none. */
export const DEFAULTS: FunnelParams = {
  steps: [],
  window: 30,
  windowUnit: 'day',
  order: 'ordered',
  attempt: 'best',
  actor: 'customer',
  anchorFirst: true,
  mature: true,
  strictTies: false,
  exclusions: [],
  exclusionPolicy: 'stop',
  breakdown: null,
  attribution: 'first',
  show: 'bars',
  grain: 'month',
  rate: 'first',
  timeFrom: '1',
  timeTo: 'last',
  bins: 'even',
  hold: null,
};

const choice = <const Key extends string>(key: keyof FunnelParams, name: Key, values: readonly string[]): Field => ({
  key,
  type: 'choice',
  label: { key: `funnel_${name}` as MessageKey },
  help: { key: `funnel_${name}_help` as MessageKey },
  options: values.map((value) => ({ value, label: { key: `funnel_${name}_${value}` as MessageKey } })),
  default: String(DEFAULTS[key]),
});

const EVENTS = ['orders', 'order_items', 'usage_events', 'tickets', 'surveys'] as const;
const places = (from: number): string[] => Array.from({ length: 11 - from }, (_, index) => String(from + index));
/** A choice among the steps; those a cell does not have are refused when it runs. */
const stepChoice = (key: 'timeFrom' | 'timeTo', name: 'from' | 'to', from: number): Field => ({
  key,
  type: 'choice',
  label: { key: `funnel_${name}` },
  help: { key: `funnel_${name}_help` },
  options: [
    ...(name === 'to' ? [{ value: 'last', label: { key: 'funnel_to_last' } as const }] : []),
    ...places(from).map((value) => ({ value, label: { key: 'step_n', values: { n: Number(value) } } as const })),
  ],
  default: String(DEFAULTS[key]),
});

export const form: Form = [
  choice('show', 'show', ['bars', 'trend', 'time', 'curve']),
  { key: 'steps', type: 'steps', label: { key: 'funnel_steps' }, help: { key: 'funnel_steps_help' }, default: [] },
  {
    key: 'window',
    type: 'integer',
    label: { key: 'funnel_window' },
    help: { key: 'funnel_window_help' },
    min: 1,
    max: 9999,
    default: DEFAULTS.window,
  },
  choice('windowUnit', 'unit', UNITS),
  choice('order', 'order', ['ordered', 'strict', 'any']),
  choice('attempt', 'attempt', ['best', 'first', 'every']),
  choice('actor', 'actor', ['customer', 'session']),
  { key: 'anchorFirst', type: 'boolean', label: { key: 'funnel_anchor' }, help: { key: 'funnel_anchor_help' }, default: true },
  { key: 'mature', type: 'boolean', label: { key: 'funnel_mature' }, help: { key: 'funnel_mature_help' }, default: true },
  { key: 'strictTies', type: 'boolean', label: { key: 'funnel_ties' }, help: { key: 'funnel_ties_help' }, default: false },
  { key: 'exclusions', type: 'exclusions', label: { key: 'funnel_exclusions' }, help: { key: 'funnel_exclusions_help' }, default: [] },
  choice('exclusionPolicy', 'policy', ['stop', 'remove']),
  {
    key: 'breakdown',
    type: 'dimension',
    label: { key: 'funnel_breakdown' },
    help: { key: 'funnel_breakdown_help' },
    tables: ['customers', ...EVENTS],
    default: null,
  },
  choice('attribution', 'attribution', ['first', 'last', 'all']),
  {
    key: 'grain',
    type: 'choice',
    label: { key: 'funnel_grain' },
    help: { key: 'funnel_grain_help' },
    options: GRAINS.map((value) => ({ value, label: { key: `grain_${value}` } })),
    default: DEFAULTS.grain,
  },
  ...(
    [
      choice('rate', 'rate', ['first', 'before']),
      stepChoice('timeFrom', 'from', 1),
      stepChoice('timeTo', 'to', 2),
      choice('bins', 'bins', ['even', 'log', 'cube_root']),
      {
        key: 'hold',
        type: 'dimension',
        label: { key: 'funnel_hold' },
        help: { key: 'funnel_hold_help' },
        tables: EVENTS,
        default: null,
      },
    ] as const satisfies readonly Field[]
  ).map((field): Field => ({ ...field, more: true })),
];

/** What is counted, as the words for it are called. */
export const unitWord = ({ attempt, actor, hold }: FunnelParams): 'customers' | 'attempts' | 'sessions' | 'pairs' =>
  attempt === 'every' ? 'attempts' : hold ? 'pairs' : actor === 'session' ? 'sessions' : 'customers';
