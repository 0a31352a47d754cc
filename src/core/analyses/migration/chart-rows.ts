import type { Row } from '#core/model/columns';
import type { PresentContext } from '../contract';
import { amount, customersText, saying } from '../words';
import type { Layout, Node } from './layout';
import type { Direction } from './states';

const BLANK = { kind: '', id: '', way: '', x: 0, y: 0, y2: 0, label: null, short: null, tip: null, part: null };
/** Ends level, in between an S: points of a band across, as parts of the way. */
const BENDS = [0, 0.2, 0.8, 1] as const;
const SHOWN: readonly Direction[] = ['up', 'stay', 'down'];

/** Bands, the two columns of states with their words, and the key of colours. */
export function chartRows({ left, right, bands }: Layout, context: PresentContext): Row[] {
  const say = saying(context);
  const rows: Row[] = bands.flatMap(({ flow, left: [l, l2], right: [r, r2] }, at): Row[] => {
    const values = { from: flow.from.name, to: flow.to.name, customers: customersText(flow.customers) };
    const tip = say({ key: 'migration_tip', values });
    const part = JSON.stringify({ from: flow.from.code, to: flow.to.code });
    return BENDS.map((x) => ({
      ...BLANK,
      kind: 'band',
      id: `band${at}`,
      way: flow.way,
      x,
      y: x < 0.5 ? l : r,
      y2: x < 0.5 ? l2 : r2,
      tip,
      part,
    }));
  });
  const node = (side: 'left' | 'right', { state, customers, y, y2 }: Node): Row[] => {
    const words = { state: state.name, customers: amount(customers, 'count') };
    const tip = say({ key: `migration_tip_${side}`, values: { ...words, customers: customersText(customers) } });
    const part = JSON.stringify(side === 'left' ? { from: state.code } : { to: state.code });
    return [
      ...(customers > 0 ? [{ ...BLANK, kind: side, y, y2, tip, part }] : []),
      {
        ...BLANK,
        kind: `${side}_name`,
        y: (y + y2) / 2,
        label: say({ key: 'migration_label', values: words }),
        short: say({ key: 'migration_label_short', values: words }),
      },
    ];
  };
  for (const each of left) rows.push(...node('left', each));
  for (const each of right) rows.push(...node('right', each));
  for (const way of SHOWN) rows.push({ ...BLANK, kind: `key_${way}`, way, label: say({ key: `migration_way_${way as 'up'}` }) });
  return rows;
}
