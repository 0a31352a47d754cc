import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import type { Sentence, TableColumn, TableRow } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { stepText } from '../step-words';
import { amount, countOf, numberOf, ratio, saying } from '../words';
import { waitText } from './lengths';
import { unitWord, type FunnelParams } from './params';
import { stepsOf, timeStepsOf } from './question';
import { HEIGHT, timeNarrow, timeSpec } from './time-chart';
import { SMALLEST, type FaceView } from './view';

/** A bin of the time to convert, in microseconds. `apart`: the bin of no time at all (FU24). */
interface Bin {
  readonly start: number;
  readonly stop: number;
  readonly units: number;
  readonly apart: boolean;
}
const STATISTICS = ['p25', 'p50', 'p75', 'p90', 'p95', 'mean'] as const;

function binsOf(rows: readonly Row[]): Bin[] {
  const found = rows.map((row) => ({
    start: numberOf(row['start']) ?? 0,
    stop: numberOf(row['stop']) ?? 0,
    units: countOf(row, 'units'),
    apart: numberOf(row['bin']) === -1,
  }));
  return found.toSorted((a, b) => Number(b.apart) - Number(a.apart) || a.start - b.start);
}

const binText = ({ start, stop, apart }: Bin): Text =>
  apart || start === stop ? waitText(start) : { key: 'funnel_time_bin', values: { from: waitText(start), to: waitText(stop) } };

const BLANK = { kind: '', x: 0, x2: 0, y: 0, y2: 0, label: null, short: null, tip: null, part: null };

function chartRows(
  row: Row | undefined,
  bins: readonly Bin[],
  params: FunnelParams,
  place: { from: number; to: number },
  context: PresentContext,
): Row[] {
  const say = saying(context);
  const [first, last] = [bins.find(({ apart }) => !apart), bins.at(-1)];
  const zeros = bins[0]?.apart ? 1 : 0;
  const regular = bins.length - zeros;
  // Zeros stand apart by half a bar.
  const left = zeros * 1.5;
  const all = regular + left;
  const rows: Row[] = bins.map((bin, index) => {
    const from = bin.apart ? 0 : index - zeros + left;
    return {
      ...BLANK,
      kind: 'bar',
      x: from / all,
      x2: (from + 1) / all,
      y: bin.units,
      tip: say({ key: 'funnel_time_tip', values: { time: binText(bin), n: bin.units } }),
      part: partOf(bin, params, place) ? JSON.stringify(partOf(bin, params, place)) : null,
    };
  });
  if (!first || !last) return rows;
  const tick = (x: number, time: number, every: number, kind: string): void => {
    if (every > 0) rows.push({ ...BLANK, kind, x, label: say(waitText(time)) });
  };
  for (const [kind, room] of [['tick', 8] as const, ['tick_narrow', 3] as const]) {
    const every = Math.max(1, Math.ceil(regular / room));
    for (let index = 0; index <= regular; index += every) {
      const bin = bins[Math.min(index, regular - 1) + zeros]!;
      tick((left + index) / all, index === regular ? bin.stop : bin.start, every, kind);
    }
    if (zeros > 0) tick(0, 0, every, kind);
  }
  const scale = (time: number): number => (params.bins === 'log' ? Math.log(time) : time);
  const [low, high] = [scale(first.start), scale(last.stop)];
  for (const [key, name] of [['p50', 'funnel_time_mark_half'] as const, ['p90', 'funnel_time_mark_most'] as const]) {
    const time = numberOf(row?.[key]);
    if (time === null || high <= low || (params.bins === 'log' && time <= 0)) continue;
    const label = say({ key: name, values: { time: waitText(time) } });
    const x = (left + ((scale(time) - low) / (high - low)) * regular) / all;
    rows.push({ ...BLANK, kind: 'mark', x, label, short: key === 'p50' ? label : null });
  }
  return rows;
}

/** The customers of a bin; edges of log bins are no whole microseconds, so that theirs cannot be opened. */
function partOf({ start, stop }: Bin, params: FunnelParams, { from, to }: { from: number; to: number }) {
  if (unitWord(params) !== 'customers' || params.bins === 'log') return null;
  return { step: to, from, low: start, high: Math.max(stop, start + 1) };
}

function sentenceOf(row: Row | undefined, values: Readonly<Record<string, Text | number>>): Sentence {
  const units = countOf(row, 'units');
  const wait = (key: string): Text => waitText(numberOf(row?.[key]) ?? 0);
  if (units === 0) return { finding: { key: 'funnel_time_nobody', values } };
  if (units < SMALLEST)
    return {
      finding: { key: 'funnel_time_few', values: { ...values, n: units, shortest: wait('shortest'), longest: wait('longest') } },
      rest: { key: 'funnel_time_few_rest' },
    };
  return {
    finding: { key: 'funnel_time_half', values: { ...values, n: units, median: wait('p50') } },
    rest: {
      key: 'funnel_time_rest',
      values: {
        p25: wait('p25'),
        p75: wait('p75'),
        p90: wait('p90'),
        mean: wait('mean'),
        rate: amount(ratio(units, countOf(row, 'begun')), 'rate'),
        from: values['from']!,
      },
    },
  };
}

function tableRows(row: Row | undefined, bins: readonly Bin[], params: FunnelParams, place: { from: number; to: number }): TableRow[] {
  const units = countOf(row, 'units');
  const opens = unitWord(params) === 'customers';
  const line = (what: string, within: number | null, more: Partial<TableRow> & { values?: TableRow['values'] }): TableRow => ({
    ...more,
    values: { what, within, units: null, share: null, ...more.values },
    texts: { ...more.texts, ...(within === null ? {} : { within: waitText(within) }) },
  });
  return [
    line('all', numberOf(row?.['longest']), {
      values: { units, share: units > 0 ? 1 : null },
      texts: { what: { key: 'funnel_time_all' } },
      ...(opens ? { parts: { units: { step: place.to, from: place.from } } } : {}),
      total: true,
    }),
    ...(units > 0
      ? STATISTICS.map((key) => line(key, numberOf(row?.[key]), { texts: { what: { key: `funnel_time_${key}` } }, said: key === 'p50' }))
      : []),
    ...bins.map((bin, index) => {
      const part = partOf(bin, params, place);
      return line(`bin_${index}`, null, {
        values: { units: bin.units, share: ratio(bin.units, units) },
        texts: { what: binText(bin) },
        ...(part ? { parts: { units: part } } : {}),
      });
    }),
  ];
}

/** How long those needed who did both steps (FC13). */
export function timeView(row: Row | undefined, rows: readonly Row[], params: FunnelParams, context: PresentContext): FaceView {
  const steps = stepsOf(params, context.model);
  const place = timeStepsOf(params, steps);
  const bins = binsOf(rows);
  const names = { from: stepText(steps[place.from - 1]!, context.model), to: stepText(steps[place.to - 1]!, context.model) };
  const word = unitWord(params);
  const units = countOf(row, 'units');
  const median = numberOf(row?.['p50']);
  const columns: TableColumn[] = [
    { key: 'what', label: { key: 'funnel_column_time' }, unit: 'text', is: 'key' },
    { key: 'within', label: { key: 'funnel_column_within' }, unit: 'text', is: 'other' },
    {
      key: 'units',
      label: { key: word === 'customers' ? 'measure_customers' : `funnel_${word}` },
      unit: word === 'customers' ? 'customers' : 'count',
      is: 'other',
      ...(word === 'customers' ? { part: true } : {}),
    },
    { key: 'share', label: { key: 'funnel_column_share' }, unit: 'rate', is: 'other', bar: true },
  ];
  return {
    charts: [
      {
        id: 'time',
        spec: timeSpec,
        narrow: timeNarrow,
        rows: chartRows(row, bins, params, place, context),
        height: HEIGHT,
        title: { key: 'funnel_time_title', values: names },
        caption:
          units > 0 && median !== null
            ? { key: 'funnel_time_caption', values: { ...names, n: units, median: waitText(median), bins: bins.length } }
            : { key: 'funnel_time_nobody', values: names },
      },
    ],
    table: { columns, rows: tableRows(row, bins, params, place) },
    insight: {
      sentences: [sentenceOf(row, names)],
      numbers: {
        units,
        begun: countOf(row, 'begun'),
        ...Object.fromEntries(
          STATISTICS.map((key) => {
            const time = numberOf(row?.[key]);
            return [`${key}_days`, time === null ? null : time / 86_400e6];
          }),
        ),
      },
    },
    provisional: false,
  };
}
