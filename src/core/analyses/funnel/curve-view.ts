import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { Sentence, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { stepText } from '../step-words';
import { amount, saying } from '../words';
import type { Outcome } from './bars';
import { convertedAt, countsAt, curveOf, timeOf, type Curve } from './curve';
import { waitText } from './lengths';
import { unitWord, type FunnelParams } from './params';
import { stepsOf, timeStepsOf } from './question';
import { curveNarrow, curveSpec, HEIGHT } from './time-chart';
import { SMALLEST, type FaceView } from './view';

/** Most places at which the curve is drawn. */
const MOST = 400;
const BLANK = { kind: '', x: 0, y: 0, low: null, high: null, label: null, short: null, tip: null, part: null };

/** Ten equal stretches up to the end, in whole grains, each time once. */
function stops({ end, grain }: Curve): number[] {
  const times = Array.from({ length: 10 }, (_, index) => Math.ceil((end * (index + 1)) / 10 / grain) * grain);
  return [...new Set([0, ...times])];
}

function chartRows(curve: Curve, context: PresentContext): Row[] {
  const say = saying(context);
  const { end } = curve;
  if (end === 0) return [];
  const events = curve.curve.steps.filter((step) => step.events > 0).map(({ time }) => time);
  const every = Math.ceil(events.length / MOST);
  const drawn = [...new Set([0, ...events.filter((_, index) => index % every === 0), ...events.slice(-1), end])];
  const rows: Row[] = drawn.map((time) => {
    const { share, low, high } = convertedAt(curve, time);
    return { ...BLANK, kind: 'curve', x: time / end, y: share, low: low ?? share, high: high ?? share };
  });
  for (const time of stops(curve)) {
    const { share, low, high } = convertedAt(curve, time);
    const values = { time: waitText(time), rate: amount(share, 'rate'), low: amount(low, 'rate'), high: amount(high, 'rate') };
    rows.push({ ...BLANK, kind: 'point', x: time / end, y: share, tip: say({ key: 'funnel_curve_tip', values }) });
  }
  for (const [kind, pieces] of [['tick', 5] as const, ['tick_narrow', 2] as const])
    for (let index = 0; index <= pieces; index++)
      rows.push({ ...BLANK, kind, x: index / pieces, label: say(waitText((end * index) / pieces)) });
  const half = timeOf(curve, 0.5);
  if (half !== null) {
    const label = say({ key: 'funnel_time_mark_half', values: { time: waitText(half) } });
    rows.push({ ...BLANK, kind: 'mark', x: half / end, label, short: label });
  }
  return rows;
}

function sentenceOf(curve: Curve, names: Readonly<Record<'from' | 'to', Text>>): Sentence {
  const { begun, converted, end } = curve;
  if (begun === 0) return { finding: { key: 'funnel_curve_nobody', values: names } };
  if (begun < SMALLEST)
    return { finding: { key: 'funnel_curve_few', values: { ...names, n: converted, of: begun } }, rest: { key: 'funnel_curve_few_rest' } };
  const { share, low, high } = convertedAt(curve, end);
  const half = timeOf(curve, 0.5);
  const quarter = timeOf(curve, 0.25);
  const values = {
    ...names,
    time: waitText(end),
    rate: amount(share, 'rate'),
    low: amount(low, 'rate'),
    high: amount(high, 'rate'),
    ...(half === null ? {} : { half: waitText(half) }),
    ...(quarter === null ? {} : { quarter: waitText(quarter) }),
  };
  const reach = half !== null ? 'half' : quarter !== null ? 'quarter' : 'less';
  return { finding: { key: 'funnel_curve_rate', values }, rest: { key: `funnel_curve_${reach}`, values } };
}

function tableRow(curve: Curve, time: number, params: FunnelParams, { from, to }: { from: number; to: number }): TableRow {
  const { share, low, high } = convertedAt(curve, time);
  const { atRisk, converted } = countsAt(curve, time);
  return {
    values: { after: String(time), at_risk: atRisk, converted, rate: share, low, high },
    texts: { after: waitText(time) },
    ...(unitWord(params) === 'customers' ? { parts: { converted: { step: to, from, low: 0, high: time + 1 } } } : {}),
  };
}

/** How the share that has converted grows with time, among all who began (FC14). */
export function curveView(rows: readonly Row[], { dated }: Outcome, params: FunnelParams, context: PresentContext): FaceView {
  const steps = stepsOf(params, context.model);
  const place = timeStepsOf(params, steps);
  const names = { from: stepText(steps[place.from - 1]!, context.model), to: stepText(steps[place.to - 1]!, context.model) };
  const curve = curveOf(rows, params, dated);
  const last = convertedAt(curve, curve.end);
  const opens = unitWord(params) === 'customers';
  const unit = opens ? 'customers' : 'count';
  const columns: TableColumn[] = [
    { key: 'after', label: { key: 'funnel_column_after' }, unit: 'text', is: 'key' },
    { key: 'at_risk', label: { key: 'funnel_column_at_risk' }, unit, is: 'other' },
    { key: 'converted', label: { key: 'funnel_column_converted' }, unit, is: 'other', ...(opens ? { part: true } : {}) },
    { key: 'rate', label: { key: 'funnel_column_by_then' }, unit: 'rate', is: 'other' },
    { key: 'low', label: { key: 'funnel_column_low' }, unit: 'rate', is: 'other' },
    { key: 'high', label: { key: 'funnel_column_high' }, unit: 'rate', is: 'other' },
  ];
  const days = (share: number): number | null => {
    const time = timeOf(curve, share);
    return time === null ? null : time / 86_400e6;
  };
  return {
    charts: [
      {
        id: 'curve',
        spec: curveSpec,
        narrow: curveNarrow,
        rows: chartRows(curve, context),
        height: HEIGHT,
        title: { key: 'funnel_curve_title', values: names },
        caption:
          curve.begun > 0
            ? {
                key: 'funnel_curve_caption',
                values: { ...names, time: waitText(curve.end), rate: amount(last.share, 'rate'), of: curve.begun },
              }
            : { key: 'funnel_curve_nobody', values: names },
      },
    ],
    table: { columns, rows: curve.begun === 0 ? [] : stops(curve).map((time) => tableRow(curve, time, params, place)) },
    insight: {
      sentences: [sentenceOf(curve, names)],
      numbers: {
        begun: curve.begun,
        converted: curve.converted,
        censored: curve.censored,
        rate: curve.begun === 0 ? null : last.share,
        low: curve.begun === 0 ? null : last.low,
        high: curve.begun === 0 ? null : last.high,
        quarter_days: days(0.25),
        half_days: days(0.5),
      },
    },
    provisional: false,
  };
}
