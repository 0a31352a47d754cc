import type { Token } from '../tokens';
import type { Pivot, PivotHead, PivotPlace } from './types';

/** How a number becomes a colour (PV9). */
export type ShadeScale =
  | { readonly by: 'size' }
  /** Ascending, 1 to 5 of them; a value on a threshold belongs above it. */
  | { readonly by: 'thresholds'; readonly at: readonly number[] }
  /** Two hues around a middle, as far as the value that is farthest from it. */
  | { readonly by: 'middle'; readonly middle: number };

/** Conditional colour of one measure (PV9). */
export interface PivotShading {
  readonly measure: string;
  /** What a value is compared with. */
  readonly within: 'table' | 'row' | 'column';
  readonly scale: ShadeScale;
}

/** Ground and ink of a cell, as theme tokens; together at least 4.5:1 in both themes. */
export interface Shade {
  readonly ground: Token;
  readonly ink: 'ink' | 'onSeq';
}

const seq = (step: 1 | 2 | 3 | 4 | 6 | 7): Shade => ({ ground: `seq${step}`, ink: step > 4 ? 'onSeq' : 'ink' });
const div = (step: 1 | 3 | 4 | 5 | 7): Shade => ({ ground: `div${step}`, ink: step === 1 || step === 7 ? 'onSeq' : 'ink' });
export const SEQUENTIAL: readonly Shade[] = [seq(1), seq(2), seq(3), seq(4), seq(6), seq(7)];
export const DIVERGING: readonly Shade[] = [div(1), div(3), div(4), div(5), div(7)];

const stepOf = (share: number, steps: readonly Shade[]): Shade => steps[Math.min(steps.length - 1, Math.floor(share * steps.length))]!;

/** Thresholds spread over the steps, so that three of them use light, middle and dark. */
function byThresholds(value: number, at: readonly number[]): Shade {
  const above = at.filter((threshold) => value >= threshold).length;
  const step = at.length === 0 ? 0 : Math.round((above / at.length) * (SEQUENTIAL.length - 1));
  return SEQUENTIAL[step]!;
}

/** What gives each value its colour among its peers; null where all are equal. Peers are read once. */
export function shaderOf(peers: readonly number[], scale: ShadeScale): (value: number) => Shade | null {
  if (scale.by === 'thresholds') return (value) => byThresholds(value, scale.at);
  const low = peers.reduce((a, b) => Math.min(a, b), Infinity);
  const high = peers.reduce((a, b) => Math.max(a, b), -Infinity);
  if (low >= high) return () => null;
  if (scale.by === 'size') return (value) => stepOf((value - low) / (high - low), SEQUENTIAL);
  const reach = Math.max(Math.abs(low - scale.middle), Math.abs(high - scale.middle));
  return (value) => stepOf((value - scale.middle + reach) / (2 * reach), DIVERGING);
}

/** The colours of a measure's cells, by `shadeKey`; totals and empty cells have none (PV9). */
export function shadeCells(pivot: Pivot, shading: PivotShading): ReadonlyMap<string, Shade> {
  const shades = new Map<string, Shade>();
  const { measure, within } = shading;
  const groups: (readonly PivotPlace[])[] = [];
  const place = (row: PivotHead, column: PivotHead): PivotPlace => ({ row, column, measure });
  if (within === 'row') for (const row of pivot.rows) groups.push(pivot.columns.map((column) => place(row, column)));
  else if (within === 'column') for (const column of pivot.columns) groups.push(pivot.rows.map((row) => place(row, column)));
  else groups.push(pivot.rows.flatMap((row) => pivot.columns.map((column) => place(row, column))));
  for (const places of groups) {
    const filled = places.flatMap((each) => {
      const { value } = pivot.at(each);
      return value === null ? [] : [{ place: each, value }];
    });
    const peers = filled.map(({ value }) => value);
    const shader = shaderOf(peers, shading.scale);
    for (const each of filled) {
      const shade = shader(each.value);
      if (shade) shades.set(shadeKey(each.place), shade);
    }
  }
  return shades;
}

/** The key of a cell in the map of `shadeCells`. */
export const shadeKey = ({ row, column }: PivotPlace): string => JSON.stringify([row, column]);
