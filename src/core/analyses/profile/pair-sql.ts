import type { Relation } from '#core/query/types';
import type { CompileContext } from '../contract';
import type { ProfileParams } from './params';

/** `pair`: the two bands with their `seat`, 1 and 2 (PF14); `paired`: their customers, with mean ranks among the two and places within each. */
export function pairRelations({ first, second }: ProfileParams, { dialect }: CompileContext): Relation[] {
  const wanted = [...new Set([first, second].filter((band) => band !== null))];
  const cases = wanted.map((band, at) => `WHEN band = ${dialect.literal(band)} THEN ${at}`);
  const order = cases.length > 0 ? `CASE ${cases.join(' ')} ELSE 2 END, count(*) DESC, band` : 'count(*) DESC, band';
  return [
    {
      name: 'pair',
      sql: `SELECT band, row_number() OVER (ORDER BY ${order}) AS seat\nFROM placed\nWHERE state = 'band'\nGROUP BY band\nORDER BY seat\nLIMIT 2`,
    },
    {
      name: 'paired',
      sql: `SELECT p.band, pair.seat, p.orders, p.spend, p.value,
  rank() OVER (ORDER BY p.spend) + (count(*) OVER (PARTITION BY p.spend) - 1) / 2 AS spend_rank,
  row_number() OVER (PARTITION BY p.band ORDER BY p.spend) AS place, count(*) OVER (PARTITION BY p.band) AS size
FROM placed AS p
JOIN pair ON pair.band = p.band`,
    },
  ];
}

/** The place from one end of the value that tells how sure a median is (ST38). */
const PLACE = 'greatest(1, round((size + 1) / 2 - sqrt(size)))';

/** One row a band of the pair. */
export const pairSql = (
  numbered: boolean,
  { dialect }: CompileContext,
): string => `SELECT band, seat, count(*) AS customers, sum(orders) AS orders,
  sum(orders * orders) AS order_squares, count(*) FILTER (WHERE orders >= 2) AS repeat_buyers, sum(spend) AS spend,
  ${([0.1, 0.25, 0.5, 0.75, 0.9] as const).map((q) => `${dialect.quantile('spend', q)} AS ${q === 0.5 ? 'median' : `p${q * 100}`}`).join(', ')},
  sum(spend_rank) AS rank_sum, max(spend) FILTER (WHERE place = ${PLACE}) AS median_from,
  max(spend) FILTER (WHERE place = size + 1 - ${PLACE}) AS median_to${numbered ? ', min(value) AS low, max(value) AS high' : ''}
FROM paired
GROUP BY band, seat
ORDER BY seat`;

/** Σ(t³ − t) over equal spends of the two bands. */
export const TIES = `SELECT coalesce(sum(t * t * t - t), 0) AS tied
FROM (SELECT CAST(count(*) AS DOUBLE) AS t FROM paired GROUP BY spend) AS ties`;
