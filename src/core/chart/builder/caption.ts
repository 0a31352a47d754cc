import type { Locale, Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import { exactSum } from '../exact-sum';
import type { ColumnShape } from './columns';
import { placesOf, placeText, type Place } from './places';
import type { BuilderState, ChannelState } from './state';
import { amountOf, channelUnit, dividersOf, measureOf } from './words';

interface Told {
  readonly state: BuilderState;
  readonly shapes: readonly ColumnShape[];
  readonly measure: ChannelState;
  readonly locale: Locale;
}

const joined = (texts: readonly Text[], key: 'builder_said_together' | 'builder_said_place'): Text =>
  texts.reduce((a, b) => ({ key, values: { a, b } }));

function whereText({ at }: Place, { state, locale }: Told): Text {
  const parts = dividersOf(state).map((name) => placeText(at[name] ?? null, state.channels[name]!, locale));
  return parts.length > 0 ? joined(parts, 'builder_said_place') : { key: 'builder_total' };
}

/** Highest and lowest with their places; the first of several (CB50). */
function extremes(places: readonly Place[], told: Told): Text {
  const amount = (place: Place) => amountOf(place.value, told.measure, told.shapes);
  const high = places.reduce((most, place) => (place.value > most.value ? place : most));
  const low = places.reduce((least, place) => (place.value < least.value ? place : least));
  if (high.value === low.value) return { key: 'builder_said_same', values: { value: amount(high) } };
  return {
    key: 'builder_said_extremes',
    values: { high: amount(high), low: amount(low), high_place: whereText(high, told), low_place: whereText(low, told) },
  };
}

/** The total, of sums and counts only (CB50). */
function total(places: readonly Place[], { measure, shapes, state }: Told): Text[] {
  const adds = measure.aggregate === 'sum' || measure.aggregate === 'count';
  const amounts = measure.aggregate === null && shapes.find(({ name }) => name === measure.column)?.holds === 'amounts';
  if (places.length < 2 || state.stack === 'normalise' || !(adds || amounts)) return [];
  const sum = exactSum(places.map(({ value }) => value));
  return [{ key: 'builder_said_total', values: { total: amountOf(sum, measure, shapes) } }];
}

/** First and last along time, where nothing else divides; rising or falling only where every step does (CB51). */
function change(places: readonly Place[], told: Told): Text[] {
  const { state, measure, shapes } = told;
  const dividers = dividersOf(state);
  const along = dividers[0] ? state.channels[dividers[0]]! : null;
  const named = shapes.find(({ name }) => name === along?.column);
  const cyclic = along?.timeUnit?.includes('_of_') ?? false;
  const timed = along !== null && !cyclic && (along.type === 'temporal' || along.timeUnit !== null || named?.named === true);
  if (dividers.length !== 1 || !timed) return [];
  const at = (place: Place) => place.at[dividers[0]!] ?? null;
  const ordered = places.filter((place) => at(place) !== null).toSorted((a, b) => (at(a)! < at(b)! ? -1 : at(a)! > at(b)! ? 1 : 0));
  const [first, last] = [ordered[0], ordered.at(-1)];
  if (!first || !last || ordered.length < 2) return [];
  const grown = first.value > 0 && channelUnit(measure, shapes) !== 'rate' ? last.value / first.value - 1 : 0;
  const values = {
    from: whereText(first, told),
    to: whereText(last, told),
    first: amountOf(first.value, measure, shapes),
    last: amountOf(last.value, measure, shapes),
  };
  const said: Text =
    grown === 0
      ? { key: 'builder_said_change', values }
      : {
          key: grown > 0 ? 'builder_said_change_up' : 'builder_said_change_down',
          values: { ...values, change: { amount: Math.abs(grown), unit: 'rate' } },
        };
  const steps = ordered.slice(1).map(({ value }, index) => value - ordered[index]!.value);
  if (steps.length < 2) return [said];
  if (steps.every((step) => step > 0)) return [said, { key: 'builder_said_rises' }];
  return steps.every((step) => step < 0) ? [said, { key: 'builder_said_falls' }] : [said];
}

/** The span of single values, for marks that show each row (CB50). */
function range(rows: readonly Row[], { measure, shapes }: Told): Text[] {
  const values = rows
    .map((row) => row[measure.column ?? ''])
    .filter((value) => typeof value === 'number' && Number.isFinite(value)) as number[];
  if (values.length === 0) return [];
  const amount = (value: number) => amountOf(value, measure, shapes);
  const [low, high] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  return [{ key: 'builder_said_range', values: { low: amount(low), high: amount(high) } }];
}

/** The chart in words, from the rows that it is made of, for people who do not see it (CB50, CB51). */
export function captionOf(state: BuilderState, rows: readonly Row[], shapes: readonly ColumnShape[], what: Text, locale: Locale): Text {
  const name = measureOf(state);
  const measure = name ? state.channels[name] : undefined;
  if (rows.length === 0) return { key: 'builder_caption_none' };
  const places = placesOf(state, rows);
  if (!measure) return { key: `builder_caption_${state.mark === 'text' ? 'rect' : state.mark}`, values: { what, n: rows.length } };
  const told: Told = { state, shapes, measure, locale };
  if (places && places.length === 0) return { key: 'builder_caption_none' };
  if (state.mark === 'text' && places) {
    if (places.length === 1) return { key: 'builder_caption_text', values: { what, value: amountOf(places[0]!.value, measure, shapes) } };
    return joined(
      [{ key: 'builder_caption_rect', values: { what } }, extremes(places, told), ...total(places, told)],
      'builder_said_together',
    );
  }
  const begin: Text = { key: `builder_caption_${state.mark === 'text' ? 'rect' : state.mark}`, values: { what, n: rows.length } };
  const bins = [state.channels.x, state.channels.y].find((channel) => channel?.bin !== null && channel !== undefined);
  const said = places
    ? [extremes(places, told), ...total(places, told), ...change(places, told)]
    : range(rows, bins ? { ...told, measure: bins } : told);
  return joined([begin, ...said], 'builder_said_together');
}
