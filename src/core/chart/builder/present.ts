import type { FormatOptions } from '#core/messages/format';
import { say } from '#core/messages/say';
import type { Text } from '#core/messages/text';
import { rowsOf, type Columns, type Row } from '#core/model/columns';
import type { ChartView, JsonObject, TableView } from '#core/model/presentation';
import type { Issue } from '#core/model/result';
import { checkSpec } from '../gate';
import { captionOf } from './caption';
import { shapesOf, type ColumnShape } from './columns';
import { fewerNames } from './fewer';
import { finishSpec } from './finish';
import { joinRows, MOST_ROWS } from './join-rows';
import { dissect, readBuilder } from './read';
import { inUtc, namedRows, timedRows } from './prepare-rows';
import { sizeOf } from './size';
import type { BuilderState } from './state';
import { tableOf } from './table';
import { channelUnit, measureOf, stateText } from './words';
import { writeBuilder } from './write';

/** How a result is shown. */
export interface ResultOptions extends FormatOptions {
  /** Of the chart, stable over runs. */
  readonly id: string;
  /** What the cell is called; null = said from the chart itself. */
  readonly title: Text | null;
}

/** What a cell of one's own shows. */
export interface ResultView {
  /** Null without a spec, without rows, or where the gate refuses the spec. */
  readonly chart: ChartView | null;
  readonly table: TableView;
  readonly shapes: readonly ColumnShape[];
  /** What the chart leaves out, a sentence each (CB31, CB33); beside the chart. */
  readonly notes: readonly Text[];
  /** Why the chart is not drawn. */
  readonly issues: readonly Issue[];
}

type Drawn = Pick<ResultView, 'chart' | 'notes'>;

const rowsNote = (shown: number, all: number): Text => ({ key: 'builder_note_rows', values: { shown, all } });

/** A chart that the builder does not read: as it is, in UTC, from the first rows. */
function drawAsIs(spec: JsonObject, rows: readonly Row[], shapes: readonly ColumnShape[], { id, title }: ResultOptions): Drawn {
  const shown = timedRows(spec, rows, shapes).slice(0, MOST_ROWS);
  const height = typeof spec.height === 'number' ? spec.height : 300;
  const caption: Text = { key: 'builder_caption_custom', values: { n: shown.length } };
  const view: ChartView = {
    id,
    spec: inUtc(spec),
    rows: shown,
    height: height + 64,
    title: title ?? { key: 'builder_title_custom' },
    caption,
  };
  return { chart: view, notes: rows.length > shown.length ? [rowsNote(shown.length, rows.length)] : [] };
}

/** What the chart is about, with the currency of its numbers. */
function titleOf(state: BuilderState, shapes: readonly ColumnShape[], { locale, currency, title }: ResultOptions): Text {
  const what = title ?? stateText(state);
  const name = measureOf(state);
  if (title || !name || !currency || state.stack === 'normalise' || channelUnit(state.channels[name]!, shapes) !== 'money') return what;
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
  const symbol = parts.find(({ type }) => type === 'currency')?.value ?? currency;
  return { key: 'builder_in_unit', values: { what, unit: { literal: symbol } } };
}

function drawState(
  spec: JsonObject,
  read: BuilderState,
  given: readonly Row[],
  shapes: readonly ColumnShape[],
  options: ResultOptions,
): Drawn {
  const others = say({ key: 'builder_others' }, options);
  const plain = spec.transform === undefined;
  const named = namedRows(read, given, say({ key: 'builder_empty' }, options));
  const fewer = plain ? fewerNames(read, named, shapes, others) : { rows: named, kept: [], notes: [] };
  const name = measureOf(read);
  const sums = name !== null && fewer.kept.some((each) => each.others) && read.channels[name]!.aggregate === null;
  // What is joined as “Others” is several rows in one place: they are added up.
  const summed = sums ? writeBuilder(spec, { channels: { [name]: { ...read.channels[name]!, aggregate: 'sum' } } }) : null;
  const drawn = summed?.ok ? summed.value : spec;
  const again = summed?.ok ? readBuilder(drawn) : null;
  const state = again?.ok ? again.value : read;
  const joined = plain && fewer.rows.length > MOST_ROWS ? joinRows(state, dissect(drawn).encoding, fewer.rows) : null;
  const shown = (joined?.rows ?? fewer.rows).slice(0, MOST_ROWS);
  const cut = joined === null && fewer.rows.length > MOST_ROWS;
  const finished = finishSpec(inUtc(drawn), { state, kept: fewer.kept, others, counted: joined?.counted ?? false, format: options });
  const title = titleOf(state, shapes, options);
  const { spec: sized, narrow, height } = sizeOf(finished, state, shown);
  const told = plain ? captionOf(state, cut ? shown : fewer.rows, shapes, options.title ?? stateText(state), options.locale) : null;
  const caption: Text = told ?? { key: 'builder_caption_custom', values: { n: shown.length } };
  const rows = timedRows(drawn, shown, shapes);
  const chart: ChartView = { id: options.id, spec: sized, ...(narrow ? { narrow } : {}), rows, height, title, caption };
  return { chart, notes: [...fewer.notes, ...(cut ? [rowsNote(shown.length, fewer.rows.length)] : [])] };
}

/**
 * What a cell of one's own shows of its result: the table with units and totals, the chart of the spec with the words for people who do not see
 * it, and a sentence for all that the chart leaves out. Never more than 1,000 rows in the chart; the table has all of them.
 */
export function presentResult(result: Columns, spec: JsonObject | null, options: ResultOptions): ResultView {
  const shapes = shapesOf(result);
  const table = tableOf(result, shapes);
  const none = { chart: null, table, shapes, notes: [], issues: [] };
  if (spec === null || result.rowCount === 0) return none;
  const checked = checkSpec(spec);
  if (!checked.ok) return { ...none, issues: checked.issues };
  const state = readBuilder(checked.value);
  const rows = rowsOf(result);
  const drawn = state.ok ? drawState(checked.value, state.value, rows, shapes, options) : drawAsIs(checked.value, rows, shapes, options);
  return { ...none, ...drawn };
}
