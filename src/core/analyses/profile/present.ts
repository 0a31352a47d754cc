import type { Text } from '#core/messages/text';
import type { ChartView, Insight, Presentation, TableView } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { missingAmounts, orderLedger } from '../cell-account';
import { makeStamp } from '../stamp';
import { amount } from '../words';
import { bandingInText, bandingOf, crossedKey, type Banding } from './banding';
import { readBands } from './bands';
import {
  barsSpec,
  HEIGHT_OF_PAIR,
  heatSpec,
  heightOfBands,
  heightOfIndex,
  narrowBarsSpec,
  narrowHeatSpec,
  narrowSpreadsSpec,
  spreadsSpec,
} from './chart';
import { barRows, drawnBands, heatRows, mostIndex, spreadRows } from './chart-rows';
import { readCrossed } from './crossed';
import { bandsInsight, crossedInsight, pairInsight } from './insight';
import { readPair } from './pair';
import type { ProfileParams } from './params';
import { bandsTable, crossedTable, pairTable } from './tables';

interface Face {
  readonly charts: readonly ChartView[];
  readonly table: TableView;
  readonly insight: Insight;
  readonly phrases: readonly Text[];
}

function bandsFace(results: Results, banding: Banding, context: PresentContext): Face {
  const read = readBands(results, banding);
  const drawn = drawnBands(read.bands);
  const most = mostIndex(drawn);
  const view: ChartView = {
    id: 'bands',
    spec: barsSpec(drawn.length, most),
    narrow: narrowBarsSpec(drawn.length, most),
    rows: barRows(read, banding, context),
    height: heightOfBands(drawn.length),
    title: { key: 'profile_axis_bands' },
    caption: {
      key: 'profile_caption_bands',
      values: { by: bandingInText(banding.key, context.model), n: amount(read.bands.length, 'count') },
    },
  };
  return {
    charts: read.customers > 0 && read.spend > 0 ? [view] : [],
    table: bandsTable(read, banding, context),
    insight: bandsInsight(read, banding, context),
    phrases: [],
  };
}

function indexFace(results: Results, banding: Banding, params: ProfileParams, context: PresentContext): Face {
  const key = crossedKey(params.by, params.across, context.model);
  const across = key === 'category' ? null : bandingOf(key, [], context.model);
  const read = readCrossed(results, banding, across);
  const drawn = drawnBands(read.bands).length;
  const name: Text = across ? bandingInText(key, context.model) : { key: 'profile_in_category' };
  const values = { by: bandingInText(banding.key, context.model), across: name };
  const view: ChartView = {
    id: 'index',
    spec: heatSpec(drawn, read.traits.length),
    narrow: narrowHeatSpec(drawn, read.traits.length),
    rows: heatRows(read, banding, across, context),
    height: heightOfIndex(drawn),
    title: { key: 'profile_axis_index', values },
    caption: { key: 'profile_caption_index', values },
  };
  return {
    charts: read.cells.length > 0 ? [view] : [],
    table: crossedTable(read, banding, across, context),
    insight: crossedInsight(read, banding, across, context),
    phrases: [{ key: 'stamp_profile_across', values: { across: name } }],
  };
}

function compareFace(results: Results, banding: Banding, context: PresentContext): Face {
  const pair = readPair(results, banding);
  const charts = pair
    ? [
        {
          id: 'pair',
          spec: spreadsSpec,
          narrow: narrowSpreadsSpec,
          rows: spreadRows(pair, banding, context),
          height: HEIGHT_OF_PAIR,
          title: { key: 'profile_axis_compare' },
          caption: { key: 'profile_caption_compare' },
        } as const satisfies ChartView,
      ]
    : [];
  return { charts, table: pairTable(pair, banding), insight: pairInsight(pair, banding, context), phrases: [] };
}

export function present(results: Results, params: ProfileParams, context: PresentContext): Presentation {
  // `compile` has refused what the data do not hold.
  const banding = bandingOf(params.by, params.cuts, context.model)!;
  const face =
    params.show === 'bands'
      ? bandsFace(results, banding, context)
      : params.show === 'index'
        ? indexFace(results, banding, params, context)
        : compareFace(results, banding, context);
  const account = results['account'] ?? [];
  return {
    figures: [],
    charts: face.charts,
    table: face.table,
    insight: face.insight,
    stamp: makeStamp(context, {
      money: true,
      range: true,
      provisional: false,
      phrases: [
        { key: 'stamp_profile_by', values: { by: bandingInText(banding.key, context.model) } },
        ...face.phrases,
        { key: 'stamp_profile_smallest', values: { n: params.smallest } },
        ...missingAmounts(account),
      ],
    }),
    ledger: orderLedger(account),
  };
}
