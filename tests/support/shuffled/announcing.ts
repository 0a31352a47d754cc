import type { JsonObject, Presentation, TableRow } from '#core/model/presentation';
import { pOfEach, pOfShares, pOfZ } from './judging';

/** A cell that says of its own accord that something differs, or goes with something. */
export interface Announcing {
  readonly kind: string;
  /** What is asked, where a kind is here more than once. */
  readonly asked: string;
  /** How it is asked, over the tables of `makeShuffledShop`. */
  readonly params: JsonObject;
  /** The share of cells over shuffled data that its rules allow to announce anything. */
  readonly rate: number;
  /** Whether it announces anything. */
  announces(presentation: Presentation): boolean;
  /** The p-values of its comparisons, from the figures it shows and computed apart; null where it makes only one. */
  readonly pValues: ((presentation: Presentation) => readonly number[]) | null;
}

/** Benjamini–Hochberg at q ≤ 0.05: with nothing to find, any announcement at all is a false one (ST14). */
const BH = 0.05;

const numberIn = (row: TableRow, key: string): number => Number(row.values[key] ?? 0);
const says = ({ insight }: Presentation, ...keys: readonly string[]): boolean =>
  insight.sentences.some(({ finding }) => 'key' in finding && keys.includes(finding.key));
const said = (presentation: Presentation, key: string): boolean => presentation.insight.numbers[key] !== null;
const event = (value: string) => ({ table: 'usage_events', where: [{ column: 'event', condition: { op: 'in', values: [value] } }] });
const path = { steps: [event('view'), event('pay')], window: 1, windowUnit: 'day' };

export const announcing: readonly Announcing[] = [
  {
    kind: 'funnel',
    asked: 'by city',
    params: { ...path, breakdown: 'customers.city' },
    rate: BH,
    announces: (presentation) => said(presentation, 'group_share'),
    pValues: ({ table }) => {
      const rows = table.rows.filter(({ values }) => values['group'] !== 'all');
      const names = [...new Set(rows.map(({ values }) => values['group']))];
      const groups = names.map((name) => rows.filter(({ values }) => values['group'] === name));
      return pOfEach(groups.map((own) => ({ n: numberIn(own[0]!, 'units'), hits: numberIn(own.at(-1)!, 'units') })));
    },
  },
  {
    kind: 'conversion_drivers',
    asked: 'from a view to a payment',
    params: path,
    rate: BH,
    announces: ({ insight }) => Number(insight.numbers['findings']) > 0,
    pValues: ({ table }) => {
      const [whole, ...traits] = table.rows;
      const [entered, converted] = [numberIn(whole!, 'with'), numberIn(whole!, 'with_converted')];
      return traits
        .filter(({ values }) => values['q'] !== null)
        .map((row) => {
          const [n, hits] = [numberIn(row, 'with'), numberIn(row, 'with_converted')];
          return pOfShares(hits, n, converted - hits, entered - n);
        });
    },
  },
  {
    kind: 'satisfaction',
    asked: 'by city',
    params: { split: 'customers.city' },
    rate: BH,
    announces: (presentation) => said(presentation, 'named_value'),
    pValues: ({ table }) => {
      const scored = table.rows.map((row) => {
        const n = numberIn(row, 'answers');
        return { n, ups: n * numberIn(row, 'high'), downs: n * numberIn(row, 'low') };
      });
      const [whole, ...groups] = scored;
      /** Mean of +1, 0, −1 and the variance of that mean. */
      const momentsOf = ({ n, ups, downs }: (typeof scored)[number]) => {
        const mean = (ups - downs) / n;
        return { mean, variance: ((ups + downs) / n - mean ** 2) / n };
      };
      return groups.map((own) => {
        const rest = { n: whole!.n - own.n, ups: whole!.ups - own.ups, downs: whole!.downs - own.downs };
        const [one, other] = [momentsOf(own), momentsOf(rest)];
        return pOfZ((one.mean - other.mean) / Math.sqrt(one.variance + other.variance));
      });
    },
  },
  {
    kind: 'pipeline',
    asked: 'by city',
    params: { split: 'customers.city' },
    rate: BH,
    announces: (presentation) => said(presentation, 'named_rate'),
    pValues: ({ table }) =>
      pOfEach(
        table.rows
          .filter(({ total }) => !total)
          .map((row) => ({ n: numberIn(row, 'won') + numberIn(row, 'lost'), hits: numberIn(row, 'won') })),
      ),
  },
  {
    kind: 'cohort',
    asked: 'by month',
    params: {},
    rate: BH,
    announces: (presentation) => said(presentation, 'named_rate'),
    pValues: ({ table }) =>
      pOfEach(
        table.rows
          .filter(({ total }) => !total)
          .map((row) => ({ n: numberIn(row, 'size'), hits: Math.round(numberIn(row, 'size') * numberIn(row, 'k1')) })),
      ),
  },
  {
    kind: 'drivers',
    asked: 'of the recommendation',
    params: { points: '5' },
    rate: 0.05,
    announces: ({ insight }) => insight.sentences.some(({ finding }) => 'key' in finding && finding.key === 'drivers_named'),
    // DR7 asks once whether all sides together explain more than chance.
    pValues: null,
  },
  {
    kind: 'repurchase',
    asked: 'by city',
    params: { breakdown: 'customers.city' },
    rate: BH,
    announces: (presentation) => said(presentation, 'named_rate'),
    // Its tests are of whole curves, which its table does not hold.
    pValues: null,
  },
  {
    kind: 'response',
    asked: 'by city',
    params: { split: 'customers.city' },
    rate: BH,
    announces: (presentation) => says(presentation, 'response_named_more', 'response_named_less'),
    pValues: ({ table }) =>
      pOfEach(table.rows.filter(({ total }) => !total).map((row) => ({ n: numberIn(row, 'asked'), hits: numberIn(row, 'answered') }))),
  },
  {
    kind: 'response',
    asked: 'responders and silent',
    params: {},
    rate: BH,
    announces: (presentation) => says(presentation, 'response_bias'),
    pValues: null,
  },
  {
    kind: 'dimensions',
    asked: 'wave by wave',
    params: { over: 'wave', points: '5' },
    rate: BH,
    announces: (presentation) => says(presentation, 'dimensions_up', 'dimensions_down', 'dimensions_finding'),
    pValues: null,
  },
  {
    kind: 'comments',
    asked: 'by theme',
    params: {},
    rate: BH,
    announces: (presentation) => says(presentation, 'comments_low', 'comments_up', 'comments_down'),
    pValues: null,
  },
  {
    kind: 'satisfaction_repurchase',
    asked: 'within 90 days',
    params: { days: '90' },
    rate: BH,
    announces: (presentation) => said(presentation, 'named'),
    // Three classes are too few for chance alone to be found out.
    pValues: null,
  },
  {
    kind: 'profile',
    asked: 'by city',
    params: { by: 'customers.city' },
    rate: BH,
    announces: (presentation) => said(presentation, 'named_spend') || said(presentation, 'named_repeat'),
    pValues: ({ table }) =>
      pOfEach(
        table.rows.filter(({ total }) => !total).map((row) => ({ n: numberIn(row, 'customers'), hits: numberIn(row, 'repeat_buyers') })),
      ),
  },
  {
    kind: 'profile',
    asked: 'tiers of the cities',
    params: { show: 'index', by: 'customers.city', across: 'customers.tier' },
    rate: BH,
    announces: (presentation) => said(presentation, 'named_index'),
    pValues: ({ table }) => {
      const tiers = [...new Set(table.rows.map(({ values }) => values['trait']))];
      return tiers.flatMap((tier) =>
        pOfEach(
          table.rows
            .filter(({ values }) => values['trait'] === tier)
            .map((row) => ({ n: numberIn(row, 'of'), hits: numberIn(row, 'customers') })),
        ),
      );
    },
  },
];

/** The cells that give figures and compare nothing: what they say holds by counting alone. */
export const countingOnly: readonly string[] = [
  'overview',
  'revenue',
  'rfm',
  'value_loyalty',
  'tiers',
  'migration',
  'concentration',
  'lifecycle',
  'activity',
  'revenue_retention',
  'data_quality',
  'data_sources',
];
