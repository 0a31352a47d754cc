import type { Row } from '#core/model/columns';
import type { CellLedger } from '#core/model/ledger';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { datesAnswers } from '#core/query/answers';
import { answerPhrases, knowsAnswerers, withoutCustomers } from '../answer-dates';
import { answerLedger } from '../cell-account';
import { gradeScale } from '../graded-columns';
import { makeStamp } from '../stamp';
import { amount, saying } from '../words';
import { HEIGHT, makeSpec, NARROW_HEIGHT, NARROW_WIDTH, WIDTH } from './chart';
import { insightOf } from './insight';
import { namesOnLeft, shiftsOfNames, type Plot } from './labels';
import type { DriversParams } from './params';
import { meanOfMeans, readSides, type Drivers, type Side } from './sides';

const COLUMNS: readonly TableColumn[] = [
  { key: 'side', label: { key: 'drivers_side' }, unit: 'text', is: 'key' },
  { key: 'share', label: { key: 'drivers_share' }, unit: 'rate', is: 'other', bar: true },
  { key: 'from', label: { key: 'satisfaction_from' }, unit: 'rate', is: 'other' },
  { key: 'to', label: { key: 'satisfaction_to' }, unit: 'rate', is: 'other' },
  { key: 'mean', label: { key: 'drivers_mean' }, unit: 'score', is: 'other' },
  { key: 'mean_from', label: { key: 'satisfaction_from' }, unit: 'score', is: 'other' },
  { key: 'mean_to', label: { key: 'satisfaction_to' }, unit: 'score', is: 'other' },
  { key: 'low_customers', label: { key: 'drivers_low_customers' }, unit: 'customers', is: 'other', part: true },
];

const tableRow = (side: Side, { named }: Drivers): TableRow => ({
  values: {
    side: side.key,
    share: side.share,
    from: side.shareInterval?.low ?? null,
    to: side.shareInterval?.high ?? null,
    mean: side.mean,
    mean_from: side.interval?.low ?? null,
    mean_to: side.interval?.high ?? null,
    low_customers: side.lowCustomers,
  },
  texts: { side: { literal: side.label } },
  parts: { low_customers: { side: side.key } },
  ...(side === named ? { said: true } : {}),
});

/** From the least to the most, and a share of that beyond both ends. */
function widen(values: readonly number[], least: number, share: number): readonly [number, number] {
  const [from, to] = [Math.min(...values), Math.max(...values)];
  const room = (to - from || 1) * share;
  return [Math.max(least, from - room), to + room];
}

type Axes = Pick<Plot, 'x' | 'y'>;

function chartRows(drivers: Drivers, context: PresentContext, axes: Axes): Row[] {
  const say = saying(context);
  const [wide, narrow] = [
    { width: WIDTH, height: HEIGHT, ...axes },
    { width: NARROW_WIDTH, height: NARROW_HEIGHT, ...axes },
  ];
  const left = namesOnLeft(drivers.sides, wide);
  const leftNarrow = namesOnLeft(drivers.sides, narrow);
  const shift = shiftsOfNames(drivers.sides, wide, left);
  const shiftNarrow = shiftsOfNames(drivers.sides, narrow, leftNarrow);
  const place = { left: false, left_narrow: false, shift: 0, shift_narrow: 0 };
  const blank = { x: null, y: null, from: null, to: null, label: '', ...place, said: false, tip: null, part: null };
  return [
    { ...blank, kind: 'mean', x: meanOfMeans(drivers.sides) },
    { ...blank, kind: 'equal', y: (drivers.r2 ?? 0) / drivers.sides.length },
    ...drivers.sides.map((side): Row => ({
      kind: 'side',
      x: side.mean,
      y: side.share,
      from: side.shareInterval?.low ?? null,
      to: side.shareInterval?.high ?? null,
      label: side.label,
      left: left.has(side.key),
      left_narrow: leftNarrow.has(side.key),
      shift: shift.get(side.key) ?? 0,
      shift_narrow: shiftNarrow.get(side.key) ?? 0,
      said: side === drivers.named || side === drivers.first,
      tip: say({ key: 'drivers_tip', values: { side: side.label, share: amount(side.share, 'rate'), mean: amount(side.mean, 'score') } }),
      part: JSON.stringify({ side: side.key }),
    })),
  ];
}

function chart(drivers: Drivers, context: PresentContext): ChartView {
  const x = widen(
    drivers.sides.map(({ mean }) => mean ?? 0),
    0,
    0.5,
  );
  const y = [
    0,
    widen(
      drivers.sides.map(({ share, shareInterval }) => shareInterval?.high ?? share ?? 0),
      0,
      0.12,
    )[1],
  ] as const;
  const [top] = drivers.sides;
  return {
    id: 'sides',
    spec: makeSpec(HEIGHT, x, y, 'left'),
    narrow: makeSpec(NARROW_HEIGHT, x, y, 'left_narrow'),
    rows: chartRows(drivers, context, { x, y }),
    height: HEIGHT + 30,
    title: { key: 'drivers_axis' },
    caption: { key: 'drivers_caption', values: { side: top?.label ?? '', share: amount(top?.share ?? null, 'rate') } },
  };
}

export function present(results: Results, params: DriversParams, context: PresentContext): Presentation {
  const drivers = readSides(results, params, context.model, context.seed);
  const ledger: CellLedger = answerLedger(results['account'] ?? []);
  const low = gradeScale(params.points).low;
  const presentation: Presentation = {
    figures: [],
    charts: drivers.r2 === null ? [] : [chart(drivers, context)],
    table: { columns: COLUMNS, rows: drivers.sides.map((side) => tableRow(side, drivers)) },
    insight: insightOf(drivers),
    stamp: makeStamp(context, {
      money: null,
      range: datesAnswers(context.model),
      provisional: false,
      phrases: [
        ...answerPhrases('stamp_latest_answer', context.model),
        { key: 'stamp_drivers', values: { low, points: params.points } },
        { key: `stamp_drivers_${params.kind}` },
      ],
    }),
    ledger,
  };
  return knowsAnswerers(context.model) ? presentation : withoutCustomers(presentation);
}
