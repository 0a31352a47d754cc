import { compareWithRest, type RestComparison } from '#core/stats/findings';
import { wilson, type Interval } from '#core/stats/proportions';
import type { Results } from '../contract';
import { countOf, ratio } from '../words';
import { CLASSES } from './query';

/** SR4: smaller classes are shown and never compared. */
export const SMALLEST = 30;

export interface Class {
  readonly key: (typeof CLASSES)[number];
  readonly customers: number;
  readonly bought: number;
  readonly rate: number | null;
  readonly interval: Interval | null;
  /** Against the other classes together; null where they are not compared. */
  readonly rest: RestComparison | null;
}

export interface Repurchase {
  readonly customers: number;
  readonly bought: number;
  /** Answers that are not old enough yet (SR1). */
  readonly tooRecent: number;
  readonly classes: readonly Class[];
  /** Whether any class was compared. */
  readonly judged: boolean;
  readonly named: Class | null;
}

/** The rows of the query as classes (SR3, SR4). */
export function readClasses(results: Results): Repurchase {
  const bare = CLASSES.map((key) => {
    const row = (results['classes'] ?? []).find((each) => each['class'] === key);
    return { key, customers: countOf(row, 'customers'), bought: countOf(row, 'bought') };
  });
  const customers = bare.reduce((sum, each) => sum + each.customers, 0);
  const bought = bare.reduce((sum, each) => sum + each.bought, 0);
  const large = bare.filter((each) => each.customers >= SMALLEST && customers - each.customers >= SMALLEST);
  const found = compareWithRest(
    large.map((each) => ({ hits: each.bought, n: each.customers })),
    { hits: bought, n: customers },
  );
  const classes = bare.map((each): Class => ({
    ...each,
    rate: ratio(each.bought, each.customers),
    interval: wilson(each.bought, each.customers),
    rest: found[large.indexOf(each)] ?? null,
  }));
  const differing = classes
    .filter(({ rest }) => (rest?.q ?? 1) <= 0.05)
    .toSorted((a, b) => Math.abs(b.rest!.difference!) - Math.abs(a.rest!.difference!));
  const named = differing.find(({ key }) => key === 'promoters') ?? differing[0] ?? null;
  const tooRecent = countOf(
    (results['account'] ?? []).find(({ place }) => place === 'too_recent'),
    'answers',
  );
  return { customers, bought, tooRecent, classes, judged: large.length > 0, named };
}
