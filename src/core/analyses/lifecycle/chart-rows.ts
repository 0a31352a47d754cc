import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, periodLabel, periodText, saying } from '../words';
import type { LifecycleParams } from './params';
import { STATES, type Period, type State } from './series';

/** Charts take the latest so many periods, wide and narrow; the table has them all. */
const MOST = { wide: 60, narrow: 24 } as const;
const BLANK = {
  kind: '',
  state: '',
  x: null,
  x2: null,
  nx: null,
  nx2: null,
  y: null,
  y2: null,
  running: false,
  line: 0,
  label: null,
  short: null,
  tip: null,
  part: null,
} as const;

/** Left and right of a bar as parts of the width; null for periods that have no room. */
function across(at: number, from: number, count: number): readonly [number | null, number | null] {
  const step = 1 / Math.max(6, count);
  const index = at - from;
  return index < 0 ? [null, null] : [(index + 0.14) * step, (index + 0.86) * step];
}

export function chartRows(series: readonly Period[], { grain }: LifecycleParams, context: PresentContext): Row[] {
  const say = saying(context);
  const periods = series.slice(-MOST.wide);
  const narrowFrom = Math.max(0, periods.length - MOST.narrow);
  const nameOf = (state: State): string => say({ key: `lifecycle_${state}` });
  const rows: Row[] = [{ ...BLANK, kind: 'zero', y: 0 }];
  const every = (room: number, count: number): number => Math.max(1, Math.ceil(count / room));
  periods.forEach((period, at) => {
    const [x, x2] = across(at, 0, periods.length);
    const [nx, nx2] = across(at, narrowFrom, periods.length - narrowFrom);
    const place = { x, x2, nx, nx2 };
    let top = 0;
    for (const state of STATES) {
      const count = period[state];
      if (count === 0) continue;
      const [y, y2] = state === 'dormant' ? [0, -count] : [top, (top += count)];
      const values = { period: periodText(grain, period.start, context), state: nameOf(state), customers: amount(count, 'customers') };
      const part = JSON.stringify({ period: period.start, state });
      const tip = say({ key: period.provisional ? 'lifecycle_tip_running' : 'lifecycle_tip', values });
      rows.push({ ...BLANK, ...place, kind: 'bar', state, y, y2, running: period.provisional, tip, part });
    }
    const label = at % every(10, periods.length) === 0 ? periodLabel(grain, period.start, at === 0, context) : null;
    const narrowAt = at - narrowFrom;
    const short =
      narrowAt >= 0 && narrowAt % every(4, periods.length - narrowFrom) === 0
        ? periodLabel(grain, period.start, narrowAt === 0, context)
        : null;
    rows.push({ ...BLANK, ...place, kind: 'tick', label, short });
  });
  STATES.forEach((state, at) => {
    const line = Math.floor(at / 2);
    const [x, nx] = [0.01 + at * 0.22, 0.02 + (at % 2) * 0.45];
    rows.push({ ...BLANK, kind: 'swatch', state, x, nx, line });
    rows.push({ ...BLANK, kind: 'key', x: x + 0.012, nx: nx + 0.03, line, label: nameOf(state), short: nameOf(state) });
  });
  return rows;
}
