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

/** Gives a column another role. A canonical column belongs to one header: who had it becomes an attribute of its table. */
export function giveRole(mapping: Mapping, header: string, choice: RoleChoice): Mapping {
  const holder = holderOf(mapping, choice.role);
  const table = choicesOf(mapping.grain).find((group) => group.choices.some((each) => each.role === choice.role))?.table;
  const become = (column: ColumnMapping, next: RoleChoice): ColumnMapping => {
    const { header: name, parse, personal } = column;
    const rest = { header: name, parse, ...(personal ? { personal } : {}) };
    return next.attributeOf ? { ...rest, role: next.role, attributeOf: next.attributeOf } : { ...rest, role: next.role };
  };
  const columns = mapping.columns.map((column) => {
    if (column.header === header) return become(column, choice);
    if (column === holder) return become(column, { role: 'attribute', ...(table ? { attributeOf: table } : {}) });
    return column;
  });
  return { ...mapping, columns };
}

/** Says that one row is something else. Roles that the new grain does not know become attributes of its own table. */
export function giveGrain(mapping: Mapping, grain: Grain): Mapping {
  const known = new Set(allChoices(grain).map(choiceKey));
  const own = GRAIN_TABLES[grain][0];
  const columns = mapping.columns.map((column): ColumnMapping => {
    if (known.has(choiceKey(column)) || own === undefined) return column;
    return { ...column, role: 'attribute', attributeOf: own };
  });
  return { grain, columns };
}
