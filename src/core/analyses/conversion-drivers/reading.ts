import type { Row } from '#core/model/columns';
import { testAssociations, type Association, type Candidate } from '#core/stats/findings';
import type { Results } from '../contract';
import { countOf } from '../words';
import type { TraitKind } from './query';

/** What a trait is: where it comes from, the column, the value. `name` and `value` are empty for any record of `source`. */
export interface Trait {
  readonly kind: TraitKind;
  readonly source: string;
  readonly name: string;
  readonly value: string;
}

/** A tested trait with the shares that converted, 0 to 1. */
export interface TestedTrait extends Association<Trait> {
  readonly share: number;
  readonly rest: number;
  /** False where its odds below 1 say nothing (CD8). */
  readonly judged: boolean;
  readonly finding: boolean;
}

export interface Conversion {
  readonly entered: number;
  readonly converted: number;
  /** The largest odds ratio first. */
  readonly tested: readonly TestedTrait[];
  readonly leftOut: number;
  /** CD9. */
  readonly up: TestedTrait | null;
  readonly down: TestedTrait | null;
  /** CD10. */
  readonly lopsided: boolean;
  readonly dated: boolean;
  /** Every customer's place (CD2): `place`, `customers`. */
  readonly places: readonly Row[];
}

/** CD10. */
const MOST_UNEVEN = 10;

function asTested(association: Association<Trait>): TestedTrait {
  const { a, b, c, d } = association.table;
  const judged = association.upwardOnly !== true || a * d > b * c;
  return { ...association, share: a / (a + b), rest: c / (c + d), judged, finding: judged && association.q <= 0.05 };
}

/** The rows of the query as tested traits (CD6–CD10). */
export function readConversion(results: Results): Conversion {
  const rows = results['conversion'] ?? [];
  const places = rows.filter((row) => row['part'] === 'place');
  const counted = places.find((row) => row['kind'] === 'counted');
  const [converted, others] = [countOf(counted, 'converted'), countOf(counted, 'others')];
  const traits = rows.filter((row) => row['part'] === 'trait');
  const candidates = traits.map((row): Candidate<Trait> => {
    const [a, b] = [countOf(row, 'converted'), countOf(row, 'others')];
    const key: Trait = {
      kind: row['kind'] as TraitKind,
      source: String(row['source']),
      name: String(row['name']),
      value: String(row['value']),
    };
    return { key, table: { a, b, c: converted - a, d: others - b }, ...(key.kind === 'done' ? { upwardOnly: true } : {}) };
  });
  const { tested, leftOut } = testAssociations(candidates);
  const sorted = tested.map(asTested).toSorted((one, other) => other.odds.ratio - one.odds.ratio);
  const findings = sorted.filter(({ finding }) => finding);
  const up = findings.filter(({ odds }) => odds.ratio > 1).toSorted((one, other) => other.odds.low - one.odds.low)[0] ?? null;
  const sameColumn = ({ key }: TestedTrait): boolean => key.source === up?.key.source && key.name === up.key.name;
  const down = findings
    .filter((each) => each.odds.ratio < 1 && !sameColumn(each))
    .toSorted((one, other) => one.odds.high - other.odds.high)[0];
  return {
    entered: converted + others,
    converted,
    tested: sorted,
    leftOut,
    up,
    down: down ?? null,
    lopsided: converted > 0 && others > 0 && Math.max(converted, others) > MOST_UNEVEN * Math.min(converted, others),
    dated: places.some((row) => row['dated'] === true),
    places: places.map((row) => ({ place: row['kind'] ?? null, customers: countOf(row, 'converted') + countOf(row, 'others') })),
  };
}
