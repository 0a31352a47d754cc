import type { Text } from '#core/messages/text';
import type { Unit } from '#core/messages/unit';
import type { TableColumn, TableRow, TableView } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { ratio } from '../words';
import { Q, type BandKey, type Bands } from './bands';
import { bandingText, type Banding } from './banding';
import type { Crossed } from './crossed';
import type { Pair } from './pair';
import { bandText, traitText } from './words';

const other = (key: string, label: Text, unit: Unit): TableColumn => ({ key, label, unit, is: 'other' });
const keyColumn = (key: string, label: Text): TableColumn => ({ key, label, unit: 'text', is: 'key' });
const customers = (label: Text): TableColumn => ({ key: 'customers', label, unit: 'customers', is: 'count', part: true });
const partOf = ({ state, band }: BandKey) => ({ state, band });

const BAND_COLUMNS: readonly TableColumn[] = [
  customers({ key: 'profile_customers' }),
  other('share', { key: 'profile_share' }, 'rate'),
  other('from', { key: 'profile_ci_from' }, 'rate'),
  other('to', { key: 'profile_ci_to' }, 'rate'),
  { key: 'spend', label: { key: 'profile_spend' }, unit: 'money', is: 'sum' },
  other('spend_share', { key: 'profile_spend_share' }, 'rate'),
  other('index', { key: 'profile_index' }, 'count'),
  other('index_from', { key: 'profile_ci_from' }, 'count'),
  other('index_to', { key: 'profile_ci_to' }, 'count'),
  other('median', { key: 'profile_median' }, 'money'),
  other('average_order', { key: 'profile_average_order' }, 'money'),
  other('orders_each', { key: 'profile_orders_each' }, 'number'),
  { key: 'repeat_buyers', label: { key: 'profile_repeat_buyers' }, unit: 'customers', is: 'count', part: true },
  other('repeat_rate', { key: 'profile_repeat_rate' }, 'rate'),
  other('more_often', { key: 'profile_more_often' }, 'rate'),
  other('spend_q', { key: 'profile_spend_q' }, 'number'),
  other('repeat_q', { key: 'profile_repeat_q' }, 'number'),
];

export function bandsTable(read: Bands, banding: Banding, { model }: PresentContext): TableView {
  const total: TableRow = {
    values: {
      band: null,
      customers: read.customers,
      share: ratio(read.customers, read.customers),
      spend: read.spend,
      spend_share: read.spend > 0 ? 1 : null,
      index: read.spend > 0 ? 100 : null,
      median: read.median,
      average_order: ratio(read.spend, read.orders),
      orders_each: ratio(read.orders, read.customers),
      repeat_buyers: read.repeatBuyers,
      repeat_rate: ratio(read.repeatBuyers, read.customers),
    },
    texts: { band: { key: 'profile_all' } },
    parts: { customers: {}, repeat_buyers: { repeat: true } },
    total: true,
  };
  const rows = read.bands.map((band): TableRow => ({
    values: {
      band: band.band,
      customers: band.customers,
      share: band.share,
      from: band.shareInterval?.low ?? null,
      to: band.shareInterval?.high ?? null,
      spend: band.spend,
      spend_share: band.spendShare,
      index: band.index,
      index_from: band.indexInterval?.low ?? null,
      index_to: band.indexInterval?.high ?? null,
      median: band.median,
      average_order: ratio(band.spend, band.orders),
      orders_each: ratio(band.orders, band.customers),
      repeat_buyers: band.repeatBuyers,
      repeat_rate: ratio(band.repeatBuyers, band.customers),
      more_often: band.moreOften,
      spend_q: band.spendQ,
      repeat_q: band.repeatQ,
    },
    texts: { band: bandText(band, banding) },
    parts: { customers: partOf(band), repeat_buyers: { ...partOf(band), repeat: true } },
    ...(band === read.namedSpend || band === read.namedRepeat ? { said: true } : {}),
  }));
  return {
    columns: [keyColumn('band', bandingText(banding.key, model)), ...BAND_COLUMNS],
    rows: read.customers > 0 ? [total, ...rows] : [],
  };
}

export function crossedTable(read: Crossed, banding: Banding, across: Banding | null, { model }: PresentContext): TableView {
  const rows = read.cells.map((cell): TableRow => ({
    values: {
      band: cell.band.band,
      trait: cell.trait.trait,
      customers: cell.customers,
      of: cell.band.customers,
      share: cell.share,
      overall: cell.overall,
      index: cell.index,
      index_from: cell.interval?.low ?? null,
      index_to: cell.interval?.high ?? null,
      q: cell.q,
    },
    texts: { band: bandText(cell.band, banding), trait: traitText(cell.trait, across) },
    parts: { customers: { ...partOf(cell.band), trait: cell.trait.trait }, of: { ...partOf(cell.band), known: true } },
    ...(cell === read.named ? { said: true } : {}),
  }));
  const columns = [
    keyColumn('band', bandingText(banding.key, model)),
    keyColumn('trait', across ? bandingText(across.key, model) : { key: 'profile_category' }),
    customers({ key: 'profile_with_both' }),
    { ...customers({ key: 'profile_of_band' }), key: 'of' },
    other('share', { key: 'profile_cell_share' }, 'rate'),
    other('overall', { key: 'profile_overall' }, 'rate'),
    other('index', { key: 'profile_index' }, 'count'),
    other('index_from', { key: 'profile_ci_from' }, 'count'),
    other('index_to', { key: 'profile_ci_to' }, 'count'),
    other('q', { key: 'profile_q' }, 'number'),
  ];
  return { columns, rows };
}

/** One row a figure, each in its own unit: both sides, their difference, effect size and q. */
export function pairTable(pair: Pair | null, banding: Banding): TableView {
  const label = (at: 0 | 1): Text => (pair ? bandText(pair.sides[at], banding) : { key: at === 0 ? 'profile_first' : 'profile_second' });
  const columns = [
    keyColumn('figure', { key: 'profile_figure' }),
    { ...customers(label(0)), key: 'first', unit: 'number' as const, is: 'other' as const },
    { ...customers(label(1)), key: 'second', unit: 'number' as const, is: 'other' as const },
    other('difference', { key: 'profile_row_difference' }, 'number'),
    other('from', { key: 'profile_ci_from' }, 'number'),
    other('to', { key: 'profile_ci_to' }, 'number'),
    other('effect', { key: 'profile_row_effect' }, 'number'),
    other('q', { key: 'profile_q' }, 'number'),
  ];
  if (!pair) return { columns, rows: [] };
  const [first, second] = pair.sides;
  const sizes: TableRow = {
    values: { figure: 'customers', first: first.customers, second: second.customers },
    texts: { figure: { key: 'profile_customers' } },
    parts: { first: partOf(first), second: partOf(second) },
  };
  const rows = pair.contrasts.map(({ measure, interval, q, ...contrast }): TableRow => {
    // Shares are shown out of 100, beside money and numbers in one column.
    const times = measure === 'repeat' ? 100 : 1;
    const scaled = (value: number | null): number | null => (value === null ? null : value * times);
    return {
      values: {
        figure: measure,
        first: scaled(contrast.first),
        second: scaled(contrast.second),
        difference: scaled(contrast.difference),
        from: scaled(interval?.low ?? null),
        to: scaled(interval?.high ?? null),
        effect: contrast.effect,
        q,
      },
      texts: { figure: { key: `profile_row_${measure}` } },
      ...(q !== null && q <= Q ? { said: true } : {}),
    };
  });
  return { columns, rows: [sizes, ...rows] };
}
