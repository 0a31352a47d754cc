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
  short: null,
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

/** Part of the plot's width that half the grey line's name takes, wide and narrow; part of its height that the name takes. */
const NAME = { wide: 0.05, narrow: 0.15, height: 0.11 } as const;

interface Spot {
  readonly index: number;
  readonly y: number;
  readonly below: boolean;
}

/** Where the grey line's name lies on neither line and nearest to its own; else where the lines are furthest apart. */
function nameSpot(points: readonly Point[], half: number): Spot | null {
  const height = NAME.height * Math.max(...points.map((point) => Math.max(point.revenue, point.before ?? 0)));
  const reach = Math.max(1, Math.ceil(half * points.length));
  const spots = points.flatMap((point, index) => {
    const { before } = point;
    if (before === null || index < reach || index > points.length - 1 - reach) return [];
    const near = points.slice(index - reach, index + reach + 1);
    const own = near.map((each) => each.before ?? before);
    const other = near.map((each) => each.revenue);
    const [floor, roof] = [Math.min(...own), Math.max(...own)];
    const clearBelow = floor > 1.5 * height && (Math.min(...other) >= floor || Math.max(...other) < floor - 1.5 * height);
    const clearAbove = Math.max(...other) <= roof || Math.min(...other) > roof + 1.5 * height;
    return [
      { index, y: floor, below: true, clear: clearBelow, far: before - floor },
      { index, y: roof, below: false, clear: clearAbove, far: roof - before },
    ];
  });
  const clear = spots.filter((spot) => spot.clear);
  if (clear.length > 0) return clear.reduce((best, spot) => (spot.far < best.far ? spot : best));
  const inner = points.map((point, index) => ({ point, index })).filter(({ point, index }) => point.before !== null && index > 0);
  if (inner.length === 0) return null;
  const gap = ({ point }: (typeof inner)[number]) => Math.abs(point.revenue - (point.before ?? 0));
  const { point, index } = inner.reduce((far, each) => (gap(each) > gap(far) ? each : far));
  return { index, y: point.before ?? 0, below: (point.before ?? 0) <= point.revenue };
}

export function chartRows(all: readonly Point[], params: RevenueParams, scale: MoneyScale, context: PresentContext): Row[] {
  const points = all.slice(-MOST);
  const say = saying(context);
  const marks = extremes(points);
  const latest = latestOf(points)?.point;
  const top = Math.max(...points.map((point) => Math.max(point.revenue, point.before ?? 0)));
  const lineBelow = ({ before, revenue }: Point): boolean => before !== null && before <= revenue && revenue - before < 0.25 * top;
  const step = Math.ceil(points.length / 12);
  const narrowStep = Math.ceil(points.length / 5);
  /** RV5: one point is no line. */
  const lined = points.filter(({ before }) => before !== null).length > 1;
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
      short: point.provisional || labelled ? scale.write(point.revenue) : null,
      below: point.provisional ? (points[x - 1]?.revenue ?? 0) > point.revenue : x === marks?.low && !lineBelow(point),
      said: point === latest,
      solid: !point.provisional,
      dot: points.length <= 40 || labelled,
      tick: fromEnd % step === 0 ? label : null,
      tick_narrow: fromEnd % narrowStep === 0 ? periodLabel(params.grain, point.start, false, context) : null,
      tip,
      part: JSON.stringify({ from: point.from, to: point.to }),
    });
    if (lined && point.before !== null) rows.push({ ...BLANK, kind: 'before', x, y: point.before / scale.divisor });
    if (point.provisional || points[x + 1]?.provisional) rows.push({ ...BLANK, kind: 'tail', x, y: point.revenue / scale.divisor });
  });
  const label = say({ key: 'revenue_before_label' });
  for (const [kind, half] of [['before_label', NAME.wide] as const, ['before_label_narrow', NAME.narrow] as const]) {
    const spot = lined ? nameSpot(points, half) : null;
    if (spot) rows.push({ ...BLANK, kind, x: spot.index, y: spot.y / scale.divisor, below: spot.below, label, short: label });
  }
  return rows;
}
