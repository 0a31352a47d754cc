import type { Text } from '#core/messages/text';
import type { Row } from '#core/model/columns';
import { isComplete } from '#core/query/days';
import { compareWithRest } from '#core/stats/findings';
import { meanInterval, momentsOfCounts, welch, type Moments } from '#core/stats/means';
import { falseDiscovery, wilson, type Interval } from '#core/stats/proportions';
import type { Results } from '../contract';
import { readThemes, themeText } from '../theme-lines';
import { countOf, numberOf, ratio } from '../words';
import type { CommentsParams } from './params';

/** CM5–CM7: fewer say nothing. */
export const SMALLEST = 30;

/** How often a theme comes in one source. */
export interface Count {
  readonly n: number;
  /** Of all texts of the source. */
  readonly share: number | null;
  readonly interval: Interval | null;
  readonly customers: number;
}

export interface ThemeResult {
  readonly key: string;
  /** Null: no theme. */
  readonly label: Text;
  readonly none: boolean;
  readonly comments: Count;
  /** Null: the data hold no tickets. */
  readonly tickets: Count | null;
  readonly score: Moments;
  readonly scoreInterval: Interval | null;
  /** Mean of the other comments that have a score, and q of the difference (CM5). */
  readonly others: number | null;
  readonly q: number | null;
  /** Share of each period, in the order of `periods`. */
  readonly shares: readonly (number | null)[];
  /** CM7. */
  readonly change: { readonly difference: number; readonly q: number | null } | null;
}

export interface Comments {
  readonly comments: number;
  readonly tickets: number | null;
  /** Most comments first; no theme last. */
  readonly themes: readonly ThemeResult[];
  readonly periods: readonly string[];
  readonly compared: readonly [string, string] | null;
  readonly low: ThemeResult | null;
  readonly moved: ThemeResult | null;
}

const scoresOf = (rows: readonly Row[]): { readonly value: number; readonly count: number }[] =>
  rows.flatMap((row) => {
    const value = numberOf(row['score']);
    return value === null ? [] : [{ value, count: countOf(row, 'comments') }];
  });
const sum = (rows: readonly Row[], key: string): number => rows.reduce((total, row) => total + countOf(row, key), 0);

function countIn(n: number, all: number, customers: number): Count {
  return { n, share: ratio(n, all), interval: wilson(n, all), customers };
}

/** The mean of the comments without the theme. */
function othersOf(
  own: readonly { readonly value: number; readonly count: number }[],
  all: readonly { readonly value: number; readonly count: number }[],
): Moments {
  return momentsOfCounts(all.map(({ value, count }) => ({ value, count: count - (own.find((each) => each.value === value)?.count ?? 0) })));
}

/** CM7: p of the share of each theme in two periods. */
function changesOf(
  keys: readonly string[],
  rows: readonly Row[],
  totals: ReadonlyMap<string, number>,
  [before, now]: readonly [string, string],
): ThemeResult['change'][] {
  const of = (theme: string, period: string) => ({
    hits: countOf(
      rows.find((row) => row['theme'] === theme && row['period'] === period),
      'comments',
    ),
    n: totals.get(period) ?? 0,
  });
  const enough = Math.min(totals.get(before) ?? 0, totals.get(now) ?? 0) >= SMALLEST;
  const found = keys.map((key) => compareWithRest([of(key, now), of(key, before)])[0]!);
  const q = falseDiscovery(found.map(({ p }) => p ?? 1));
  return found.map(({ difference }, at) => (difference === null ? null : { difference, q: enough ? q[at]! : null }));
}

/** The rows of the query (CM4–CM7). */
export function readComments(results: Results, params: CommentsParams, asOf: string): Comments {
  const { over } = params;
  const all = scoresOf(results['all'] ?? []);
  const comments = sum(results['all'] ?? [], 'comments');
  const tickets = results['all_tickets'] ? countOf(results['all_tickets'][0], 'tickets') : null;
  const named = readThemes(params.themes).map((theme, at) => ({ key: `theme_${at + 1}`, label: themeText(theme), none: false }));
  const entries = [...named, { key: 'none', label: { key: 'comments_none' } as const, none: true }];
  const totals = new Map((results['totals'] ?? []).map((row) => [String(row['period']), countOf(row, 'comments')]));
  const periods = [...totals.keys()].toSorted();
  const whole = over === 'none' ? [] : periods.filter((period) => isComplete(over, period, asOf));
  const [now, before] = [whole.at(-1), whole.at(-2)];
  const compared = now !== undefined && before !== undefined ? ([before, now] as const) : null;
  const changes = compared
    ? changesOf(
        named.map(({ key }) => key),
        results['periods'] ?? [],
        totals,
        compared,
      )
    : [];
  const rowsOf = (step: string, key: string): Row[] => (results[step] ?? []).filter((row) => row['theme'] === key);
  const bare = entries.map((entry, at) => {
    const own = scoresOf(rowsOf('mentions', entry.key));
    const score = momentsOfCounts(own);
    const others = othersOf(own, all);
    const ticketRow = rowsOf('tickets', entry.key)[0];
    return {
      ...entry,
      comments: countIn(sum(rowsOf('mentions', entry.key), 'comments'), comments, countOf(rowsOf('customers', entry.key)[0], 'customers')),
      tickets: tickets === null ? null : countIn(countOf(ticketRow, 'tickets'), tickets, countOf(ticketRow, 'customers')),
      score,
      scoreInterval: meanInterval(score),
      others: others.mean,
      test: !entry.none && Math.min(score.n, others.n) >= SMALLEST ? welch(score, others) : null,
      shares: periods.map((period) =>
        ratio(
          sum(
            rowsOf('periods', entry.key).filter((row) => row['period'] === period),
            'comments',
          ),
          totals.get(period) ?? 0,
        ),
      ),
      change: changes[at] ?? null,
    };
  });
  const tested = bare.flatMap(({ test }, at) => (test ? [at] : []));
  const q = falseDiscovery(tested.map((at) => bare[at]!.test!.p));
  const themes = bare
    .map(({ test: _, ...theme }, at): ThemeResult => ({ ...theme, q: q[tested.indexOf(at)] ?? null }))
    .toSorted((a, b) => Number(a.none) - Number(b.none) || b.comments.n - a.comments.n);
  const below = ({ score, others }: ThemeResult): number => (score.mean ?? 0) - (others ?? 0);
  return {
    comments,
    tickets,
    themes,
    periods,
    compared,
    low: themes.filter((theme) => (theme.q ?? 1) <= 0.05 && below(theme) < 0).toSorted((a, b) => below(a) - below(b))[0] ?? null,
    moved:
      themes
        .filter(({ change }) => (change?.q ?? 1) <= 0.05)
        .toSorted((a, b) => Math.abs(b.change!.difference) - Math.abs(a.change!.difference))[0] ?? null,
  };
}
