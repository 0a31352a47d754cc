import type { Flow, Migration } from './flows';
import type { State } from './states';

/** Pixels between two states of a column, so that their words never touch, and of all bands together. */
const APART = 30;
const BANDS = 240;

/** A state in its column: from `y` to `y2` in pixels from the top; its words stand at the middle. */
export interface Node {
  readonly state: State;
  readonly customers: number;
  readonly y: number;
  readonly y2: number;
}
/** A flow as a band: its upper and lower edge at the left and at the right. */
export interface Band {
  readonly flow: Flow;
  readonly left: readonly [number, number];
  readonly right: readonly [number, number];
}
export interface Layout {
  readonly left: readonly Node[];
  readonly right: readonly Node[];
  readonly bands: readonly Band[];
  readonly height: number;
}

const heightOf = ({ rows, columns }: Migration): number => BANDS + APART * Math.max(rows.length, columns.length);

/** Places every state and every flow; bands leave and reach a state in the order of the other side (MG12). */
export function layOut(migration: Migration): Layout {
  const height = heightOf(migration);
  const { rows, columns, flows } = migration;
  const all = flows.reduce((sum, { customers }) => sum + customers, 0);
  const scale = BANDS / Math.max(1, all);
  const column = (states: readonly State[], side: 'from' | 'to'): Node[] => {
    let top = APART / 2;
    return states.map((state) => {
      const customers = flows.reduce((sum, flow) => sum + (flow[side].code === state.code ? flow.customers : 0), 0);
      const [y, y2] = [top, top + customers * scale];
      top = y2 + APART;
      return { state, customers, y, y2 };
    });
  };
  const [left, right] = [column(rows, 'from'), column(columns, 'to')];
  const next = {
    from: new Map(left.map(({ state, y }) => [state.code, y])),
    to: new Map(right.map(({ state, y }) => [state.code, y])),
  };
  const take = (side: 'from' | 'to', flow: Flow): readonly [number, number] => {
    const y = next[side].get(flow[side].code) ?? 0;
    next[side].set(flow[side].code, y + flow.customers * scale);
    return [y, y + flow.customers * scale];
  };
  // Flows come by row and column, so each side fills up in the other's order.
  return { left, right, height, bands: flows.map((flow) => ({ flow, left: take('from', flow), right: take('to', flow) })) };
}
