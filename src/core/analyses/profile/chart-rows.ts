import { formatAmount } from '#core/messages/format';
import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, saying } from '../words';
import { ENOUGH, Q, type Band, type Bands } from './bands';
import type { Banding } from './banding';
import type { Crossed, IndexCell } from './crossed';
import type { Pair } from './pair';
import { bandText, traitText } from './words';

/** At most so many bands are drawn, those of most customers; the table has them all. */
const MOST_BANDS = 20;

/** The bands that are drawn, in the order of the table. */
export function drawnBands<Each extends { readonly customers: number }>(bands: readonly Each[]): readonly Each[] {
  const largest = new Set(bands.toSorted((one, other) => other.customers - one.customers).slice(0, MOST_BANDS));
  return bands.filter((band) => largest.has(band));
}

/** The end of the axis: beyond the largest index, and the interval as far as half again. */
export function mostIndex(bands: readonly Band[]): number {
  const largest = Math.max(150, ...bands.map(({ index }) => index ?? 0));
  const intervals = bands.map(({ indexInterval }) => Math.min(indexInterval?.high ?? 0, 1.5 * largest));
  return Math.ceil(Math.max(largest, ...intervals) / 10) * 10;
}

export function barRows({ bands, namedSpend }: Bands, banding: Banding, context: PresentContext): Row[] {
  const say = saying(context);
  const drawn = drawnBands(bands);
  const most = mostIndex(drawn);
  const within = (value: number | null | undefined): number | null =>
    value === null || value === undefined ? null : Math.min(most, Math.max(0, value));
  return drawn.map((band, y): Row => {
    const index = amount(band.index, 'count');
    const values = {
      band: bandText(band, banding),
      index,
      low: amount(band.indexInterval?.low ?? null, 'count'),
      high: amount(band.indexInterval?.high ?? null, 'count'),
      customers: amount(band.customers, 'count'),
      share: amount(band.share, 'rate'),
      spend: amount(band.spendShare, 'rate'),
    };
    return {
      x: within(band.index),
      y,
      from: within(band.indexInterval?.low),
      to: within(band.indexInterval?.high),
      label: say(values.band),
      figure: formatAmount(index, context),
      small: band.customers < ENOUGH,
      said: band === namedSpend,
      tip: say({ key: band.indexInterval ? 'profile_band_tip' : 'profile_band_tip_bare', values }),
      part: JSON.stringify({ state: band.state, band: band.band }),
    };
  });
}

const ENDS = [50, 200 / 3, 250 / 3, 120, 150, 200] as const;
const isFound = ({ q }: IndexCell): boolean => q !== null && q <= Q;

/** Steps of the diverging scale: below ½, ⅔, ⅚, about 100, above 1.2, 1.5, 2. What may be chance goes no further than the palest tint. */
function stepOf(cell: IndexCell): number {
  if (cell.band.customers < ENOUGH) return 0;
  const step = 1 + ENDS.filter((end) => cell.index >= end).length;
  return isFound(cell) ? step : Math.min(5, Math.max(3, step));
}

export function heatRows(
  { bands, traits, cells, named }: Crossed,
  banding: Banding,
  across: Banding | null,
  context: PresentContext,
): Row[] {
  const say = saying(context);
  const drawn = drawnBands(bands);
  const blank = { x: null, x2: null, y: null, y2: null, step: null, small: false, said: false, found: false, tip: null, part: null };
  const heads = traits.map((trait, at): Row => ({
    ...blank,
    kind: 'head',
    x: at,
    middle: at + 0.5,
    centre: -0.5,
    label: say(traitText(trait, across)),
  }));
  const names = drawn.map((band, at): Row => {
    const small = band.customers < ENOUGH;
    return {
      ...blank,
      kind: 'row',
      small,
      middle: null,
      centre: at + 0.5,
      label: say(bandText(band, banding)),
      said: band === named?.band,
    };
  });
  const marks = cells.flatMap((cell): Row[] => {
    const [row, column] = [drawn.indexOf(cell.band), traits.indexOf(cell.trait)];
    if (row < 0) return [];
    const values = {
      band: bandText(cell.band, banding),
      trait: traitText(cell.trait, across),
      index: amount(cell.index, 'count'),
      low: amount(cell.interval?.low ?? null, 'count'),
      high: amount(cell.interval?.high ?? null, 'count'),
      share: amount(cell.share, 'rate'),
      overall: amount(cell.overall, 'rate'),
      customers: amount(cell.customers, 'count'),
      of: amount(cell.band.customers, 'count'),
    };
    const small = cell.band.customers < ENOUGH;
    return [
      {
        kind: 'cell',
        x: column,
        x2: column + 1,
        y: row,
        y2: row + 1,
        middle: column + 0.5,
        centre: row + 0.5,
        step: stepOf(cell),
        small,
        said: cell === named,
        found: isFound(cell),
        label: formatAmount(values.index, context),
        tip: say({ key: small ? 'profile_cell_small_tip' : 'profile_cell_tip', values }),
        part: JSON.stringify({ state: cell.band.state, band: cell.band.band, trait: cell.trait.trait }),
      },
    ];
  });
  return [...marks, ...heads, ...names];
}

export function spreadRows({ sides, contrasts }: Pair, banding: Banding, context: PresentContext): Row[] {
  const say = saying(context);
  const found = contrasts.some(({ measure, q }) => measure === 'spend' && q !== null && q <= Q);
  return sides.map((side, y): Row => {
    const money = (value: number) => amount(value, 'money');
    const { p10, p25, median, p75, p90 } = side.quantiles;
    const values = {
      band: bandText(side, banding),
      median: money(median),
      p10: money(p10),
      p25: money(p25),
      p75: money(p75),
      p90: money(p90),
      customers: amount(side.customers, 'count'),
    };
    return {
      y,
      p10,
      p25,
      median,
      p75,
      p90,
      label: say(values.band),
      figure: formatAmount(values.median, context),
      small: side.customers < ENOUGH,
      said: found,
      tip: say({ key: 'profile_spread_tip', values }),
      part: JSON.stringify({ state: side.state, band: side.band }),
    };
  });
}
