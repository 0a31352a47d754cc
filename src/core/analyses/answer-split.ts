import { columnIn, holdsColumn, type DataModel } from '#core/model/data-model';
import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import { fail, succeed, type Result } from '#core/model/result';
import type { Relation } from '#core/query/types';
import type { CompileContext, MadeDimension } from './contract';

const CUSTOMER = { table: 'surveys', columns: ['customer_id', 'responded_at'] } as const;
const ORDER = { table: 'surveys', columns: ['order_id'] } as const;
const TICKETS = ['customer_id', 'opened_at'] as const;

/** The groups of answers that are no column (SA8). */
export const MADE_SPLITS = [
  {
    value: '@product',
    label: { key: 'satisfaction_made_product' },
    needs: [ORDER, { table: 'order_items', columns: ['order_id', 'product_id'] }],
  },
  {
    value: '@category',
    label: { key: 'satisfaction_made_category' },
    needs: [ORDER, { table: 'order_items', columns: ['order_id', 'category'] }],
  },
  {
    value: '@agent',
    label: { key: 'satisfaction_made_agent' },
    needs: [CUSTOMER, { table: 'tickets', columns: [...TICKETS, 'agent_id'] }],
  },
  {
    value: '@stage',
    label: { key: 'satisfaction_made_stage' },
    needs: [CUSTOMER, { table: 'tickets', columns: [...TICKETS, 'closed_at'] }],
  },
  {
    value: '@since_order',
    label: { key: 'satisfaction_made_since_order' },
    needs: [CUSTOMER, { table: 'orders', columns: ['customer_id', 'ordered_at'] }],
  },
] as const satisfies readonly MadeDimension[];

/** Whether the data hold what a made group needs. */
export const canSplit = (value: string, model: DataModel): boolean =>
  MADE_SPLITS.some(
    (made) =>
      made.value === value && made.needs.every(({ table, columns }) => columns.every((column) => holdsColumn(model, table, column))),
  );

/** How answers are put into groups (SA8). */
export interface Split {
  /** The group as an expression over `s` (answers) and `c` (customers); null where the orders say it, or nobody. */
  readonly sql: string | null;
  /** The groups of an order, a row each, as `order_groups`; null where an answer has one group. */
  readonly ofOrders: Relation | null;
}

const AGENT = `(
      SELECT arg_max(t.agent_id, (t.opened_at, t.ticket_id)) FROM tickets AS t
      WHERE t.customer_key = s.customer_key AND t.opened_at <= s.responded_at
    )`;

const STAGE = `CASE
      WHEN s.customer_key IS NULL THEN NULL
      WHEN EXISTS (
        SELECT 1 FROM tickets AS t
        WHERE t.customer_key = s.customer_key AND t.opened_at <= s.responded_at AND (t.closed_at IS NULL OR t.closed_at > s.responded_at)
      ) THEN 'open'
      WHEN EXISTS (
        SELECT 1 FROM tickets AS t
        WHERE t.customer_key = s.customer_key AND t.closed_at <= s.responded_at AND t.closed_at > s.responded_at - INTERVAL 7 DAY
      ) THEN 'closed_7'
      ELSE 'none' END`;

const LATEST_ORDER = `(
      SELECT max(h.ordered_on) FROM history AS h
      WHERE h.customer_key = s.customer_key AND h.ordered_on <= CAST(s.responded_at AS DATE)
    )`;

/** The bands of days since the latest order, and the stages of service, in their own order. */
export const CODES = ['0_7', '8_30', '31_90', 'over_90', 'open', 'closed_7', 'none'] as const;

function sinceOrder({ dialect }: CompileContext): string {
  const days = dialect.dateDiff('day', LATEST_ORDER, 'CAST(s.responded_at AS DATE)');
  return `CASE
      WHEN s.customer_key IS NULL THEN NULL
      WHEN ${days} <= 7 THEN '0_7'
      WHEN ${days} <= 30 THEN '8_30'
      WHEN ${days} <= 90 THEN '31_90'
      WHEN ${days} > 90 THEN 'over_90'
      ELSE 'none' END`;
}

/** One row for each order and each of its products or categories. */
const orderGroups = (column: string): Relation => ({
  name: 'order_groups',
  sql: `SELECT DISTINCT o.order_id, CAST(${column} AS VARCHAR) AS part
FROM orders AS o
JOIN order_items AS i ON i.order_key = o.order_key
WHERE ${column} IS NOT NULL`,
});

function madeSplit(value: string, context: CompileContext): Split {
  switch (value) {
    case '@product': {
      const named = columnIn(context.model, 'order_items', 'product_name');
      return { sql: null, ofOrders: orderGroups(named ? 'coalesce(i.product_name, i.product_id)' : 'i.product_id') };
    }
    case '@category':
      return { sql: null, ofOrders: orderGroups('i.category') };
    case '@agent':
      return { sql: AGENT, ofOrders: null };
    case '@stage':
      return { sql: STAGE, ofOrders: null };
    default:
      return { sql: sinceOrder(context), ofOrders: null };
  }
}

/** Fails where the column, or what the groups are made of, is not in the data. */
export function splitOf(split: string | null, context: CompileContext): Result<Split> {
  const { model, dialect } = context;
  if (split === null) return succeed({ sql: null, ofOrders: null });
  for (const [table, alias] of [['surveys', 's'] as const, ['customers', 'c'] as const]) {
    const name = split.startsWith(`${table}.`) ? split.slice(table.length + 1) : null;
    if (name !== null && columnIn(model, table, name)) return succeed({ sql: `${alias}.${dialect.identifier(name)}`, ofOrders: null });
  }
  if (canSplit(split, model)) return succeed(madeSplit(split, context));
  const made = MADE_SPLITS.find(({ value }) => value === split);
  return fail({ code: 'issue_satisfaction_split', values: { column: made?.label ?? split }, path: ['split'] });
}

/** The name of a group, where it is none of these words: the value itself. */
export function partText(part: string | null, split: string | null): Text {
  if (part === null) return { key: 'satisfaction_no_value' };
  if (split !== '@stage' && split !== '@since_order') return { literal: part };
  const code = CODES.find((each) => each === part) ?? 'none';
  return { key: `satisfaction_${split.slice(1)}_${code}` as MessageKey };
}

/** What the groups are, as a heading. */
export function splitLabel(split: string | null, model: DataModel): Text {
  if (split === null) return { key: 'satisfaction_group' };
  const made = MADE_SPLITS.find(({ value }) => value === split);
  if (made) return made.label;
  const [table, ...name] = split.split('.');
  return { literal: columnIn(model, table === 'surveys' ? 'surveys' : 'customers', name.join('.'))?.label ?? split };
}

/** `counted_answers`: the counted rows of `placed_answers` with these columns, a row for each group of an answer. */
export function countedAnswers(columns: readonly string[], { ofOrders }: Split): Relation[] {
  if (!ofOrders)
    return [
      { name: 'counted_answers', sql: `SELECT customer_key, score, ${columns.join(', ')}\nFROM placed_answers\nWHERE place = 'counted'` },
    ];
  const own = columns.filter((name) => name !== 'order_id').map((name) => `a.${name}, `);
  return [
    ofOrders,
    {
      name: 'counted_answers',
      sql: `SELECT a.customer_key, a.score, ${own.join('')}g.part
FROM placed_answers AS a
LEFT JOIN order_groups AS g ON g.order_id = a.order_id
WHERE a.place = 'counted'`,
    },
  ];
}

/** What an answer must carry to be put into its groups. */
export const splitColumns = ({ sql, ofOrders }: Split): Readonly<Record<string, string>> =>
  ofOrders ? { order_id: 's.order_id' } : { part: `CAST(${sql ?? 'NULL'} AS VARCHAR)` };
