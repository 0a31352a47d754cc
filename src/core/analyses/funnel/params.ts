import type { MessageKey } from '#core/messages/message-key';
import type { FunnelAttempt, FunnelOrder, ExclusionPolicy } from '#core/query/funnel/types';
import type { Field, Form } from '../contract';
import type { ExclusionParam, StepParam } from '../step-params';

const UNITS = ['minute', 'hour', 'day', 'week', 'month'] as const;
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
};

const choice = <const Key extends string>(key: keyof FunnelParams, name: Key, values: readonly string[]): Field => ({
  key,
  type: 'choice',
  label: { key: `funnel_${name}` as MessageKey },
  help: { key: `funnel_${name}_help` as MessageKey },
  options: values.map((value) => ({ value, label: { key: `funnel_${name}_${value}` as MessageKey } })),
  default: String(DEFAULTS[key]),
});

export const form: Form = [
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
    tables: ['customers', 'orders', 'order_items', 'usage_events', 'tickets', 'surveys'],
    default: null,
  },
  choice('attribution', 'attribution', ['first', 'last', 'all']),
];

/** What is counted, as the words for it are called. */
export const unitWord = ({ attempt, actor }: FunnelParams): 'customers' | 'attempts' | 'sessions' =>
  attempt === 'every' ? 'attempts' : actor === 'session' ? 'sessions' : 'customers';
