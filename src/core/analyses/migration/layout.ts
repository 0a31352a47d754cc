import type { Flow, Migration } from './flows';
import type { State } from './states';

/** Pixels between two states of a column, the least room for the words of one, and of a whole chart. */
const APART = 10;
const WORDS = 34;
const LEAST = 320;

/** A state in its column: from `y` to `y2`, its words around `label`; all in pixels from the top. */
export interface Node {
  readonly state: State;
  readonly customers: number;
  readonly y: number;
  readonly y2: number;
  readonly label: number;
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

export const heightOf = ({ rows, columns }: Pick<Migration, 'rows' | 'columns'>): number =>
  Math.max(LEAST, Math.max(rows.length, columns.length) * (WORDS + 6));

/** Centres moved so that words do not touch, in the order given, between the top and the bottom. */
function spread(centres: readonly number[], height: number): number[] {
  const down: number[] = [];
  for (const centre of centres) down.push(Math.max(centre, WORDS / 2, (down.at(-1) ?? -WORDS) + WORDS));
  let room = height - WORDS / 2;
  return down
    .toReversed()
    .map((centre) => {
      const placed = Math.min(centre, room);
      room = placed - WORDS;
      return placed;
    })
    .toReversed();
}

/** Places every state and every flow; bands leave and reach a state in the order of the other side (MG12). */
export function layOut(migration: Migration): Layout {
  const height = heightOf(migration);
  const { rows, columns, flows } = migration;
  const all = flows.reduce((sum, { customers }) => sum + customers, 0);
  const scale = (height - APART * (Math.max(rows.length, columns.length) - 1)) / Math.max(1, all);
  const column = (states: readonly State[], side: 'from' | 'to'): Node[] => {
    let top = 0;
    const boxes = states.map((state) => {
      const customers = flows.reduce((sum, flow) => sum + (flow[side].code === state.code ? flow.customers : 0), 0);
      const [y, y2] = [top, top + customers * scale];
      top = y2 + APART;
      return { state, customers, y, y2 };
    });
    const labels = spread(
      boxes.map(({ y, y2 }) => (y + y2) / 2),
      height,
    );
    return boxes.map((box, at) => ({ ...box, label: labels[at]! }));
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
