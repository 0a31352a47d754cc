import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { stepText } from '../step-words';
import { amount, periodLabel, periodText, saying } from '../words';
import { unitWord, type FunnelParams } from './params';
import { stepsOf } from './question';
import { linesOf, shareOf, type TrendPeriod } from './trend';
import { NARROW, WIDE } from './trend-chart';

/** Most pieces and points drawn; the latest periods that fit are taken. */
const MOST = 900;
/** Least distance of two names, in pixels. */
const NAME = 17;

const BLANK = {
  kind: '',
  x: 0,
  y: 0,
  x2: 0,
  y2: 0,
  main: false,
  open: false,
  label: null,
  tick: null,
  tick_narrow: null,
  tip: null,
  part: null,
};

interface Name {
  readonly y: number;
  readonly label: string;
  readonly main: boolean;
}

/** Names from bottom to top, each at least so far above the one below. */
function apart(names: readonly Name[], distance: number): Name[] {
  const placed: Name[] = [];
  for (const name of names.toSorted((a, b) => a.y - b.y))
    placed.push({ ...name, y: Math.max(name.y, (placed.at(-1)?.y ?? -Infinity) + distance) });
  return placed;
}

export function trendRows(all: readonly TrendPeriod[], params: FunnelParams, context: PresentContext): Row[] {
  const say = saying(context);
  const lines = linesOf(params, context);
  const steps = stepsOf(params, context.model);
  const periods = all.slice(-Math.max(2, Math.floor(MOST / (2 * lines.length + 1))));
  const place = (index: number): number => (periods.length < 2 ? 0.5 : index / (periods.length - 1));
  const opens = unitWord(params) === 'customers';
  const rows: Row[] = [{ ...BLANK, kind: 'zero' }];
  const names: Name[] = [];
  const every = (room: number): number => Math.max(1, Math.ceil(periods.length / room));
  periods.forEach(({ start }, index) => {
    const fromEnd = periods.length - 1 - index;
    const label = periodLabel(params.grain, start, index === 0, context);
    rows.push({
      ...BLANK,
      kind: 'tick',
      x: place(index),
      tick: fromEnd % every(9) === 0 ? label : null,
      tick_narrow: fromEnd % every(4) === 0 ? periodLabel(params.grain, start, false, context) : null,
    });
  });
  lines.forEach((line, at) => {
    const main = at === lines.length - 1;
    const step = say(stepText(steps[line.k - 1]!, context.model));
    periods.forEach((period, index) => {
      const y = shareOf(period, line);
      if (y === null) return;
      const before = periods[index - 1];
      const since = before ? shareOf(before, line) : null;
      const spot = { x: place(index), y, main };
      if (before && since !== null)
        rows.push({ ...BLANK, ...spot, kind: period.provisional || before.provisional ? 'dash' : 'line', x2: place(index - 1), y2: since });
      const values = {
        period: periodText(params.grain, period.start, context),
        step,
        n: period.units[line.k - 1]!,
        of: period.units[line.of - 1]!,
        rate: amount(y, 'rate'),
      };
      const tip = say({ key: period.provisional ? 'funnel_trend_tip_open' : 'funnel_trend_tip', values });
      const part = opens ? JSON.stringify({ period: period.start, step: line.k }) : null;
      rows.push({ ...BLANK, ...spot, kind: 'point', open: period.provisional, tip, part });
    });
    const last = periods.findLast((period) => shareOf(period, line) !== null);
    const share = last ? shareOf(last, line) : null;
    if (share !== null) names.push({ y: share, main, label: `${formatAmount(amount(share, 'rate'), context)} ${step}` });
  });
  const most = Math.max(0.01, ...names.map(({ y }) => y), ...rows.map((row) => Number(row['y'])));
  for (const [kind, { plot }] of [['name', WIDE] as const, ['name_narrow', NARROW] as const])
    for (const name of apart(names, (NAME / (plot[1] - plot[0])) * most)) rows.push({ ...BLANK, ...name, kind, x: 1 });
  return rows;
}
