import { CANONICAL_TABLES, type CanonicalTable } from '#core/model/canonical';
import type { Requirement } from '#core/model/data-model';
import { namedRelations } from '#core/sql/references';

/** OW3: the canonical tables that texts read; what was known to be needed of one stays. */
export function requirementsOf(texts: readonly string[], before: readonly Requirement[]): readonly Requirement[] {
  const read = new Set(texts.flatMap((text) => [...namedRelations(text)]));
  const known = new Map(before.map((each) => [each.table, each]));
  return (CANONICAL_TABLES as readonly CanonicalTable[])
    .filter((table) => read.has(table))
    .map((table) => known.get(table) ?? { table, columns: [] });
}
