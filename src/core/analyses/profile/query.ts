import type { Part } from '#core/model/presentation';
import { fail, succeed, type Result } from '#core/model/result';
import { accountSql } from '#core/query/account';
import { customerListSql } from '#core/query/customer-list';
import { startQuery, type Query } from '#core/query/start';
import type { Relation } from '#core/query/types';
import type { CompileContext, Plan, SqlStep } from '../contract';
import { bandingOf, crossedKey, knowsCategories, type Banding } from './banding';
import { bandedRelations, BUYERS, placedRelations } from './banded-sql';
import { pairRelations, pairSql, TIES } from './pair-sql';
import { CELLS, crossedBands, shownTraits, traitRelations } from './index-sql';
import type { ProfileParams } from './params';

interface Begun {
  readonly query: Query;
  readonly banding: Banding;
  readonly relations: readonly Relation[];
}

const absent = (key: string, option: keyof ProfileParams) =>
  fail({ code: 'issue_profile_absent', values: { column: key.replace(/^customers\./, '') }, path: [option] });

function begin(params: ProfileParams, context: CompileContext): Result<Begun> {
  const banding = bandingOf(params.by, params.cuts, context.model);
  if (!banding) return absent(params.by, 'by');
  const query = startQuery(context);
  if (!query.ok) return query;
  const relations = [...BUYERS, ...bandedRelations('banded', banding, context), ...placedRelations(banding, params.smallest)];
  return succeed({ query: query.value, banding, relations });
}

/** What the index is across: a banding, or null for categories of products. */
function crossing(params: ProfileParams, context: CompileContext): Result<Banding | null> {
  const key = crossedKey(params.by, params.across, context.model);
  if (key === 'category') return knowsCategories(context.model) ? succeed(null) : absent(key, 'across');
  const across = bandingOf(key, [], context.model);
  return across ? succeed(across) : absent(key, 'across');
}

function bandsSql(numbered: boolean, { dialect }: CompileContext): string {
  const extent = numbered ? ', min(value) AS low, max(value) AS high' : '';
  return `SELECT state, band, count(*) AS customers, sum(orders) AS orders, count(*) FILTER (WHERE orders >= 2) AS repeat_buyers,
  sum(spend) AS spend, sum(spend * spend) AS squares, ${dialect.quantile('spend', 0.5)} AS median, sum(spend_rank) AS rank_sum${extent}
FROM (
  SELECT *, rank() OVER (ORDER BY spend) + (count(*) OVER (PARTITION BY spend) - 1) / 2 AS spend_rank FROM placed
) AS ranked
GROUP BY state, band
ORDER BY state, band`;
}

/** How many are counted, Σ(t³ − t) over equal spends, and the median of all. */
const wholeSql = ({ dialect }: CompileContext): string => `SELECT (SELECT count(*) FROM buyers) AS customers, sum(t * t * t - t) AS tied,
  (SELECT ${dialect.quantile('spend', 0.5)} FROM buyers) AS median
FROM (SELECT CAST(count(*) AS DOUBLE) AS t FROM buyers GROUP BY spend) AS ties`;

function stepsOf(params: ProfileParams, begun: Begun, context: CompileContext): Result<readonly SqlStep[]> {
  const { query, banding, relations } = begun;
  if (params.show === 'bands')
    return succeed([
      { id: 'bands', sql: query.select(bandsSql(banding.kind === 'number', context), relations) },
      { id: 'whole', sql: query.select(wholeSql(context), relations) },
    ]);
  if (params.show === 'compare') {
    const pair = [...relations, ...pairRelations(params, context)];
    return succeed([
      { id: 'pair', sql: query.select(pairSql(banding.kind === 'number', context), pair) },
      { id: 'whole', sql: query.select(TIES, pair) },
    ]);
  }
  const across = crossing(params, context);
  if (!across.ok) return across;
  const traits = traitRelations(across.value, params.smallest, context);
  if (!traits.ok) return traits;
  const all = [...relations, ...traits.value];
  return succeed([
    { id: 'cells', sql: query.select(CELLS, all) },
    { id: 'bands', sql: query.select(crossedBands(banding.kind === 'number'), all) },
    { id: 'traits', sql: query.select(shownTraits(across.value?.kind === 'number'), all) },
  ]);
}

export function compile(params: ProfileParams, context: CompileContext): Result<Plan> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const steps = stepsOf(params, begun.value, context);
  return steps.ok ? succeed({ steps: [...steps.value, { id: 'account', sql: accountSql(begun.value.query) }] }) : steps;
}

/**
 * The customers counted: of one band `{state, band}`, of those with a trait `{trait}`, or of both; `{repeat: true}` those with two orders or more, `{known: true}` those with any known trait.
 * `{}` all.
 */
export function people(part: Part, params: ProfileParams, context: CompileContext): Result<SqlStep> {
  const begun = begin(params, context);
  if (!begun.ok) return begun;
  const { query, relations } = begun.value;
  const { dialect } = context;
  const { state, band = null, trait, repeat, known } = part;
  const texts = [state, band, trait].every((each) => each === undefined || each === null || typeof each === 'string');
  if (!texts) return fail({ code: 'issue_query_part' });
  const traited = trait !== undefined || known === true;
  const across = traited ? crossing(params, context) : succeed(null);
  if (!across.ok) return across;
  const traits = traited ? traitRelations(across.value, params.smallest, context) : succeed([]);
  if (!traits.ok) return traits;
  const literal = (value: unknown): string => dialect.literal(value as string);
  const conditions = [
    ...(state === undefined ? [] : [`state = ${literal(state)}`]),
    ...(band === null ? [] : [`band = ${literal(band)}`]),
    ...(repeat === true ? ['orders >= 2'] : []),
    ...(trait === undefined ? [] : [`customer_key IN (SELECT customer_key FROM traits WHERE trait = ${literal(trait)})`]),
    ...(known === true ? ['customer_key IN (SELECT customer_key FROM traits)'] : []),
  ];
  const chosen = {
    name: 'chosen',
    sql: `SELECT customer_key\nFROM placed${conditions.length > 0 ? `\nWHERE ${conditions.join('\n  AND ')}` : ''}`,
  };
  return succeed({ id: 'people', sql: customerListSql(query, chosen, [...relations, ...traits.value]) });
}
