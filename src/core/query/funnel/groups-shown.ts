import type { Relation } from '../types';

/** Which groups of a breakdown stand by themselves (FU20). `minCell` 0 merges none for being small; `limit` null shows all. */
export interface GroupLimits {
  readonly minCell: number;
  readonly limit: number | null;
}

/**
 * `shown`: the rows of `grouped` with `kind`: `value` (its `grp` stands by itself), `other` (beyond the limit) or `small` (merged, until the merged group is no
 * smaller than `minCell` itself); `grp` is null for the last two.
 */
export function shownGroups({ minCell, limit }: GroupLimits): Relation[] {
  const counted = `SELECT grp, units, row_number() OVER (ORDER BY units DESC, grp) AS place,
  coalesce(sum(units) OVER (ORDER BY units, grp DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS smaller, min(units) OVER () AS least
FROM (SELECT grp, count(*) AS units FROM grouped GROUP BY grp) AS counts`;
  const cases = [
    `WHEN units < ${minCell} OR (least < ${minCell} AND smaller < ${minCell}) THEN 'small'`,
    ...(limit === null ? [] : [`WHEN place > ${limit} THEN 'other'`]),
  ];
  const kinds = `SELECT grp, CASE ${cases.join(' ')} ELSE 'value' END AS kind\nFROM group_sizes`;
  return [
    { name: 'group_sizes', sql: counted },
    { name: 'group_kinds', sql: kinds },
    {
      name: 'shown',
      sql: `SELECT g.* REPLACE (CASE WHEN k.kind = 'value' THEN g.grp END AS grp), k.kind
FROM grouped AS g
JOIN group_kinds AS k ON k.grp IS NOT DISTINCT FROM g.grp`,
    },
  ];
}
