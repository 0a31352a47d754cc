import type { Text } from '#core/messages/text';
import type { DataModel } from '#core/model/data-model';
import type { JsonObject } from '#core/model/presentation';
import type { Form } from '../contract';
import { bandingKeys, bandingOf, bandingText, knowsCategories } from './banding';
import { bandLabel } from './band-words';

export const FACES = ['bands', 'index', 'compare'] as const;

/**
 * `by`: what customers are banded by (`Banding.key`). `across`: the second thing of the index, a banding or `category`; null = chosen by the data. `first`, `second`: the bands
 * compared; null = the largest. `cuts`: where numbers are cut; empty = PF3. `smallest`: fewer customers are merged (PF7).
 */
export type ProfileParams = {
  readonly show: (typeof FACES)[number];
  readonly by: string;
  readonly across: string | null;
  readonly first: string | null;
  readonly second: string | null;
  readonly cuts: readonly number[];
  readonly smallest: number;
};

const cutsOf = ({ cuts }: JsonObject): readonly number[] => (Array.isArray(cuts) ? (cuts as readonly number[]) : []);
const byOf = ({ by }: JsonObject): string => (typeof by === 'string' ? by : 'orders');

const things = (model: DataModel): { value: string; label: Text }[] =>
  bandingKeys(model).map((value) => ({ value, label: bandingText(value, model) }));

/** The bands that can be compared as the options stand, by their keys. */
function bandsOf(params: JsonObject, model: DataModel): { value: string; label: Text }[] {
  const banding = bandingOf(byOf(params), cutsOf(params), model);
  if (!banding) return [];
  const keys =
    banding.kind === 'number'
      ? Array.from({ length: banding.cuts === null ? 5 : banding.cuts.length + 1 }, (_, at) => String(at + 1))
      : banding.column.values;
  return keys.map((value) => ({ value, label: bandLabel(banding, value, null) }));
}

const pickedBand = (key: 'first' | 'second') =>
  ({
    key,
    type: 'picked',
    label: { key: `profile_${key}` },
    help: { key: 'profile_pair_help' },
    options: bandsOf,
    default: null,
    applies: ({ show }: JsonObject) => show === 'compare',
  }) as const;

export const form: Form = [
  {
    key: 'show',
    type: 'choice',
    label: { key: 'profile_show' },
    help: { key: 'profile_show_help' },
    options: FACES.map((value) => ({ value, label: { key: `profile_show_${value}` } })),
    default: 'bands',
  },
  {
    key: 'by',
    type: 'picked',
    label: { key: 'profile_by' },
    help: { key: 'profile_by_help' },
    options: (_params, model) => things(model),
    default: 'orders',
  },
  {
    key: 'across',
    type: 'picked',
    label: { key: 'profile_across' },
    help: { key: 'profile_across_help' },
    options: (params, model) => [
      ...(knowsCategories(model) ? [{ value: 'category', label: { key: 'profile_category' } } as const] : []),
      ...things(model).filter(({ value }) => value !== params['by']),
    ],
    default: null,
    applies: ({ show }) => show === 'index',
  },
  pickedBand('first'),
  pickedBand('second'),
  {
    key: 'cuts',
    type: 'numbers',
    label: { key: 'profile_cuts' },
    help: { key: 'profile_cuts_help' },
    min: 0,
    max: 1_000_000_000,
    most: 12,
    applies: ({ by }) => by !== 'channel' && by !== 'store',
    usual: (params, model) => {
      const banding = bandingOf(byOf(params), [], model);
      return banding?.kind === 'number' ? (banding.cuts ?? []) : [];
    },
    default: [],
    more: true,
  },
  {
    key: 'smallest',
    type: 'integer',
    label: { key: 'profile_smallest' },
    help: { key: 'profile_smallest_help' },
    min: 1,
    max: 100,
    default: 5,
    unit: 'customers',
    more: true,
  },
];
