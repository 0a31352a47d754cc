import { formatAmount } from '#core/messages/format';
import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { Interval } from '#core/stats/proportions';
import type { PresentContext } from '../contract';
import { hatch } from '../cohort/layout';
import { amount, saying } from '../words';
import type { Bar } from './bars';
import { NARROW, rowTop, WIDE, type Layout } from './layout';
import { unitWord, type FunnelParams } from './params';
import { stepText } from '../step-words';

const BLANK = { kind: '', x: 0, y: 0, x2: 0, y2: 0, label: null, strong: false, tip: null, part: null };

/** The least width of a bar that somebody reached. */
const SLIVER = 2;

/** Everything drawn, once for each layout; kinds of the narrow one begin with `n`. */
export function chartRows(bars: readonly Bar[], params: FunnelParams, context: PresentContext): Row[] {
  return [WIDE, NARROW].flatMap((layout) => layoutRows(layout, bars, params, context));
}

function layoutRows(layout: Layout, bars: readonly Bar[], params: FunnelParams, context: PresentContext): Row[] {
  const say = saying(context);
  const kindOf = (kind: string): string => layout.prefix + kind;
  const most = Math.max(1, bars[0]?.units ?? 0);
  const rate = (value: number | null): string => formatAmount(amount(value, 'rate'), context);
  const range = (interval: Interval | null): string =>
    interval ? say({ key: 'funnel_range', values: { low: amount(interval.low, 'rate'), high: amount(interval.high, 'rate') } }) : '';
  const text = (kind: string, x: number, y: number, label: string, strong = false): Row => ({
    ...BLANK,
    kind: kindOf(kind),
    x,
    y,
    x2: x,
    y2: y,
    label,
    strong,
  });
  const head = (kind: string, x: number, label: Text): Row => text(kind, x, layout.head / 2 - 2, say(label));
  const word = unitWord(params);
  const unit: Text = { key: word === 'customers' ? 'measure_customers' : `funnel_${word}` };
  const rows: Row[] = layout.narrow
    ? []
    : [
        head('head_left', layout.name, { key: 'funnel_column_step' }),
        head('head_right', layout.units, unit),
        head('head_right', layout.ofFirst, { key: 'funnel_column_first' }),
        head('head_right', layout.ofBefore, { key: 'funnel_column_before' }),
      ];
  bars.forEach((bar, index) => {
    const top = rowTop(layout, index);
    const name = say(stepText(bar.step, context.model));
    const label = say({ key: bar.step.optional ? 'funnel_named_optional' : 'funnel_named', values: { n: bar.k, step: name } });
    const box = { y: top + layout.barTop, y2: top + layout.barTop + layout.bar };
    const wide = (units: number): number =>
      layout.left + (units === 0 ? 0 : Math.max(SLIVER, ((layout.right - layout.left) * units) / most));
    const reached = wide(bar.units);
    const tip = say({
      key: bar.k === 1 ? 'funnel_tip_first' : 'funnel_tip',
      values: { step: name, n: bar.units, before: bar.before, rate: amount(bar.ofBefore, 'rate'), first: amount(bar.ofFirst, 'rate') },
    });
    const part = JSON.stringify({ step: bar.k });
    rows.push(text('name', layout.name, top + layout.nameTop, label, true));
    rows.push(text('units', layout.units, top + layout.unitsTop, formatAmount(amount(bar.units, 'customers'), context)));
    if (bar.k > 1)
      rows.push({
        ...BLANK,
        kind: kindOf('pale'),
        x: layout.left,
        x2: wide(bar.before),
        ...box,
        tip,
        part: JSON.stringify({ step: bar.k, lost: true }),
      });
    if (bar.units > 0)
      rows.push({ ...BLANK, kind: kindOf(bar.provisional ? 'running' : 'bar'), x: layout.left, x2: reached, ...box, tip, part });
    if (bar.units > 0 && bar.provisional)
      for (const line of hatch({ x: layout.left, x2: reached, ...box }, layout.narrow ? 7 : 5).slice(0, 60))
        rows.push({ ...BLANK, ...line, kind: kindOf('hatch') });
    if (layout.narrow) {
      if (bar.k === 1 || !bar.ofBeforeInterval) return;
      const values = { first: rate(bar.ofFirst), before: rate(bar.ofBefore), range: range(bar.ofBeforeInterval) };
      rows.push(text('note', layout.left, top + layout.noteTop, say({ key: 'funnel_note', values })));
      return;
    }
    const figures = (x: number, value: number | null, interval: Interval | null): void => {
      rows.push(text('rate', x, top + layout.barTop + (bar.k > 1 ? 4 : layout.bar / 2), rate(value), true));
      if (bar.k > 1) rows.push(text('range', x, top + layout.barTop + 22, range(interval)));
    };
    figures(layout.ofFirst, bar.ofFirst, bar.ofFirstInterval);
    if (bar.k > 1) figures(layout.ofBefore, bar.ofBefore, bar.ofBeforeInterval);
  });
  return rows;
}
