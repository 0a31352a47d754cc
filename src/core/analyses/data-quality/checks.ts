import { columnIn } from '#core/model/data-model';
import { lookedAt } from '#core/query/looked-at';
import type { Predicates } from '#core/query/predicates';
import type { Relation } from '#core/query/types';
import type { CompileContext } from '../contract';
import type { DataQualityParams } from './params';

/** What is looked for in every order (DQ2, DQ3), in the order in which ties are named. */
export const CHECKS = [
  'no_customer',
  'no_amount',
  'zero_amount',
  'negative_amount',
  'after_as_of',
  'too_early',
  'repeated',
  'other_currency',
  'unusual_amount',
] as const;
export type Check = (typeof CHECKS)[number];

const has = ({ model }: CompileContext, column: string): boolean => columnIn(model, 'orders', column) !== undefined;

/** The checks that the columns of the data allow. */
export const checksOf = (context: CompileContext): Check[] =>
  CHECKS.filter((check) => {
    if (check === 'other_currency') return has(context, 'currency');
    return ['no_amount', 'zero_amount', 'negative_amount', 'unusual_amount', 'repeated'].includes(check)
      ? has(context, 'net_amount')
      : true;
  });

/** An engine may reckon a condition's other half first, and has no logarithm below zero. */
const LOGARITHM = 'ln(CASE WHEN l.amount > 0 THEN l.amount END)';

/** The truth of each check as an expression over `looked_at AS l` and `fences AS f`. */
function expressionOf(check: Check, { dialect, asOf }: CompileContext, { earliestYear }: DataQualityParams): string {
  switch (check) {
    case 'no_customer':
      return 'l.customer_key IS NULL';
    case 'no_amount':
      return 'l.amount IS NULL';
    case 'zero_amount':
      return 'coalesce(round(l.amount, 6) = 0, false)';
    case 'negative_amount':
      return 'coalesce(round(l.amount, 6) < 0 AND NOT l.refund, false)';
    case 'after_as_of':
      return `l.ordered_on > ${dialect.day(asOf)}`;
    case 'too_early':
      return `l.ordered_on < ${dialect.day(`${String(earliestYear).padStart(4, '0')}-01-01`)}`;
    case 'repeated':
      return 'l.customer_key IS NOT NULL AND l.amount IS NOT NULL AND row_number() OVER (PARTITION BY l.customer_key, l.ordered_at, l.amount ORDER BY l.order_key) > 1';
    case 'other_currency':
      return 'coalesce(l.currency <> (SELECT currency FROM looked_at WHERE currency IS NOT NULL GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1), false)';
    case 'unusual_amount':
      return `coalesce(${LOGARITHM} < f.low OR ${LOGARITHM} > f.high, false)`;
  }
}

/** The relations of the cell: `looked_at`, the fences of DQ3, and `flagged`, a truth for each check of each order. */
export function relationsOf(context: CompileContext, params: DataQualityParams, filters: Predicates): Relation[] {
  const { dialect } = context;
  const logarithm = (q: number) => dialect.quantile(LOGARITHM, q);
  const reach = `${dialect.literal(params.fences)} * (q3 - q1)`;
  const checks = checksOf(context);
  const unusual = checks.includes('unusual_amount');
  const truths = checks.map((check) => `${expressionOf(check, context, params)} AS ${check}`);
  return [
    lookedAt(context, filters),
    {
      name: 'fences',
      sql: `SELECT q1 - ${reach} AS low, q3 + ${reach} AS high
FROM (SELECT count(*) AS n, ${logarithm(0.25)} AS q1, ${logarithm(0.75)} AS q3 FROM looked_at AS l WHERE l.amount > 0) AS quartiles
WHERE n >= 20 AND q3 > q1`,
    },
    {
      name: 'flagged',
      sql: `SELECT l.order_key, l.customer_key,\n  ${truths.join(',\n  ')}\nFROM looked_at AS l${unusual ? '\nLEFT JOIN fences AS f ON true' : ''}`,
    },
  ];
}
