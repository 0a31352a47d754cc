import { formatAmount, formatMonth } from '#core/messages/format';
import type { Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';
import type { Row, Scalar } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, periodText, saying } from '../words';
import type { Cell, Cohort } from './cells';
import { cellWidth, hatch, heightOf, MOST_COHORTS, NARROW, rowTop, WIDE, type Layout, type Line } from './layout';
import { firstColumn, labelOf, opensCells, settlesLate, unitOf, type CohortParams } from './params';
import { breakdownText, columnShort, columnText as columnWords, valueText } from './phrases';
import type { Triangle } from './triangle';

const BLANK = {
  kind: '',
  x: null,
  y: null,
  x2: null,
  y2: null,
  nx: null,
  ny: null,
  nx2: null,
  ny2: null,
  step: 0,
  strong: false,
  label: null,
  short: null,
  tip: null,
  part: null,
} as const;

type Place = (layout: Layout) => Line | null;
/** Both layouts' places of one thing; a layout without room for it gets none. */
function placed(place: Place): Partial<Record<string, Scalar>> {
  const [wide, narrow] = [place(WIDE), place(NARROW)];
  return {
    ...(wide ? { x: wide.x, y: wide.y, x2: wide.x2, y2: wide.y2 } : {}),
    ...(narrow ? { nx: narrow.x, ny: narrow.y, nx2: narrow.x2, ny2: narrow.y2 } : {}),
  };
}

const point = (x: number, y: number): Line => ({ x, y, x2: x, y2: y });
const PAD = 0.75;
/** Columns of numbers longer than a rate that a narrow page has room for. */
const NARROW_AMOUNTS = 7;
/** Marks of the scale below the map. */
const FOOT = 10;

/** Orders and revenue of the start itself would leave no colour for what came after: there the scale ends with the later columns. */
function scaleEnd(shown: readonly Pick<Cell, 'k' | 'value'>[], { measure }: CohortParams, largest: number): number {
  if (measure !== 'orders' && measure !== 'revenue') return largest;
  const later = Math.max(0, ...shown.map(({ k, value }) => (k > 0 ? (value ?? 0) : 0)));
  return later > 0 ? later : largest;
}

/** Whole per cent without its sign, or a number with what follows it: all that a heat map has room for. */
function writers(params: CohortParams, most: number, context: PresentContext) {
  const unit = unitOf(params);
  const compact = { ...context, compact: unit !== 'money' || most >= 100_000 };
  // Cents beside hundreds are noise, and a thousand among hundreds is written out.
  const whole = (value: number): number => (unit === 'money' && most >= 100 ? Math.round(value) : value);
  return {
    label: (value: number): string =>
      formatAmount(amount(whole(value), unit === 'rate' ? 'points' : unit), unit === 'rate' ? context : compact),
    short: (value: number): string =>
      unit === 'rate'
        ? formatAmount(amount(Math.round(value * 100), 'count'), context)
        : formatAmount(amount(Math.round(value), 'number'), { ...context, compact: true }),
  };
}

export function chartRows(triangle: Triangle, params: CohortParams, context: PresentContext): Row[] {
  const say = saying(context);
  const cohorts = drawnRows(triangle);
  const columns = triangle.overall.length;
  const before = firstColumn(params) - 1;
  const shown = [...triangle.overall, ...cohorts.flatMap(({ cells }) => cells.filter(isDone))];
  const largest = Math.max(1e-9, ...shown.map(({ value }) => value ?? 0));
  const most = scaleEnd(shown, params, largest);
  const write = writers(params, largest, context);
  const stepOf = (value: number): number => Math.min(7, Math.max(1, Math.ceil((7 * value) / most - 1e-9)));
  const columnText = (k: number): string => say(columnWords(params, k));

  const boxAt =
    (index: number, k: number): Place =>
    (layout) => {
      const at = k - before;
      const room = layout === NARROW && unitOf(params) !== 'rate' ? { ...layout, mostColumns: NARROW_AMOUNTS } : layout;
      if (at > room.mostColumns) return null;
      const width = cellWidth(room, columns);
      const [left, top] = [layout.left + (at - 1) * width, rowTop(layout, index)];
      return { x: left + PAD, y: top + PAD, x2: left + width - PAD, y2: top + layout.row - PAD };
    };
  const centreAt =
    (index: number, k: number): Place =>
    (layout) => {
      const box = boxAt(index, k)(layout);
      return box && point((box.x + box.x2) / 2, (box.y + box.y2) / 2);
    };
  const rowText = (index: number, kind: 'cohort' | 'size', label: string, short: string, strong: boolean): Row => {
    const place: Place = (layout) => point(kind === 'cohort' ? 0 : layout.sizeRight, rowTop(layout, index) + layout.row / 2);
    return { ...BLANK, ...placed(place), kind, label, short, strong };
  };
  const figure = (index: number, k: number, value: number, step: number, strong: boolean): Row => ({
    ...BLANK,
    ...placed(centreAt(index, k)),
    kind: 'figure',
    step,
    strong,
    label: write.label(value),
    short: write.short(value),
  });

  const rows: Row[] = headRows(columns, before, boxAt, params, context);
  if (columns > 0) {
    const label = say({ key: `cohort_label_${labelOf(params)}` });
    const size = formatAmount(amount(triangle.members, 'customers'), context);
    rows.push(rowText(-1, 'cohort', label, label, true), rowText(-1, 'size', size, size, true));
  }
  const tip = tipWriter(params, context);
  for (const pooled of triangle.overall) {
    if (pooled.value === null) continue;
    const step = stepOf(pooled.value);
    const text = tip({ key: `cohort_label_${labelOf(params)}` }, columnText(pooled.k), pooled, true);
    rows.push({ ...BLANK, ...placed(boxAt(-1, pooled.k)), kind: 'cell', step, tip: text });
    rows.push(figure(-1, pooled.k, pooled.value, step, true));
  }
  const hatched: Row[] = [];
  cohorts.forEach((cohort, index) => {
    const { label, short } = cohortLabels(cohort, index === 0, params, context);
    const size = formatAmount(amount(cohort.size, 'customers'), context);
    rows.push(rowText(index, 'cohort', label, short, false), rowText(index, 'size', size, size, false));
    for (const cell of cohort.cells) {
      if (cell.value === null) continue;
      const step = isDone(cell) ? stepOf(cell.value) : 0;
      const part = opensCells(params) ? JSON.stringify({ cohort: cohort.start, k: cell.k }) : null;
      const text = tip(rowName(cohort, params, context), columnText(cell.k), cell, isDone(cell));
      rows.push({ ...BLANK, ...placed(boxAt(index, cell.k)), kind: 'cell', step, tip: text, part });
      rows.push(figure(index, cell.k, cell.value, step, false));
      if (!isDone(cell)) hatched.push(...hatchRows(boxAt(index, cell.k), cohorts.length));
    }
  });
  // Charts take at most 1,000 rows. Where most cells are provisional they are told by their outline alone.
  const hatching = rows.length + hatched.length + FOOT <= 1000;
  const key = hatching ? (settlesLate(params) ? 'cohort_key_open' : 'cohort_key_running') : 'cohort_key_outlined';
  return [
    ...rows,
    ...footRows(cohorts, { most, above: largest > most, unit: unitOf(params), key: say({ key }) }, context),
    ...(hatching ? hatched : []),
  ];
}

/** The rows below the overall one: the latest cohorts, or the values of a breakdown. */
export function drawnRows({ cohorts, values }: Triangle): readonly Cohort[] {
  if (values.length === 0) return cohorts.slice(-MOST_COHORTS);
  return values.map((of): Cohort => {
    const cells = of.overall.map((pooled): Cell => ({ ...pooled, customers: pooled.top, state: 'complete' }));
    return { of, start: '', size: of.members, cells };
  });
}

/** A row's name in words. */
export const rowName = (row: Cohort, { grain }: Pick<CohortParams, 'grain'>, context: PresentContext): Text =>
  row.of ? valueText(row.of) : periodText(grain, row.start, context);

/** A cell in words: what it says, its interval or that it is not final, and what it is made of. */
export function tipWriter(params: CohortParams, context: PresentContext) {
  const say = saying(context);
  const unit = unitOf(params);
  return (period: Text, column: string, cell: Pick<Cell, 'value' | 'top' | 'bottom' | 'interval'>, done: boolean): string => {
    const value = amount(cell.value, unit);
    if (unit !== 'rate') return say({ key: done ? 'cohort_tip_value' : 'cohort_tip_value_running', values: { period, column, value } });
    const values = { period, column, rate: value, n: cell.top, size: cell.bottom };
    if (!done) return say({ key: 'cohort_tip_running', values });
    if (!cell.interval) return say({ key: 'cohort_tip_plain', values });
    return say({
      key: 'cohort_tip',
      values: { ...values, low: amount(cell.interval.low, 'rate'), high: amount(cell.interval.high, 'rate') },
    });
  };
}

const isDone = (cell: Cell): boolean => cell.state === 'complete';

function hatchRows(place: Place, cohorts: number): Row[] {
  const lines = (layout: Layout, kind: string, step: number): Row[] => {
    const box = place(layout);
    if (!box) return [];
    return hatch(box, step).map((line) => ({
      ...BLANK,
      ...(layout === WIDE ? line : { nx: line.x, ny: line.y, nx2: line.x2, ny2: line.y2 }),
      kind,
    }));
  };
  // Charts take at most 1,000 rows, so many provisional cells are hatched more widely.
  const wide = cohorts > 13 ? 9 : 5;
  return [...lines(WIDE, 'hatch', wide), ...lines(NARROW, 'hatch_narrow', 6)];
}

export function cohortLabels(
  { start, of }: Cohort,
  first: boolean,
  { grain }: CohortParams,
  context: PresentContext,
): { label: string; short: string } {
  if (of) return { label: saying(context)(valueText(of)), short: saying(context)(valueText(of)) };
  if (grain === 'month') {
    const length = first || start.slice(5, 7) === '01' ? 'long' : 'short';
    return { label: formatMonth(start, context.locale, length), short: formatMonth(start, context.locale, 'short') };
  }
  if (grain === 'week' || grain === 'day') return { label: start, short: start.slice(5) };
  if (grain === 'year') return { label: start.slice(0, 4), short: start.slice(0, 4) };
  const label = saying(context)(periodText(grain, start, context));
  return { label, short: `${start.slice(2, 4)}Q${Math.ceil(Number(start.slice(5, 7)) / 3)}` };
}

/** What the rows are. */
export function headText(params: CohortParams, context: PresentContext): Text {
  if (params.breakdown !== null) return breakdownText(params, context);
  return { key: params.rule === 'recurring' ? 'cohort_column_bought' : 'cohort_column_cohort' };
}

function headRows(
  columns: number,
  before: number,
  boxAt: (index: number, k: number) => Place,
  params: CohortParams,
  context: PresentContext,
): Row[] {
  const say = saying(context);
  const at =
    (x: (layout: Layout) => number): Place =>
    (layout) =>
      point(x(layout), layout.head / 2 - 2);
  const first = say(headText(params, context));
  const size = say({ key: 'cohort_column_size' });
  return [
    { ...BLANK, ...placed(at(() => 0)), kind: 'head_left', label: first, short: '' },
    { ...BLANK, ...placed(at((layout) => layout.sizeRight)), kind: 'head_right', label: size, short: '' },
    ...Array.from({ length: columns }, (_, index): Row => {
      const k = before + index + 1;
      const place: Place = (layout) => {
        const box = boxAt(-1, k)(layout);
        return box && point((box.x + box.x2) / 2, layout.head / 2 - 2);
      };
      return {
        ...BLANK,
        ...placed(place),
        kind: 'head',
        label: index === 0 ? say(columnWords(params, k)) : columnShort(params, k),
        short: columnShort(params, k),
      };
    }),
  ];
}

/** The scale in words below the map, and what hatching and blanks mean. */
interface Foot {
  readonly most: number;
  /** Some value lies above the end of the scale. */
  readonly above: boolean;
  readonly unit: Unit;
  readonly key: string;
}

function footRows(cohorts: readonly Cohort[], { most, above, unit, key }: Foot, context: PresentContext): Row[] {
  const say = saying(context);
  const zero = formatAmount(amount(0, unit === 'rate' ? 'count' : unit), context) + (unit === 'rate' ? '%' : '');
  const baseline = (layout: Layout): number => heightOf(layout, cohorts.length) - (layout === NARROW ? 34 : 12);
  const words = (kind: string, x: (layout: Layout) => number, label: string, below = 0): Row => {
    const place: Place = (layout) => point(x(layout), baseline(layout) + (layout === NARROW ? below : 0));
    return { ...BLANK, ...placed(place), kind, label, short: label };
  };
  const start = 34;
  const swatches = [1, 2, 3, 4, 5, 6, 7].map((step): Row => {
    const place: Place = (layout) => ({
      x: start + (step - 1) * 20,
      x2: start + step * 20,
      y: baseline(layout) - 5,
      y2: baseline(layout) + 5,
    });
    return { ...BLANK, ...placed(place), kind: 'swatch', step };
  });
  const provisional = cohorts.some((cohort) => cohort.cells.some((cell) => !isDone(cell)));
  const notes = [...(provisional ? [key] : []), say({ key: 'cohort_key_future' })].join(' · ');
  const after = (layout: Layout): number => (layout === NARROW ? 0 : start + 7 * 20 + 120);
  return [
    words('head_left', () => 0, zero),
    ...swatches,
    words(
      'head_left',
      () => start + 7 * 20 + 8,
      (above ? '≥ ' : '') + formatAmount(amount(unit === 'money' && most >= 100 ? Math.round(most) : most, unit), context),
    ),
    words('head_left', after, notes, 24),
  ];
}
