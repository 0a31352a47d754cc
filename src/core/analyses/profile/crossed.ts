import type { Row } from '#core/model/columns';
import { compareWithRest } from '#core/stats/findings';
import { falseDiscovery, wilson, type Interval } from '#core/stats/proportions';
import type { Results } from '../contract';
import { countOf, numberOf } from '../words';
import { ENOUGH, inOrder, keyOf, Q, type BandKey } from './bands';
import type { Banding } from './banding';

/** A trait with all its customers. */
export interface Trait {
  readonly trait: string;
  readonly customers: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A band and a trait: customers with both, and the index (PF12). */
export interface IndexCell {
  readonly band: BandKey & { readonly customers: number };
  readonly trait: Trait;
  readonly customers: number;
  readonly share: number;
  readonly overall: number;
  readonly index: number;
  readonly interval: Interval | null;
  readonly q: number | null;
}

export interface Crossed {
  readonly bands: readonly (BandKey & { readonly customers: number })[];
  readonly traits: readonly Trait[];
  readonly cells: readonly IndexCell[];
  /** All with any known trait. */
  readonly customers: number;
  readonly tests: number;
  readonly findings: number;
  readonly named: IndexCell | null;
}

const traitOf = (row: Row): Trait => ({
  trait: String(row['trait']),
  customers: countOf(row, 'customers'),
  low: typeof row['low'] === 'number' ? numberOf(row['low']) : null,
  high: typeof row['high'] === 'number' ? numberOf(row['high']) : null,
});
const nameOf = ({ state, band }: BandKey): string => JSON.stringify([state, band]);
const far = ({ index }: IndexCell): number => Math.abs(Math.log(Math.max(index, 1) / 100));

/** The rows of the query as a table of indices; a pair that nobody is in counts 0 (PF11–PF13). */
export function readCrossed(results: Results, banding: Banding, across: Banding | null): Crossed {
  const rows = (results['bands'] ?? []).map((row) => ({ ...keyOf(row), customers: countOf(row, 'customers') }));
  const bands = inOrder(rows, banding, (band) => band.customers);
  const read = (results['traits'] ?? []).map(traitOf);
  const traits = across?.kind === 'number' ? read.toSorted((one, other) => Number(one.trait) - Number(other.trait)) : read;
  const customers = bands.reduce((sum, band) => sum + band.customers, 0);
  const counts = new Map(
    (results['cells'] ?? []).map((row) => [`${nameOf(keyOf(row))} ${String(row['trait'])}`, countOf(row, 'customers')]),
  );
  const countIn = (band: BandKey, { trait }: Trait): number => counts.get(`${nameOf(band)} ${trait}`) ?? 0;
  const judged = bands.map((band) => band.state === 'band' && band.customers >= ENOUGH && customers - band.customers >= ENOUGH);
  const pValues = traits.map((trait) =>
    compareWithRest(bands.map((band) => ({ hits: countIn(band, trait), n: band.customers }))).map(({ p }, at) => (judged[at] ? p : null)),
  );
  const tested = pValues.flat().filter((p) => p !== null);
  const qOf = new Map(falseDiscovery(tested).map((q, at) => [tested[at]!, q]));
  const cells = bands.flatMap((band, row) =>
    traits.map((trait, column): IndexCell => {
      const own = countIn(band, trait);
      const overall = trait.customers / customers;
      const interval = wilson(own, band.customers);
      const p = pValues[column]![row] ?? null;
      return {
        band,
        trait,
        customers: own,
        share: own / band.customers,
        overall,
        index: (own / band.customers / overall) * 100,
        interval: interval && { low: (interval.low / overall) * 100, high: (interval.high / overall) * 100 },
        q: p === null ? null : (qOf.get(p) ?? null),
      };
    }),
  );
  const findings = cells.filter(({ q }) => q !== null && q <= Q);
  return {
    bands,
    traits,
    cells,
    customers,
    tests: tested.length,
    findings: findings.length,
    named: findings.toSorted((one, other) => far(other) - far(one))[0] ?? null,
  };
}
