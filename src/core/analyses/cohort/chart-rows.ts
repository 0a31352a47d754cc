import { formatAmount, formatMonth } from '#core/messages/format';
import type { Row, Scalar } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, periodText, saying } from '../words';
import { cellWidth, hatch, heightOf, MOST_COHORTS, NARROW, rowTop, WIDE, type Layout, type Line } from './layout';
import type { CohortParams } from './params';
import type { Cell, Cohort, Triangle } from './triangle';

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

export function chartRows(triangle: Triangle, params: CohortParams, context: PresentContext): Row[] {
  const say = saying(context);
  const cohorts = triangle.cohorts.slice(-MOST_COHORTS);
  const columns = triangle.pooled.length;
  const write = (rate: number): string => formatAmount(amount(rate, 'points'), context);
  const most = Math.max(
    1e-9,
    ...triangle.pooled.map(({ rate }) => rate ?? 0),
    ...cohorts.flatMap(({ cells }) => cells.filter(isDone).map(({ rate }) => rate)),
  );
  const stepOf = (rate: number): number => Math.max(1, Math.ceil((7 * rate) / most - 1e-9));
  const columnText = (k: number): string => say({ key: `cohort_column_${params.grain}`, values: { k } });

  const boxAt =
    (index: number, k: number): Place =>
    (layout) => {
      if (k > layout.mostColumns) return null;
      const width = cellWidth(layout, columns);
      const [left, top] = [layout.left + (k - 1) * width, rowTop(layout, index)];
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
  const figure = (index: number, k: number, rate: number, step: number, strong: boolean): Row => ({
    ...BLANK,
    ...placed(centreAt(index, k)),
    kind: 'figure',
    step,
    strong,
    label: write(rate),
    short: formatAmount({ amount: Math.round(rate * 100), unit: 'count' }, context),
  });

  const tipOf = (cohort: Cohort, cell: Cell): string => {
    const values = {
      period: periodText(params.grain, cohort.start, context),
      column: columnText(cell.k),
      rate: amount(cell.rate, 'rate'),
      n: cell.retained,
      size: cohort.size,
    };
    if (cell.state === 'provisional') return say({ key: 'cohort_tip_running', values });
    return say({
      key: 'cohort_tip',
      values: { ...values, low: amount(cell.interval?.low ?? null, 'rate'), high: amount(cell.interval?.high ?? null, 'rate') },
    });
  };

  const rows: Row[] = [...headRows(columns, boxAt, say, columnText), ...footRows(cohorts, most, context)];
  if (columns > 0) {
    const label = say({ key: 'cohort_pooled_label' });
    rows.push(
      rowText(-1, 'cohort', label, label, true),
      rowText(
        -1,
        'size',
        formatAmount(amount(triangle.members, 'customers'), context),
        formatAmount(amount(triangle.members, 'customers'), context),
        true,
      ),
    );
  }
  for (const { k, rate, interval, retained, size } of triangle.pooled) {
    if (rate === null) continue;
    const values = {
      period: { key: 'cohort_pooled_label' } as const,
      column: columnText(k),
      rate: amount(rate, 'rate'),
      low: amount(interval?.low ?? null, 'rate'),
      high: amount(interval?.high ?? null, 'rate'),
      n: retained,
      size,
    };
    rows.push({ ...BLANK, ...placed(boxAt(-1, k)), kind: 'cell', step: stepOf(rate), tip: say({ key: 'cohort_tip', values }) });
    rows.push(figure(-1, k, rate, stepOf(rate), true));
  }
  cohorts.forEach((cohort, index) => {
    const { label, short } = cohortLabels(cohort, index === 0, params, context);
    const size = formatAmount(amount(cohort.size, 'customers'), context);
    rows.push(rowText(index, 'cohort', label, short, false), rowText(index, 'size', size, size, false));
    for (const cell of cohort.cells) {
      const step = isDone(cell) ? stepOf(cell.rate) : 0;
      const part = JSON.stringify({ cohort: cohort.start, k: cell.k });
      rows.push({ ...BLANK, ...placed(boxAt(index, cell.k)), kind: 'cell', step, tip: tipOf(cohort, cell), part });
      rows.push(figure(index, cell.k, cell.rate, step, false));
      if (!isDone(cell)) rows.push(...hatchRows(boxAt(index, cell.k), cohorts.length));
    }
  });
  return rows;
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

function cohortLabels(
  { start }: Cohort,
  first: boolean,
  { grain }: CohortParams,
  context: PresentContext,
): { label: string; short: string } {
  if (grain === 'month') {
    const length = first || start.slice(5, 7) === '01' ? 'long' : 'short';
    return { label: formatMonth(start, context.locale, length), short: formatMonth(start, context.locale, 'short') };
  }
  if (grain === 'week') return { label: start, short: start.slice(5) };
  const label = saying(context)(periodText(grain, start, context));
  return { label, short: `${start.slice(2, 4)}Q${Math.ceil(Number(start.slice(5, 7)) / 3)}` };
}

function headRows(
  columns: number,
  boxAt: (index: number, k: number) => Place,
  say: ReturnType<typeof saying>,
  columnText: (k: number) => string,
): Row[] {
  const at =
    (x: (layout: Layout) => number): Place =>
    (layout) =>
      point(x(layout), layout.head / 2 - 2);
  const first = say({ key: 'cohort_column_cohort' });
  const size = say({ key: 'cohort_column_size' });
  return [
    { ...BLANK, ...placed(at(() => 0)), kind: 'head_left', label: first, short: '' },
    { ...BLANK, ...placed(at((layout) => layout.sizeRight)), kind: 'head_right', label: size, short: '' },
    ...Array.from({ length: columns }, (_, index): Row => {
      const place: Place = (layout) => {
        const box = boxAt(-1, index + 1)(layout);
        return box && point((box.x + box.x2) / 2, layout.head / 2 - 2);
      };
      return { ...BLANK, ...placed(place), kind: 'head', label: index === 0 ? columnText(1) : String(index + 1), short: String(index + 1) };
    }),
  ];
}

/** The scale in words below the map, and what hatching and blanks mean. */
function footRows(cohorts: readonly Cohort[], most: number, context: PresentContext): Row[] {
  const say = saying(context);
  const rate = (value: number): string => formatAmount(amount(value, 'rate'), context);
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
  const notes = [...(provisional ? [say({ key: 'cohort_key_running' })] : []), say({ key: 'cohort_key_future' })].join(' · ');
  const after = (layout: Layout): number => (layout === NARROW ? 0 : start + 7 * 20 + 120);
  return [
    words('head_left', () => 0, formatAmount(amount(0, 'count'), context) + '%'),
    ...swatches,
    words('head_left', () => start + 7 * 20 + 8, rate(most)),
    words('head_left', after, notes, 24),
  ];
}
