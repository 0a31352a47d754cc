import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, saying } from '../words';
import { lastKnownDay, reachedBy, SMALLEST, type Repurchase, type Waits } from './curves';
import type { RepurchaseParams } from './params';
import type { StageRow } from './stages';
import { nameOf } from './words';

const BLANK = {
  kind: '',
  line: '',
  tone: '',
  x: null,
  y: null,
  low: null,
  high: null,
  label: null,
  short: null,
  tip: null,
  part: null,
} as const;

/** Names beside the ends of lines keep so far apart, in shares of the axis. */
const APART = 0.065;

/** The last day that is drawn: what is asked for, at most what is known. */
function lastDay(lines: readonly Waits[], { until }: RepurchaseParams): number {
  return Math.max(1, Math.min(until, Math.max(0, ...lines.map(({ curve }) => lastKnownDay(curve)))));
}

/** Days of one curve that can be pointed at; closer together they would cover each other (RP13). */
const POINTED_AT = 60;

/** The curves as steps: at every day that is drawn, the share who have ordered by then. */
function lineRows(
  waits: Waits,
  line: string,
  tone: string,
  end: number,
  params: RepurchaseParams,
  points: number,
  context: PresentContext,
): Row[] {
  const say = saying(context);
  const step = Math.max(1, Math.ceil(end / points));
  const daysShown = [...Array.from({ length: Math.floor(end / step) + 1 }, (_, at) => at * step), ...(end % step === 0 ? [] : [end])];
  const every = Math.ceil(daysShown.length / POINTED_AT);
  return daysShown.flatMap((x, at): Row[] => {
    const reached = reachedBy(waits.curve, x, params);
    if (!reached) return [];
    const values = {
      name: nameOf(waits),
      days: amount(x, 'days'),
      rate: amount(reached.share, 'rate'),
      low: amount(reached.interval?.low ?? null, 'rate'),
      high: amount(reached.interval?.high ?? null, 'rate'),
    };
    const pointedAt = at % every === 0 || at === daysShown.length - 1;
    const tip = pointedAt ? say({ key: reached.interval ? 'repurchase_tip' : 'repurchase_tip_plain', values }) : null;
    return [
      {
        ...BLANK,
        kind: 'line',
        line,
        tone,
        x,
        y: reached.share,
        low: reached.interval?.low ?? null,
        high: reached.interval?.high ?? null,
        tip,
      },
    ];
  });
}

export interface Drawn {
  readonly rows: readonly Row[];
  readonly end: number;
  readonly top: number;
}

/** Curves of orders 2 to 4, or of the values of a breakdown and of all. */
export function curveRows({ orders, values, named }: Repurchase, params: RepurchaseParams, context: PresentContext): Drawn {
  const say = saying(context);
  const lines = [
    ...values
      .filter(({ customers }) => customers >= SMALLEST)
      .map((waits) => ({ waits, tone: waits === named?.waits ? 'named' : 'value' })),
    ...orders.filter(({ customers }) => customers > 0).map((waits) => ({ waits, tone: `order_${waits.nth}` })),
  ];
  const end = lastDay(
    lines.map(({ waits }) => waits),
    params,
  );
  const points = lines.length > 4 ? 56 : 120;
  const rows: Row[] = [];
  const ends: { row: Row; y: number }[] = [];
  for (const { waits, tone } of lines) {
    const line = waits.slot === null ? `o${waits.nth}` : `v${waits.slot}`;
    const own = lineRows(waits, line, tone, end, params, points, context);
    rows.push(...own);
    const last = own.at(-1);
    if (!last) continue;
    const name = waits.slot === null && values.length > 0 ? say({ key: 'repurchase_all' }) : say(nameOf(waits));
    const label = `${name} ${formatAmount(amount(last['y'] as number, 'rate'), context)}`;
    ends.push({
      row: { ...BLANK, kind: 'name', line, tone, x: values.length > 0 ? end : (last['x'] ?? null), label },
      y: last['y'] as number,
    });
  }
  const top = Math.max(0.05, ...rows.map(({ y }) => (typeof y === 'number' ? y : 0)));
  let least = -Infinity;
  for (const { row, y } of ends.toSorted((a, b) => a.y - b.y)) {
    least = Math.max(y, least + APART * top);
    rows.push({ ...row, y: least });
  }
  const marks = [0, 30, 60, 90, 180, 270, 365, 540, 730, 1095, 1460, 1825].filter((day) => day <= end);
  // A few days' data would have no other mark than the first.
  for (const day of marks.length > 2 ? marks : [0, Math.round(end / 2), end])
    rows.push({ ...BLANK, kind: 'tick', x: day, label: String(day), short: day > 0 && day < end / 5 ? null : String(day) });
  if (params.days <= end) rows.push({ ...BLANK, kind: 'guide', x: params.days });
  return { rows, end, top };
}

/** One bar a stage, and the usual time to the next between them. */
export function stageChartRows(stages: readonly StageRow[], params: RepurchaseParams, context: PresentContext): Row[] {
  const say = saying(context);
  return stages.map((row, y): Row => {
    const values = {
      stage: {
        key: `repurchase_stage_${row.stage}`,
        values: { orders: amount(params.loyal, 'count'), last: amount(params.loyal - 1, 'count') },
      } as const,
      customers: amount(row.customers, 'customers'),
      rate: amount(row.share, 'rate'),
      days: amount(row.onward?.usual.time ?? null, 'days'),
      came: amount(row.onward?.came ?? null, 'customers'),
      all: amount(row.onward?.customers ?? null, 'customers'),
    };
    const onward =
      row.onward === null ? null : say({ key: row.onward.usual.time === null ? 'repurchase_onward_open' : 'repurchase_onward', values });
    return {
      ...BLANK,
      kind: 'stage',
      line: row.stage,
      tone: row.stage === 'loyal' ? 'said' : 'plain',
      x: row.customers,
      y,
      from: 0,
      top: y - 0.34,
      bottom: y + 0.02,
      thin: y - 0.12,
      label: say(values.stage),
      name: say({ key: 'repurchase_stage_label', values }),
      onward,
      tip: say({ key: 'repurchase_stage_tip', values }),
      part: JSON.stringify({ stage: row.stage }),
    };
  });
}
