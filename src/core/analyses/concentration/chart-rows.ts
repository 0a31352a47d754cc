import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, customersText, saying } from '../words';
import { CLASS_NAMES, type CurvePoint, type Shares } from './shares';

const BLANK = { kind: '', x: 0, y: 0, label: null, short: null, tip: null, part: null };
/** A class less wide than this has no room for its name. */
const ROOM = 0.03;

/** The share of the money that the best share of the customers brings, between the points of the curve. */
function heightAt(curve: readonly CurvePoint[], x: number): number {
  const after = curve.find((point) => point.customers >= x);
  if (!after) return 1;
  const before = curve.findLast((point) => point.customers < x) ?? { customers: 0, share: 0 };
  return before.share + ((after.share - before.share) * (x - before.customers)) / (after.customers - before.customers);
}

/** Where each class ends, and its name in the middle; the last border is the end of the curve. */
function classRows({ customers, classes, curve }: Shares): Row[] {
  const rows: Row[] = [];
  let from = 0;
  for (const name of CLASS_NAMES) {
    const width = (classes.find((each) => each.name === name)?.customers ?? 0) / customers;
    const to = from + width;
    if (width > 0 && to < 1 - 1e-9) rows.push({ ...BLANK, kind: 'border', x: to, y: heightAt(curve, to) });
    if (width > ROOM) rows.push({ ...BLANK, kind: 'class', x: from + width / 2, y: 0, label: name, short: name });
    from = to;
  }
  return rows;
}

export function chartRows(shares: Shares, context: PresentContext): Row[] {
  const { curve, best } = shares;
  if (curve.length === 0 || !best) return [];
  const say = saying(context);
  const tipOf = (place: number, x: number, share: number): string =>
    say({
      key: 'concentration_tip',
      values: { customers: customersText(place), part: amount(x, 'rate'), rate: amount(share, 'rate') },
    });
  const even = say({ key: 'concentration_even' });
  const bestX = best.customers / shares.customers;
  const label = say({ key: 'concentration_best', values: { rate: amount(best.share, 'rate') } });
  return [
    { ...BLANK, kind: 'curve' },
    ...curve.map(({ place, customers, share }): Row => ({
      ...BLANK,
      kind: 'curve',
      x: customers,
      y: share,
      tip: tipOf(place, customers, share),
      part: JSON.stringify({ place }),
    })),
    { ...BLANK, kind: 'even' },
    { ...BLANK, kind: 'even', x: 1, y: 1 },
    { ...BLANK, kind: 'even_label', x: 0.5, y: 0.5, label: even, short: even },
    ...classRows(shares),
    {
      ...BLANK,
      kind: 'best',
      x: bestX,
      y: best.share,
      label,
      short: label,
      tip: tipOf(best.customers, bestX, best.share),
      part: JSON.stringify({ place: best.customers }),
    },
  ];
}
