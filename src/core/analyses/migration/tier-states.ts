import { succeed, type Result } from '#core/model/result';
import type { Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { axisColumn, cutsRelation, measuredRelation, schemeOf, thresholdsOf, tieredRelations, type TierScheme } from '../tier-sql';
import type { MigrationParams } from './params';

/** The query at each of the two dates. */
export interface Dates {
  readonly earlier: Query;
  readonly later: Query;
}

/** Everybody at the later date with the cut points at which as large a share stands above as at the earlier (MG5). */
function cutsAgain(scheme: TierScheme, { later: { context } }: Dates): Relation[] {
  const thresholds = thresholdsOf(scheme.rules);
  const axes = [...new Set(thresholds.map(({ axis }) => axis))];
  const columns = new Map(axes.map((axis, at) => [axis, { column: axisColumn(axis, context), reach: `reach_${at + 1}` }]));
  const of = (axis: string) => columns.get(axis)!;
  const reached = thresholds.map(({ axis }, at) => `, count(*) FILTER (WHERE ${of(axis).column} >= cut_${at + 1}) AS reached_${at + 1}`);
  const reaches = axes.map((axis) => `, count(*) OVER (ORDER BY ${of(axis).column} DESC) AS ${of(axis).reach}`);
  const cuts = thresholds.map(({ axis }, at) => {
    const { column, reach } = of(axis);
    const least = `coalesce(min(r.${column}) FILTER (WHERE r.${reach} * e.n <= e.reached_${at + 1} * r.n), max(r.${column}) + 1)`;
    return `CASE WHEN any_value(e.n) = 0 THEN any_value(cuts.cut_${at + 1}) ELSE ${least} END AS cut_${at + 1}`;
  });
  return [
    { name: 'reached', sql: `SELECT count(*) AS n${reached.join('')}\nFROM before_measured\nCROSS JOIN cuts` },
    { name: 'reaching', sql: `SELECT *, count(*) OVER () AS n${reaches.join('')}\nFROM after_measured` },
    {
      name: 'cuts_again',
      sql: `SELECT ${cuts.length > 0 ? cuts.join(',\n  ') : 'count(*) AS cut_0'}\nFROM reaching AS r\nCROSS JOIN reached AS e\nCROSS JOIN cuts`,
    },
  ];
}

/** `before_state`, `after_state`, `again_state`, `aged_state`: `customer_key` and `tier` of everybody in scope (MG2, MG4, MG5, MG9). */
export function tierStates({ tiers, window }: MigrationParams, dates: Dates): Result<Relation[]> {
  const { earlier, later } = dates;
  const scheme = schemeOf(tiers, window);
  const then = (name: string, until: string): Relation => ({
    name,
    sql: earlier.select('SELECT * FROM measured', [measuredRelation('measured', scheme, earlier, until)]),
  });
  const found: Relation[] = [
    then('before_measured', earlier.context.asOf),
    then('aged_measured', later.context.asOf),
    measuredRelation('after_measured', scheme, later),
    cutsRelation(scheme, later, 'before_measured'),
    ...cutsAgain(scheme, dates),
  ];
  const ways = [
    ['before_state', 'before_measured', 'cuts'],
    ['aged_state', 'aged_measured', 'cuts'],
    ['after_state', 'after_measured', 'cuts'],
    ['again_state', 'after_measured', 'cuts_again'],
  ] as const;
  for (const [name, measured, cuts] of ways) {
    const tiered = tieredRelations(scheme, later, { name, measured, cuts, cut: (place) => `cut_${place + 1}` });
    if (!tiered.ok) return tiered;
    found.push(...tiered.value);
  }
  return succeed(found);
}
