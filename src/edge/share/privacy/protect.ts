import type { Text } from '#core/messages/text';
import type { CellLedger } from '#core/model/ledger';
import type { Figure, Insight, Presentation, Sentence, TableView } from '#core/model/presentation';
import { repeats, tells, type Hidden } from './hidden';
import { protectCharts, type PeopleOf } from './protect-charts';
import { protectTable } from './protect-table';
import { isSmall } from './withhold';

export interface ProtectOptions {
  /** Counts from 1 to k − 1 are withheld; 1 withholds nothing. */
  readonly k: number;
  /** How many customers are behind marks that no row of the table shows, where somebody asked (PR16). */
  readonly people?: PeopleOf;
}

/** How much of a result does not leave. */
export interface Withheld {
  readonly numbers: number;
  readonly figures: number;
  readonly sentences: number;
  readonly charts: number;
  readonly marks: number;
  readonly account: number;
}

/** A result as it may leave, and what it does not say. */
export interface Protected {
  readonly presentation: Presentation;
  readonly told: readonly Text[];
  readonly withheld: Withheld;
}

const COUNTED: ReadonlySet<string> = new Set(['customers', 'orders', 'count']);
const NONE: Withheld = { numbers: 0, figures: 0, sentences: 0, charts: 0, marks: 0, account: 0 };

/** PR14. */
function protectFigures(figures: readonly Figure[], hidden: Hidden): Figure[] {
  const small = ({ unit }: Figure, amount: number | null): boolean =>
    amount !== null && ((COUNTED.has(unit) && isSmall(amount, hidden.k)) || repeats(amount, hidden));
  const periods = new Set(figures.flatMap((each) => each.trend.filter(({ amount }) => small(each, amount)).map(({ period }) => period)));
  for (const word of hidden.words) periods.add(word);
  const before = ({ amount, change }: Figure): number | null =>
    amount === null || change === null ? null : Math.round(amount / (1 + change));
  const gone = figures.some((each) => small(each, each.amount));
  return figures.flatMap((each): Figure[] => {
    // The money of few people goes with their number: the other headline numbers are of the same people.
    if (gone || small(each, each.amount)) return [];
    const trend = each.trend.map((point) => (periods.has(point.period) ? { ...point, amount: null } : point));
    const lone = trend.filter((point, at) => point.amount === null && each.trend[at]!.amount !== null).length === 1;
    const bare = figures.some((other) => COUNTED.has(other.unit) && small(other, before(other)));
    return [{ ...each, trend: lone ? [] : trend, ...(bare ? { change: null, against: null } : {}) }];
  });
}

function protectSentence({ finding, rest }: Sentence, hidden: Hidden): Sentence[] {
  if (tells(finding, hidden)) return [];
  return [rest && !tells(rest, hidden) ? { finding, rest } : { finding }];
}

function publicNumbers({ rows }: TableView, figures: readonly Figure[]): Set<number> {
  const all = [
    ...rows.flatMap(({ values }) => Object.values(values)),
    ...figures.flatMap(({ amount, trend }) => [amount, ...trend.map((each) => each.amount)]),
  ];
  return new Set(all.filter((each) => typeof each === 'number'));
}

/** PR15, last sentence. */
function protectNumbers(numbers: Insight['numbers'], hidden: Hidden, written: ReadonlySet<number> | null): Insight['numbers'] {
  return Object.fromEntries(
    Object.entries(numbers).filter(([, value]) => {
      if (value === null || value === 0) return true;
      if ((Number.isInteger(value) && isSmall(value, hidden.k)) || repeats(value, hidden)) return false;
      return !written || written.has(value);
    }),
  );
}

function protectAccount({ used, excluded }: CellLedger, k: number): CellLedger {
  const stays = ({ count }: { readonly count: number }): boolean => !isSmall(count, k);
  return { used: used.filter(stays), excluded: excluded.filter(stays) };
}

const TOLD = ['numbers', 'figures', 'sentences', 'charts', 'marks', 'account'] as const;

/** A result without what it would say of fewer than k people (PR10–PR19). Pure. */
export function protect(presentation: Presentation, { k, people = new Map() }: ProtectOptions): Protected {
  if (k <= 1) return { presentation, told: [], withheld: NONE };
  const { table, touched, withheld: numbers, hidden } = protectTable(presentation.table, k);
  const figures = protectFigures(presentation.figures, hidden);
  const { charts, marks } = protectCharts(presentation.charts, { before: presentation.table, touched, hidden, people });
  const sentences = presentation.insight.sentences.flatMap((sentence) => protectSentence(sentence, hidden));
  const halves = (all: readonly Sentence[]): number => all.reduce((sum, { rest }) => sum + (rest ? 2 : 1), 0);
  const ledger = protectAccount(presentation.ledger, k);
  const entries = ({ used, excluded }: CellLedger): number => used.length + excluded.length;
  const withheld: Withheld = {
    numbers,
    figures: presentation.figures.length - figures.length,
    sentences: halves(presentation.insight.sentences) - halves(sentences),
    charts: presentation.charts.length - charts.length,
    marks,
    account: entries(presentation.ledger) - entries(ledger),
  };
  const any = TOLD.some((each) => withheld[each] > 0);
  const phrases = presentation.stamp.phrases.filter((phrase) => !tells(phrase, hidden));
  const written = touched.size > 0 ? publicNumbers(table, figures) : null;
  return {
    withheld,
    told: TOLD.flatMap((each): Text[] =>
      withheld[each] > 0 ? [{ key: `privacy_told_${each}`, values: { n: withheld[each], k: String(k) } }] : [],
    ),
    presentation: {
      figures,
      charts,
      table,
      insight: { sentences, numbers: protectNumbers(presentation.insight.numbers, hidden, written) },
      stamp: { ...presentation.stamp, phrases: any ? [...phrases, { key: 'privacy_stamp', values: { k: String(k) } }] : phrases },
      ledger,
    },
  };
}
