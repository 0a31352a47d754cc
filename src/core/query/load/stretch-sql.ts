import type { CanonicalTable } from '#core/model/canonical';
import { nextName } from './customers-sql';
import type { StagedSource } from './relation-sql';

/** Records of a load by position over all its sources, [from, to). The first stretch of a table makes the table, the others are added. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly first: boolean;
}

/** One of several shares of the orders, chosen by their id alone: questions that keep every id in memory are asked share by share. */
export interface Share {
  readonly at: number;
  readonly of: number;
}

/** The records of some sources in stretches of at most so many. */
export function stretchesOf(sources: readonly StagedSource[], most: number): Stretch[] {
  const from = Math.min(...sources.map(({ offset }) => offset));
  const to = Math.max(...sources.map(({ offset, rows }) => offset + rows));
  const count = Math.max(1, Math.ceil((to - from) / most));
  return Array.from({ length: count }, (_, at) => ({
    from: from + at * most,
    to: Math.min(to, from + (at + 1) * most),
    first: at === 0,
  }));
}

/** As many shares as there are such stretches. */
export function sharesOf(sources: readonly StagedSource[], most: number): Share[] {
  const of = stretchesOf(sources, most).length;
  return Array.from({ length: of }, (_, at) => ({ at, of }));
}

/** How a statement that fills a table begins; whole tables are made at one stroke. */
export const fillSql = (table: CanonicalTable, stretch: Stretch | null): string =>
  stretch === null || stretch.first ? `CREATE TABLE ${nextName(table)} AS` : `INSERT INTO ${nextName(table)}`;

/** The records of a stretch, in a relation called `r`. */
export const withinSql = (stretch: Stretch | null): string =>
  stretch === null ? '' : `\nWHERE r.record_seq >= ${stretch.from} AND r.record_seq < ${stretch.to}`;

/** The orders of a share, in a relation that names them `order_id`. */
export const shareSql = (share: Share | null): string =>
  share === null || share.of === 1 ? '' : ` WHERE hash(order_id) % ${share.of} = ${share.at}`;
