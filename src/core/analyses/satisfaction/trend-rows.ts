import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, periodLabel, saying } from '../words';
import type { Group } from './groups';
import type { SatisfactionParams } from './params';
import type { Point, Trend } from './trend';
import { NAME_SHARE } from './trend-chart';
import { groupText, stretchText, valueOf } from './words';

/** The latest so many periods are drawn; the table has them all. */
const MOST_PERIODS = 120;

const BLANK = {
  kind: '',
  x: 0,
  place: 0,
  y: null,
  from: null,
  to: null,
  line: '',
  colour: 0,
  provisional: false,
  label: null,
  tick: null,
  tick_narrow: null,
  tip: null,
  part: null,
};

export const drawnPeriods = ({ periods }: Trend): readonly string[] => periods.slice(-MOST_PERIODS);
export const drawnPoints = (trend: Trend): readonly Point[] =>
  trend.points.filter(({ period, group }) => trend.lines.includes(group.part) && drawnPeriods(trend).includes(period));

/** The place of a line's points in a part. */
export const pointPart = ({ by }: Trend, { period, group }: Point) => (by === 'all' ? { period } : { period, line: group.part });

const lineText = (group: Group, trend: Trend, params: SatisfactionParams) =>
  trend.by === 'all' ? ({ key: 'satisfaction_all' } as const) : groupText(group, params);

/** Heights for names that stand at least a name apart, as near to their own as can be; both from bottom to top. */
function apart(heights: readonly number[], gap: number, [low, high]: readonly [number, number]): number[] {
  const placed = [...heights];
  for (let at = 1; at < placed.length; at++) placed[at] = Math.max(placed[at]!, placed[at - 1]! + gap);
  let ceiling = high;
  for (let at = placed.length - 1; at >= 0; at--) {
    placed[at] = Math.max(low, Math.min(placed[at]!, ceiling));
    ceiling = placed[at]! - gap;
  }
  return placed;
}

function names(trend: Trend, domain: readonly [number, number], params: SatisfactionParams, context: PresentContext): Row[] {
  if (trend.by === 'all') return [];
  const say = saying(context);
  const last = trend.lines.flatMap((line, colour) => {
    const point = drawnPoints(trend).findLast(({ group }) => group.part === line);
    return point ? [{ point, colour: colour + 1 }] : [];
  });
  const sorted = last.toSorted((a, b) => (a.point.group.value ?? 0) - (b.point.group.value ?? 0));
  const heights = apart(
    sorted.map(({ point }) => point.group.value ?? 0),
    NAME_SHARE * (domain[1] - domain[0]),
    domain,
  );
  const x = drawnPeriods(trend).length - 1;
  return sorted.map(({ point, colour }, at) => ({
    ...BLANK,
    kind: 'name',
    x,
    y: heights[at]!,
    colour,
    label: say(groupText(point.group, params)),
  }));
}

export function trendRows(trend: Trend, domain: readonly [number, number], params: SatisfactionParams, context: PresentContext): Row[] {
  const say = saying(context);
  const periods = drawnPeriods(trend);
  const within = (end: number | null): number | null => (end === null ? null : Math.min(domain[1], Math.max(domain[0], end)));
  const step = Math.ceil(periods.length / 10);
  const narrowStep = Math.ceil(periods.length / 4);
  const ticks = periods.map((period, x): Row => {
    const fromEnd = periods.length - 1 - x;
    const { over } = params;
    const label = over === 'wave' || over === 'none' ? period : periodLabel(over, period, x === 0, context);
    return { ...BLANK, kind: 'tick', x, tick: fromEnd % step === 0 ? label : null, tick_narrow: fromEnd % narrowStep === 0 ? label : null };
  });
  const points = drawnPoints(trend).map((point): Row => {
    const { group, period, provisional } = point;
    const line = trend.lines.indexOf(group.part);
    const x = periods.indexOf(period);
    const values = {
      group: lineText(group, trend, params),
      period: stretchText(period, params, context),
      value: valueOf(group.value, params),
      low: valueOf(group.from, params),
      high: valueOf(group.to, params),
      answers: amount(group.answers, 'count'),
    };
    return {
      ...BLANK,
      kind: 'point',
      x,
      place: x + (line - (trend.lines.length - 1) / 2) * 0.06,
      y: within(group.value),
      from: within(group.from),
      to: within(group.to),
      line: String(line),
      colour: trend.by === 'all' ? 0 : line + 1,
      provisional,
      tip: say({ key: 'satisfaction_trend_tip', values }),
      part: JSON.stringify(pointPart(trend, point)),
    };
  });
  return [...points, ...names(trend, domain, params, context), ...ticks];
}
