/**
 * The files of a fresh analysis. It answers a real, small question (how many customers bought), so that the contract test passes before the first change.
 *
 * @param {string} name @param {string} kind
 */
export function filesOf(name, kind) {
  const initials = kind
    .split('_')
    .map((word) => word[0]?.toUpperCase())
    .join('')
    .padEnd(2, 'X')
    .slice(0, 2);
  return { files: { ...words(name, kind, initials), ...code(kind, initials) }, messages: messages(kind) };
}

/** @param {string} kind */
const messages = (kind) => ({
  en: {
    [`${kind}_question`]: 'How many customers bought?',
    [`${kind}_finding`]: '{customers} customers bought.',
    [`catalogue_${kind}`]: 'Counts the customers who bought.',
  },
  'zh-CN': {
    [`${kind}_question`]: '有多少客户购买？',
    [`${kind}_finding`]: '{customers} 位客户购买。',
    [`catalogue_${kind}`]: '统计购买过的客户数。',
  },
});

/** @param {string} name @param {string} kind @param {string} initials */
function words(name, kind, initials) {
  const example = {
    name: 'two customers, three orders',
    how: 'by hand: a bought twice, b once',
    tables: {
      customers: [['customer_id'], ['a'], ['b'], ['c']],
      orders: [
        ['order_id', 'customer_id', 'ordered_at', 'net_amount'],
        ['1', 'a', '2026-01-01', 10],
        ['2', 'a', '2026-01-02', 20],
        ['3', 'b', '2026-01-03', 30],
      ],
    },
    context: { asOf: '2026-01-31', range: { from: null, to: null }, filters: [], paidStatuses: null },
    params: {},
    rows: { total: [{ customers: 2 }] },
    numbers: { customers: 2 },
  };
  return {
    'rules.md': `# ${name}: the rules

Customers are read from \`in_range\`.

- **${initials}1** Customers are the distinct customers of \`in_range\`.

Source: (paper, or the project's definitions).
`,
    'help.en.md': `## What it answers

How many customers bought in the date range.

## How it is computed

Each customer with at least one paid order counts once.

## How to read it

One number; press it to see the customers.

## When it misleads

Orders without a customer are left out.
`,
    'help.zh-CN.md': `## 回答什么问题

日期范围内有多少客户购买。

## 如何计算

至少有一个已付款订单的客户，每人计一次。

## 如何阅读

一个数字；点按可查看客户。

## 何时会误导

没有客户编号的订单不计入。
`,
    'examples/first.json': `${JSON.stringify(example, null, 2)}\n`,
    'params.ts': `import type { Form } from '../contract';

export type ${pascal(kind)}Params = Readonly<Record<string, never>>;

export const form: Form = [];
`,
  };
}

/** @param {string} kind */
const pascal = (kind) => kind.replace(/(^|_)([a-z0-9])/g, (_all, _bar, letter) => letter.toUpperCase());

/** @param {string} kind @param {string} initials */
function code(kind, initials) {
  const Params = `${pascal(kind)}Params`;
  return {
    'query.ts': `import { accountSql } from '#core/query/account';
import { customerListSql } from '#core/query/customer-list';
import { startQuery } from '#core/query/start';
import { succeed, type Result } from '#core/model/result';
import type { CompileContext, Plan, SqlStep } from '../contract';

export function compile(context: CompileContext): Result<Plan> {
  const query = startQuery(context);
  if (!query.ok) return query;
  const { select } = query.value;
  return succeed({
    steps: [
      { id: 'total', sql: select('SELECT count(DISTINCT customer_key) AS customers FROM in_range'), additive: { keys: [], measures: ['customers'] } },
      { id: 'account', sql: accountSql(query.value) },
    ],
  });
}

/** Everyone who is counted (${initials}1). */
export function people(context: CompileContext): Result<SqlStep> {
  const query = startQuery(context);
  if (!query.ok) return query;
  return succeed({ id: 'people', sql: customerListSql(query.value, { name: 'chosen', sql: 'SELECT DISTINCT customer_key FROM in_range' }) });
}
`,
    'present.ts': `import type { Presentation } from '#core/model/presentation';
import { orderLedger } from '../cell-account';
import type { PresentContext, Results } from '../contract';
import { makeStamp } from '../stamp';
import { countOf } from '../words';

export function present(results: Results, context: PresentContext): Presentation {
  const customers = countOf(results['total']?.[0], 'customers');
  return {
    figures: [],
    charts: [],
    table: {
      columns: [{ key: 'customers', label: { key: 'measure_buyers' }, unit: 'customers', is: 'count', part: true }],
      rows: [{ values: { customers }, parts: { customers: {} } }],
    },
    insight: { sentences: customers > 0 ? [{ finding: { key: '${kind}_finding', values: { customers } } }] : [], numbers: { customers } },
    stamp: makeStamp(context, { money: false, range: true, provisional: false }),
    ledger: orderLedger(results['account'] ?? []),
  };
}
`,
    'definition.ts': `import type { AnalysisDefinition } from '../contract';
import { parseParams } from '../params';
import { form, type ${Params} } from './params';
import { present } from './present';
import { compile, people } from './query';

/** How many customers bought? */
export const definition: AnalysisDefinition<'${kind}', ${Params}> = {
  kind: '${kind}',
  version: 1,
  question: { key: '${kind}_question' },
  requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
  form,
  migrations: [],
  suggest: () => ({}),
  parse: (value) => parseParams<${Params}>(form, value),
  compile: (_params, context) => compile(context),
  people: (_part, _params, context) => people(context),
  present: (results, _params, context) => present(results, context),
};
`,
  };
}
