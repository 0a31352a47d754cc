import { CANONICAL, GRAIN_TABLES, type CanonicalTable, type Grain, type Role } from '#core/model/canonical';
import type { ColumnMapping, Mapping } from '#core/model/source';

/** One thing a column may be; attributes say of which table. */
export interface RoleChoice {
  readonly role: Role;
  readonly attributeOf?: CanonicalTable;
}

/** As one text, for a list of options. */
export const choiceKey = ({ role, attributeOf }: RoleChoice): string => (role === 'attribute' ? `attribute@${attributeOf ?? ''}` : role);

/** The roles of a grain under the tables they belong to; a role of two tables stands under the first. */
export function choicesOf(grain: Grain): readonly { readonly table: CanonicalTable; readonly choices: readonly RoleChoice[] }[] {
  const seen = new Set<Role>();
  return GRAIN_TABLES[grain].map((table) => ({
    table,
    choices: CANONICAL[table].flatMap(({ name }) => {
      if (seen.has(name)) return [];
      seen.add(name);
      return [{ role: name }];
    }),
  }));
}

/** Everything a column of this grain may be, attributes and `skip` last. */
export function allChoices(grain: Grain): readonly RoleChoice[] {
  const attributes = GRAIN_TABLES[grain].map((table): RoleChoice => ({ role: 'attribute', attributeOf: table }));
  return [...choicesOf(grain).flatMap((group) => group.choices), ...attributes, { role: 'skip' }];
}

/** Who has a role now. */
export const holderOf = (mapping: Mapping, role: Role): ColumnMapping | undefined =>
  role === 'attribute' || role === 'skip' ? undefined : mapping.columns.find((column) => column.role === role);

/** The canonical tables that a mapping yields. */
export function tablesOf(mapping: Mapping): readonly CanonicalTable[] {
  const named = holderOf(mapping, 'customer_id') !== undefined;
  return GRAIN_TABLES[mapping.grain].filter((table) => table !== 'customers' || named);
}
