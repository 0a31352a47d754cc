import type { Text } from '#core/messages/text';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { customerLedger } from '../cell-account';
import { windowText } from '../funnel/lengths';
import { stepsOf } from '../funnel/question';
import { makeStamp } from '../stamp';
import { amount } from '../words';
import { heightOf, narrowSpec, wideSpec } from './chart';
import { chartRows, drawnTraits, farthest } from './chart-rows';
import { insightOf } from './insight';
import type { ConversionParams } from './params';
import { readConversion, type Conversion, type TestedTrait } from './reading';
import { traitText } from './words';

const COLUMNS: readonly TableColumn[] = [
  { key: 'trait', label: { key: 'conversion_drivers_trait' }, unit: 'text', is: 'key' },
  { key: 'with', label: { key: 'conversion_drivers_with' }, unit: 'customers', is: 'other', part: true },
  { key: 'with_converted', label: { key: 'conversion_drivers_with_converted' }, unit: 'customers', is: 'other', part: true },
  { key: 'share', label: { key: 'conversion_drivers_share' }, unit: 'rate', is: 'other' },
  { key: 'rest', label: { key: 'conversion_drivers_rest' }, unit: 'rate', is: 'other' },
  { key: 'ratio', label: { key: 'conversion_drivers_ratio' }, unit: 'number', is: 'other' },
  { key: 'low', label: { key: 'conversion_drivers_low' }, unit: 'number', is: 'other' },
  { key: 'high', label: { key: 'conversion_drivers_high' }, unit: 'number', is: 'other' },
  { key: 'q', label: { key: 'conversion_drivers_q' }, unit: 'text', is: 'other' },
];

/** q as it is written: three decimals are enough to judge by. */
const qText = ({ q, judged }: TestedTrait): Text => {
  if (!judged) return { key: 'conversion_drivers_unjudged' };
  return q < 0.001 ? { literal: '< 0.001' } : { literal: q.toFixed(3) };
};

const tableRow = (each: TestedTrait, { up, down }: Conversion, { model }: PresentContext): TableRow => ({
  values: {
    trait: JSON.stringify(each.key),
    with: each.table.a + each.table.b,
    with_converted: each.table.a,
    share: each.share,
    rest: each.rest,
    ratio: each.odds.ratio,
    low: each.odds.low,
    high: each.odds.high,
    q: each.judged ? each.q : null,
  },
  texts: { trait: traitText(each.key, model), q: qText(each) },
  parts: { with: { ...each.key }, with_converted: { ...each.key, converted: true } },
  ...(each === up || each === down ? { said: true } : {}),
});

const wholeRow = ({ entered, converted }: Conversion): TableRow => ({
  values: {
    trait: 'all',
    with: entered,
    with_converted: converted,
    share: entered > 0 ? converted / entered : null,
    rest: null,
    ratio: null,
    low: null,
    high: null,
    q: null,
  },
  texts: { trait: { key: 'conversion_drivers_all' } },
  parts: { with: {}, with_converted: { converted: true } },
  total: true,
});

function chart(conversion: Conversion, context: PresentContext): ChartView {
  const drawn = drawnTraits(conversion);
  const end = farthest(drawn);
  const findings = drawn.filter(({ finding }) => finding).length;
  const [top] = drawn;
  return {
    id: 'odds',
    spec: wideSpec(drawn.length, end),
    narrow: narrowSpec(drawn.length, end),
    rows: chartRows(conversion, context),
    height: heightOf(drawn.length),
    title: { key: 'conversion_drivers_chart' },
    caption: {
      key: 'conversion_drivers_caption',
      values: {
        traits: drawn.length,
        findings,
        top: top ? traitText(top.key, context.model) : { literal: '' },
        odds: amount(top?.odds.ratio ?? null, 'number'),
      },
    },
  };
}

const phrases = (conversion: Conversion, params: ConversionParams): Text[] => [
  { key: `funnel_stamp_${params.order}` },
  { key: 'funnel_stamp_window', values: { window: windowText(params) } },
  { key: `funnel_stamp_${params.attempt}` },
  ...(params.order === 'any' && !params.anchorFirst ? [{ key: 'funnel_stamp_no_anchor' } as Text] : []),
  ...(params.exclusions.length > 0 ? [{ key: `funnel_stamp_${params.exclusionPolicy}` } as Text] : []),
  { key: 'funnel_stamp_mature' },
  ...(conversion.dated ? [{ key: 'funnel_stamp_dated' } as Text] : []),
  ...(params.strictTies ? [{ key: 'funnel_stamp_strict_ties' } as Text] : []),
  { key: 'conversion_drivers_stamp', values: { tested: conversion.tested.length } },
  ...(conversion.leftOut > 0 ? [{ key: 'conversion_drivers_stamp_left_out', values: { n: conversion.leftOut } } as Text] : []),
];

export function present(results: Results, params: ConversionParams, context: PresentContext): Presentation {
  const conversion = readConversion(results);
  const steps = stepsOf(params, context.model);
  return {
    figures: [],
    charts: conversion.tested.length > 0 ? [chart(conversion, context)] : [],
    table: { columns: COLUMNS, rows: [wholeRow(conversion), ...conversion.tested.map((each) => tableRow(each, conversion, context))] },
    insight: insightOf(conversion, params, context),
    stamp: makeStamp(context, {
      money: steps.some(({ table }) => table === 'orders' || table === 'order_items') ? false : null,
      range: true,
      provisional: false,
      phrases: phrases(conversion, params),
    }),
    ledger: customerLedger(conversion.places, 'counted', {
      other_customers: { key: 'ledger_customers_other' },
      no_entry: { key: 'funnel_ledger_no_entry' },
      removed: { key: 'funnel_ledger_removed' },
      immature: { key: 'funnel_ledger_immature' },
      outside_window: { key: 'funnel_ledger_outside' },
    }),
  };
}
