import type { JsonObject } from '#core/model/presentation';
import type { CutMeasure, CutPoints, RuleList, Wording } from '../field-params';
import type { Field, Form } from '../contract';
import { checkInWords, presetsFor, RULE_AXES, wordedSegments } from './rule-words';

export type Groups = 'grid' | 'eight' | 'own' | 'intervals' | 'cells' | 'weighted';

/** The options of the scores and of what they are grouped by; `rules.md` says what each one changes. */
export type RfmParams = {
  /** Orders of the last so many days are counted; 0 = all. */
  readonly lookbackDays: number;
  /** F counts orders, or days with an order. */
  readonly frequency: 'orders' | 'days';
  readonly groups: Groups;
  readonly monetary: 'sum' | 'mean' | 'margin';
  readonly scoring: 'quantile' | 'fixed' | 'ntile';
  /** k: the best score. */
  readonly scores: number;
  readonly cutPoints: CutPoints;
  readonly rules: RuleList;
  readonly threshold: 'median' | 'mean';
  readonly weightR: number;
  readonly weightF: number;
  readonly weightM: number;
  readonly actions: Wording;
};

const choice = <const T extends string>(values: readonly [T, ...T[]], key: 'frequency' | 'groups' | 'monetary' | 'scoring' | 'threshold') =>
  ({
    type: 'choice',
    label: { key: `rfm_${key}` },
    help: { key: `rfm_${key}_help` },
    options: values.map((value) => ({ value, label: { key: `rfm_${key}_${value}` as never } })),
    default: values[0],
  }) as const;

const groupedBy =
  (...groups: readonly Groups[]) =>
  (params: JsonObject): boolean =>
    groups.some((each) => each === params['groups']);

const weight = (key: 'r' | 'f' | 'm') =>
  ({
    key: `weight${key.toUpperCase()}`,
    type: 'number',
    label: { key: `rfm_weight_${key}` },
    help: { key: 'rfm_weight_help' },
    min: 0,
    max: 100,
    default: 1,
    applies: groupedBy('weighted'),
  }) as const;

const cutMeasures = (params: JsonObject): CutMeasure[] =>
  (['r', 'f', 'm'] as const).map((key) => ({
    key,
    label: { key: `rfm_cut_${key}` },
    unit: key === 'r' ? 'days' : 'number',
    count: Number(params['scores']) - 1,
  }));

/** What a manager changes comes first; the rest waits behind “More options”. */
export const form: Form = [
  {
    key: 'lookbackDays',
    type: 'integer',
    label: { key: 'rfm_lookback' },
    help: { key: 'rfm_lookback_help' },
    unit: 'days',
    min: 0,
    max: 3650,
    default: 365,
  },
  { key: 'frequency', ...choice(['orders', 'days'], 'frequency') },
  { key: 'groups', ...choice(['grid', 'eight', 'own', 'intervals', 'cells', 'weighted'], 'groups') },
  {
    key: 'rules',
    type: 'rules',
    label: { key: 'rfm_rules' },
    help: { key: 'rfm_rules_help' },
    axes: (params) => RULE_AXES.map((axis) => ({ ...axis, low: 1, high: Number(params['scores']) })),
    presets: (params) => presetsFor(Number(params['scores'])),
    check: (rules, params) => checkInWords(rules, Number(params['scores'])),
    default: [],
    applies: groupedBy('own'),
  },
  { key: 'threshold', ...choice(['median', 'mean'], 'threshold'), applies: groupedBy('eight') },
  weight('r'),
  weight('f'),
  weight('m'),
  {
    key: 'actions',
    type: 'wording',
    label: { key: 'rfm_actions' },
    help: { key: 'rfm_actions_help' },
    of: wordedSegments,
    default: [],
    applies: (params) => wordedSegments(params).length > 0,
  },
  ...(
    [
      { key: 'monetary', ...choice(['sum', 'mean', 'margin'], 'monetary') },
      { key: 'scoring', ...choice(['quantile', 'fixed', 'ntile'], 'scoring') },
      {
        key: 'cutPoints',
        type: 'cut_points',
        label: { key: 'rfm_cut_points' },
        help: { key: 'rfm_cut_points_help' },
        measures: cutMeasures,
        default: {},
        applies: (params) => params['scoring'] === 'fixed',
      },
      {
        key: 'scores',
        type: 'integer',
        label: { key: 'rfm_scores' },
        help: { key: 'rfm_scores_help' },
        unit: 'count',
        min: 3,
        max: 10,
        default: 5,
      },
    ] as const satisfies readonly Field[]
  ).map((field) => ({ ...field, more: true as const })),
];

/** Every option as version 1 had it (RF1–RF9). */
export const defaults: RfmParams = {
  lookbackDays: 365,
  frequency: 'orders',
  groups: 'grid',
  monetary: 'sum',
  scoring: 'quantile',
  scores: 5,
  cutPoints: {},
  rules: [],
  threshold: 'median',
  weightR: 1,
  weightF: 1,
  weightM: 1,
  actions: [],
};

/** The cut points that count for a measure, or null where its scores go by rank (RF11, RF12). */
export function keptCuts({ scoring, cutPoints, scores }: RfmParams, measure: 'r' | 'f' | 'm'): readonly number[] | null {
  const kept = cutPoints[measure];
  return scoring === 'fixed' && kept?.length === scores - 1 ? kept : null;
}
