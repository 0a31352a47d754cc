import { paint } from '#core/chart/tokens';
import { formatAmount } from '#core/messages/format';
import type { JsonObject } from '#core/model/presentation';
import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, periodLabel, saying } from '../words';
import { rowName, tipWriter } from './chart-rows';
import { labelOf, opensCells, spokenColumn, unitOf, type CohortParams } from './params';
import { columnText } from './phrases';
import type { Triangle } from './triangle';

const HEIGHT = { wide: 300, narrow: 250 } as const;
export const TREND_HEIGHT = HEIGHT.wide + 40;
/** Charts take the latest so many cohorts; the table has them all. */
const MOST = { wide: 60, narrow: 18 } as const;

const BLANK = {
  kind: '',
  x: null,
  nx: null,
  y: null,
  low: null,
  high: null,
  running: false,
  label: null,
  short: null,
  tip: null,
  part: null,
} as const;

/** CO26: the cohorts in their order, each with its value in one column. */
export function trendRows(triangle: Triangle, params: CohortParams, context: PresentContext): Row[] {
  const say = saying(context);
  const tip = tipWriter(params, context);
  const k = spokenColumn(params);
  const column = say(columnText(params, k));
  const points = triangle.cohorts
    .flatMap((cohort) => {
      const cell = cohort.cells.find((each) => each.k === k && each.value !== null);
      return cell ? [{ cohort, cell }] : [];
    })
    .slice(-MOST.wide);
  const narrowFrom = Math.max(0, points.length - MOST.narrow);
  const across = (at: number, count: number): number | null => (at < 0 ? null : (at + 0.5) / Math.max(6, count));
  const step = Math.max(1, Math.ceil(points.length / 12));
  const narrowStep = Math.max(1, Math.ceil((points.length - narrowFrom) / 5));
  const rows: Row[] = points.flatMap(({ cohort, cell }, at): Row[] => {
    const place = { x: across(at, points.length), nx: across(at - narrowFrom, points.length - narrowFrom) };
    const running = cell.state === 'provisional';
    const ticks = {
      label: at % step === 0 ? periodLabel(params.grain, cohort.start, at === 0, context) : null,
      short:
        at >= narrowFrom && (at - narrowFrom) % narrowStep === 0
          ? periodLabel(params.grain, cohort.start, at === narrowFrom, context)
          : null,
    };
    return [
      {
        ...BLANK,
        ...place,
        kind: 'point',
        y: cell.value,
        low: cell.interval?.low ?? null,
        high: cell.interval?.high ?? null,
        running,
        tip: tip(rowName(cohort, params, context), column, cell, !running),
        part: opensCells({ ...params, breakdown: null }) ? JSON.stringify({ cohort: cohort.start, k }) : null,
      },
      { ...BLANK, ...place, kind: 'tick', ...ticks },
    ];
  });
  const overall = triangle.overall.find((pooled) => pooled.k === k);
  if (!overall || overall.value === null) return rows;
  const label = `${say({ key: `cohort_label_${labelOf(params)}` })} ${formatAmount(amount(overall.value, unitOf(params)), context)}`;
  return [...rows, { ...BLANK, kind: 'overall', y: overall.value, label, short: `┄ ${label}` }];
}

/** One point a cohort with its interval; `n` before a field's name marks the narrow chart's place. */
function makeSpec(narrow: boolean, rate: boolean): JsonObject {
  const height = narrow ? HEIGHT.narrow : HEIGHT.wide;
  const place = narrow ? 'nx' : 'x';
  const right = narrow ? 0 : 96;
  const x: JsonObject = {
    field: place,
    type: 'quantitative',
    axis: null,
    scale: { zero: false, nice: false, domain: [0, 1], range: [0, { expr: `width - ${right}` }] },
  };
  const y: JsonObject = {
    field: 'y',
    type: 'quantitative',
    title: null,
    axis: { tickCount: 5, format: rate ? '.0%' : ',f' },
    scale: { zero: true, nice: true },
  };
  const tip = { field: 'tip', type: 'nominal' };
  const only = (test: string): JsonObject[] => [{ filter: test }];
  const point = `datum.kind === 'point' && isValid(datum.${place})`;
  const text = narrow ? 'short' : 'label';
  return {
    data: { name: 'rows' },
    width: 'container',
    height,
    padding: { left: 0, right: 0, top: 12, bottom: 26 },
    layer: [
      {
        transform: only("datum.kind === 'overall'"),
        mark: { type: 'rule', color: paint('control'), strokeDash: [3, 4] },
        encoding: { y, x: { value: 0 }, x2: { value: { expr: `width - ${right}` } } },
      },
      {
        transform: only(`${point} && isValid(datum.low)`),
        mark: { type: 'rule', color: paint('unknown'), strokeWidth: 1.5 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      {
        transform: only(`${point} && !datum.running`),
        mark: { type: 'line', color: paint('accent') },
        encoding: { x, y, order: { field: place, type: 'quantitative' } },
      },
      {
        transform: only(point),
        mark: {
          type: 'point',
          filled: true,
          opacity: 1,
          size: 56,
          fill: { expr: 'datum.running ? paper : accent' },
          stroke: paint('accent'),
          strokeWidth: 2,
        },
        encoding: { x, y, tooltip: tip, description: tip },
      },
      {
        transform: only("datum.kind === 'overall'"),
        mark: {
          type: 'text',
          align: narrow ? 'right' : 'left',
          baseline: narrow ? 'top' : 'middle',
          dx: narrow ? 0 : 8,
          color: paint('ink3'),
        },
        // A narrow chart has no room beside the line, so the words stand in the corner.
        encoding: { y: narrow ? { value: -8 } : y, x: { value: { expr: `width - ${right}` } }, text: { field: text, type: 'nominal' } },
      },
      {
        transform: only(`datum.kind === 'tick' && isValid(datum.${place}) && isValid(datum.${text})`),
        mark: { type: 'text', baseline: 'top', align: 'center', color: paint('ink3') },
        encoding: { x, y: { value: height + 8 }, text: { field: text, type: 'nominal' } },
      },
    ],
  };
}

export const trendSpecs = (params: CohortParams) => ({
  spec: makeSpec(false, unitOf(params) === 'rate'),
  narrow: makeSpec(true, unitOf(params) === 'rate'),
});
