import type { AnalysisDefinition, Form, RegistryEntry } from '#core/analyses/contract';
import type { Locale, Text } from '#core/messages/text';
import { fail } from '#core/model/result';

const both = (en: string, _zh?: string): Text => ({ literal: en });

const cohortForm: Form = [
  {
    key: 'grain',
    label: both('A cohort is'),
    help: both('When a customer joins the table.'),
    type: 'choice',
    default: 'first_ever',
    options: [
      { value: 'first_ever', label: both('Month of the first-ever order') },
      { value: 'first_in_range', label: both('Month of the first order in the range') },
    ],
  },
  {
    key: 'period',
    label: both('Period'),
    help: both('How long one column lasts.'),
    type: 'choice',
    default: 'month',
    options: [
      { value: 'week', label: both('Week') },
      { value: 'month', label: both('Month') },
      { value: 'quarter', label: both('Quarter') },
    ],
  },
  {
    key: 'counts',
    label: both('Counts as back'),
    help: both('An order in exactly this period, or in this one or any later.'),
    type: 'choice',
    default: 'in_period',
    options: [
      { value: 'in_period', label: both('In the period') },
      { value: 'or_later', label: both('In it or later') },
    ],
  },
  {
    key: 'periods',
    label: both('Columns shown'),
    help: both('Later periods are cut off, not added up.'),
    type: 'integer',
    min: 1,
    max: 36,
    default: 12,
    unit: 'number',
  },
  {
    key: 'lookback',
    label: both('Looks back'),
    help: both('Orders before that are not looked at.'),
    type: 'integer',
    min: 0,
    max: 3650,
    default: 365,
    unit: 'days',
  },
  {
    key: 'split',
    label: both('Split by'),
    help: both('One table for each value.'),
    type: 'dimension',
    tables: ['customers', 'orders'],
    default: null,
  },
  {
    key: 'unfinished',
    label: both('Show unfinished periods'),
    help: both('Hatched, and never part of the pooled row.'),
    type: 'boolean',
    default: true,
  },
  {
    key: 'smallest',
    label: both('Smallest cohort'),
    help: both('Smaller ones are merged in what you share.'),
    type: 'integer',
    min: 1,
    max: 100,
    default: 5,
    unit: 'customers',
  },
];

const help = async (locale: Locale): Promise<string> =>
  locale === 'en'
    ? '## What it answers\n\nOf the customers who first bought in a month, how many ordered again in each of the months after.\n\n## How it is computed\n\n1. Each customer joins the month of their **first-ever** order, found in the whole history.\n2. A month counts when it holds at least one further order.\n3. The pooled row adds up complete months only.\n\n## When it misleads\n\nA sale brings many customers at once who never meant to come back.'
    : '## 回答什么\n\n在某个月首次购买的客户中，之后每个月有多少人再次下单。\n\n## 如何计算\n\n1. 每位客户归入其**历史首单**所在的月份。\n2. 该月至少还有一笔订单，才算回来。\n3. 合计行只加总完整的月份。\n\n## 何时会误导\n\n大促会一次带来许多本无意回购的客户。';

function entry(kind: string, question: Text, form: Form, requires: RegistryEntry['requires'] = []): RegistryEntry {
  const definition: AnalysisDefinition = {
    kind,
    version: 1,
    question,
    requires,
    form,
    migrations: [],
    suggest: () => ({}),
    parse: () => fail(),
    compile: () => fail(),
    people: () => fail(),
    present: () => {
      throw new Error('the numbers of the invented shop are written down, not computed');
    },
  };
  return { kind, question, requires, load: async () => definition, help };
}

export const teaCatalogue: readonly RegistryEntry[] = [
  entry('overview', { key: 'overview_question' }, []),
  entry('revenue', { key: 'revenue_question' }, []),
  entry('rfm', { key: 'rfm_question' }, cohortForm.slice(4, 5)),
  { ...entry('cohort', { key: 'cohort_question' }, cohortForm), compares: true },
  entry('nps', { literal: 'Would they recommend us?' }, [], [{ table: 'surveys', columns: ['nps_0_10'] }]),
];
