import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import type { MoneyScale } from '../money-scale';
import { periodLabel, periodText, saying } from '../words';
import { daysOf, latestOf } from './insight';
import type { RevenueParams } from './params';
import type { Point } from './series';

/** Charts take the latest so many periods; the table has them all. */
const MOST = 450;

const BLANK = {
  kind: '',
  x: 0,
  y: 0,
  label: null,
  below: false,
  said: false,
  solid: false,
  dot: false,
  tick: null,
  tick_narrow: null,
  tip: null,
  part: null,
};

/** Positions of the highest and the lowest whole period, where there are three or more. */
export function extremes(points: readonly Point[]): { readonly high: number; readonly low: number } | null {
  const whole = points.map((point, index) => ({ point, index })).filter(({ point }) => point.whole);
  if (whole.length < 3) return null;
  const high = whole.reduce((best, each) => (each.point.revenue > best.point.revenue ? each : best));
  const low = whole.reduce((best, each) => (each.point.revenue < best.point.revenue ? each : best));
  return high.point.revenue === low.point.revenue ? null : { high: high.index, low: low.index };
}

/** Where the grey line lies furthest from the other one, away from the edges: its name stands there. */
function nameSpot(points: readonly Point[]): { readonly index: number; readonly below: boolean } | null {
  const inner = points
    .map((point, index) => ({ point, index }))
    .filter(({ point, index }) => point.before !== null && index > 0 && index < points.length - 2);
  if (inner.length === 0) return null;
  const gap = ({ point }: (typeof inner)[number]) => Math.abs(point.revenue - (point.before ?? 0));
  const best = inner.reduce((far, each) => (gap(each) > gap(far) ? each : far));
  return { index: best.index, below: (best.point.before ?? 0) <= best.point.revenue };
}

export function chartRows(all: readonly Point[], params: RevenueParams, scale: MoneyScale, context: PresentContext): Row[] {
  const points = all.slice(-MOST);
  const say = saying(context);
  const marks = extremes(points);
  const latest = latestOf(points)?.point;
  const step = Math.ceil(points.length / 12);
  const narrowStep = Math.ceil(points.length / 5);
  const rows: Row[] = [{ ...BLANK, kind: 'zero' }];
  points.forEach((point, x) => {
    const tip = say({
      key: 'revenue_tip',
      values: { period: periodText(params.grain, point.start, context), revenue: { amount: point.revenue, unit: 'money' } },
    });
    const labelled = !point.provisional && (x === marks?.high || x === marks?.low || point === latest);
    const fromEnd = points.length - 1 - x;
    const label = periodLabel(params.grain, point.start, x === 0, context);
    const { passed, total } = daysOf(point, params);
    const running = { value: scale.write(point.revenue), days: passed, total };
    rows.push({
      ...BLANK,
      kind: point.provisional ? 'running' : 'point',
      x,
      y: point.revenue / scale.divisor,
      label: point.provisional ? say({ key: 'revenue_running_label', values: running }) : labelled ? scale.write(point.revenue) : null,
      below: point.provisional ? (points[x - 1]?.revenue ?? 0) > point.revenue : x === marks?.low,
      said: point === latest,
      solid: !point.provisional,
      dot: points.length <= 40 || labelled,
      tick: fromEnd % step === 0 ? label : null,
      tick_narrow: fromEnd % narrowStep === 0 ? periodLabel(params.grain, point.start, false, context) : null,
      tip,
      part: JSON.stringify({ from: point.from, to: point.to }),
    });
    if (point.before !== null) rows.push({ ...BLANK, kind: 'before', x, y: point.before / scale.divisor });
    if (point.provisional || points[x + 1]?.provisional) rows.push({ ...BLANK, kind: 'tail', x, y: point.revenue / scale.divisor });
  });
  const spot = nameSpot(points);
  if (spot) {
    const y = (points[spot.index]?.before ?? 0) / scale.divisor;
    rows.push({ ...BLANK, kind: 'before_label', x: spot.index, y, below: spot.below, label: say({ key: 'revenue_before_label' }) });
  }
  return rows;
}
