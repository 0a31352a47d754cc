import { costsKnown, marginRelations } from '#core/query/costs';
import type { Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import { rankColumn, scoreSql, type ScoredMeasure, type Scoring } from '../rank-scores';
import type { RangeRule } from '../rule-check';
import { keptCuts, type RfmParams } from './params';
import { groupingOf, type Grouping } from './grouping';

const MEASURES: Readonly<Record<'r' | 'f' | 'm', ScoredMeasure>> = {
  r: { value: 'recency_days', better: 'low' },
  f: { value: 'frequency', better: 'high' },
  m: { value: 'round(monetary, 6)', better: 'high' },
};
const KEYS = ['r', 'f', 'm'] as const;

/** RF10–RF12. */
function scoringOf(params: RfmParams, measure: 'r' | 'f' | 'm'): Scoring {
  const kept = keptCuts(params, measure);
  if (kept) return { kind: 'borders', borders: kept };
  return { kind: params.scoring === 'ntile' ? 'ntile' : 'rank' };
}

/** One row a customer with its R, F and M and what the groups are told of (RF2, RF13). */
function measured({ frequency, monetary, scoring }: RfmParams, { context }: Query): Relation {
  const { dialect, asOf } = context;
  const costs = costsKnown(context);
  const mean = 'coalesce(m.revenue / nullif(b.with_amount, 0), 0)';
  const m = monetary === 'mean' ? mean : monetary === 'margin' ? 'coalesce(g.margin, 0)' : 'coalesce(m.revenue, 0)';
  const columns = [
    'b.customer_key',
    ...(scoring === 'ntile' ? ['p.customer_id'] : []),
    `${dialect.dateDiff('day', 'b.last_on', dialect.day(asOf))} AS recency_days`,
    'b.orders',
    'b.frequency',
    `${m} AS monetary`,
    'coalesce(m.revenue, 0) AS revenue',
    ...(costs ? ['coalesce(g.margin, 0) AS margin'] : []),
  ];
  const counted = [
    'customer_key',
    'max(ordered_on) AS last_on',
    'count(*) AS orders',
    `${frequency === 'days' ? 'count(DISTINCT ordered_on)' : 'count(*)'} AS frequency`,
    ...(monetary === 'mean' ? ['count(amount) AS with_amount'] : []),
  ];
  const joins = [
    'LEFT JOIN (SELECT customer_key, sum(amount) AS revenue FROM money_in_range GROUP BY customer_key) AS m ON m.customer_key = b.customer_key',
    ...(costs ? ['LEFT JOIN margins AS g ON g.customer_key = b.customer_key'] : []),
    ...(scoring === 'ntile' ? ['JOIN people AS p ON p.customer_key = b.customer_key'] : []),
  ];
  return {
    name: 'measured',
    sql: `SELECT ${columns.join(', ')}
FROM (SELECT ${counted.join(', ')} FROM in_range GROUP BY customer_key) AS b
${joins.join('\n')}`,
  };
}

const conditionOf = ({ ranges }: RangeRule): string => {
  const column = (axis: string): string => (axis === 'fm' ? 'fm' : `${axis}_score`);
  const conditions = Object.entries(ranges).map(([axis, [low, high]]) => `${column(axis)} BETWEEN ${low} AND ${high}`);
  return conditions.length > 0 ? conditions.join(' AND ') : 'true';
};

/** The group of a customer as text (RF6, RF14–RF19). */
function segmentSql(params: RfmParams, grouping: Grouping, { context: { dialect } }: Query): string {
  const separator = params.scores > 9 ? `, '-', ` : ', ';
  switch (grouping.kind) {
    case 'rules': {
      const cases = grouping.rules.map((rule) => `    WHEN ${conditionOf(rule)} THEN ${dialect.literal(rule.name)}`);
      return `CASE\n${cases.join('\n')}\n    ELSE '' END`;
    }
    case 'squares':
      return `concat('R', r_score, ' FM', fm)`;
    case 'cells':
      return `concat(r_score${separator}f_score${separator}m_score)`;
    case 'weighted': {
      const sum = (['weightR', 'weightF', 'weightM'] as const).map((key, at) => `${dialect.literal(params[key])} * ${KEYS[at]}_score`);
      return `CAST(CAST(floor(round(${sum.join(' + ')}, 6)) AS INTEGER) AS VARCHAR)`;
    }
    case 'eight': {
      const high = (condition: string): string => `CASE WHEN ${condition} THEN 'H' ELSE 'L' END`;
      return `concat(${[high('recency_days <= r_line'), high('round(frequency, 6) > f_line'), high('round(monetary, 6) > m_line')].join(
        ', ',
      )})`;
    }
  }
}

/** RF16: the thresholds of the eight classes, one row. */
function lines({ threshold }: RfmParams, { context: { dialect } }: Query): Relation {
  const middle = (column: string): string => (threshold === 'median' ? dialect.quantile(column, 0.5) : `avg(${column})`);
  const line = (column: string, name: string): string => `round(${middle(column)}, 6) AS ${name}`;
  return {
    name: 'lines',
    sql: `SELECT ${line('recency_days', 'r_line')}, ${line('frequency', 'f_line')}, ${line('monetary', 'm_line')}\nFROM measured`,
  };
}

/** Measured, ranked, scored, named: one row a customer in `scored`. */
export function scoring(params: RfmParams, query: Query): Relation[] {
  const { dialect } = query.context;
  const k = params.scores;
  const grouping = groupingOf(params);
  const ranks = KEYS.flatMap((key) => {
    const column = rankColumn(MEASURES[key], scoringOf(params, key), k);
    return column ? [`${column} AS ${key}_rank`] : [];
  });
  const score = (key: 'r' | 'f' | 'm'): string =>
    `${scoreSql(MEASURES[key], scoringOf(params, key), k, `${key}_rank`, dialect)} AS ${key}_score`;
  const costs = costsKnown(query.context);
  const eight = grouping.kind === 'eight';
  return [
    ...(costs ? marginRelations(query) : []),
    measured(params, query),
    ...(eight ? [lines(params, query)] : []),
    { name: 'ranked', sql: `SELECT *${['', 'count(*) OVER () AS n', ...ranks].join(',\n  ')}\nFROM measured` },
    {
      name: 'scores',
      sql: `SELECT customer_key, recency_days, orders, frequency, monetary, revenue,${costs ? ' margin,' : ''}
  ${KEYS.map(score).join(',\n  ')}
FROM ranked`,
    },
    { name: 'joined', sql: `SELECT *, ${dialect.integerDivide('f_score + m_score + 1', '2')} AS fm\nFROM scores` },
    { name: 'scored', sql: `SELECT *, ${segmentSql(params, grouping, query)} AS segment\nFROM joined${eight ? '\nCROSS JOIN lines' : ''}` },
  ];
}
