import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, periodLabel, periodText, saying } from '../words';
import type { ActivityParams } from './params';
import type { Activity } from './series';

/** Charts take the latest so many periods, wide and narrow; the table has them all. */
const MOST = { wide: 120, narrow: 36 } as const;
const BLANK = {
  kind: '',
  series: '',
  color: 0,
  x: null,
  nx: null,
  y: null,
  open: false,
  line: 0,
  label: null,
  short: null,
  tip: null,
  part: null,
} as const;
/** Names in one line above the plot. */
const NAMES = { wide: 3, narrow: 2 } as const;
const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** The points of each line, the labels of the periods and the names of the lines. */
export function chartRows({ periods, series }: Activity, params: ActivityParams, context: PresentContext): Row[] {
  const say = saying(context);
  const skip = Math.max(0, periods.length - MOST.wide);
  const shown = periods.slice(skip);
  const narrowFrom = Math.max(0, shown.length - MOST.narrow);
  const across = (at: number, from: number): number | null => (at < from ? null : (at - from + 0.5) / Math.max(1, shown.length - from));
  const every = (room: number, count: number): number => Math.max(1, Math.ceil(count / room));
  const unit = params.measure === 'events' ? 'count' : 'customers';
  const rows: Row[] = [];
  shown.forEach(({ start, provisional }, at) => {
    const place = { x: across(at, 0), nx: across(at, narrowFrom) };
    series.forEach(({ id, name, numbers }, color) => {
      const y = numbers[at + skip]!;
      const values = { period: periodText(params.grain, start, context), thing: name, count: amount(y, unit) };
      const tip = say({ key: provisional ? 'activity_tip_running' : 'activity_tip', values });
      const part = JSON.stringify({ series: id, period: start });
      const point = { ...BLANK, ...place, series: id, color, y, tip };
      rows.push({ ...point, kind: 'point', open: provisional, part });
      if (!provisional) rows.push({ ...point, kind: 'whole' });
      const near = provisional || shown[at + 1]?.provisional === true || shown[at - 1]?.provisional === true;
      if (near) rows.push({ ...point, kind: 'open' });
    });
    const narrowAt = at - narrowFrom;
    rows.push({
      ...BLANK,
      ...place,
      kind: 'tick',
      label: at % every(10, shown.length) === 0 ? periodLabel(params.grain, start, at === 0, context) : null,
      short:
        narrowAt >= 0 && narrowAt % every(4, shown.length - narrowFrom) === 0
          ? periodLabel(params.grain, start, narrowAt === 0, context)
          : null,
    });
  });
  series.forEach(({ name }, color) => {
    const line = Math.floor(color / NAMES.narrow);
    const [x, nx] = [(color % NAMES.wide) / NAMES.wide, (color % NAMES.narrow) / NAMES.narrow];
    const wideLine = Math.floor(color / NAMES.wide);
    rows.push({ ...BLANK, kind: 'swatch', color, x: x + 0.006, nx: nx + 0.015, line, y: wideLine });
    rows.push({
      ...BLANK,
      kind: 'key',
      x: x + 0.018,
      nx: nx + 0.045,
      line,
      y: wideLine,
      label: clip(say(name), 40),
      short: clip(say(name), 18),
    });
  });
  return rows;
}
