import type { CanonicalTable } from '#core/model/canonical';
import type { ColumnMapping, RoleSuggestion } from '#core/model/source';
import type { Workspace } from '#app/session/types';
import type { RoleChoice } from './mapping-choices';

type Speaker = Pick<Workspace, 'say'>;

/** A canonical table as people call it. */
export const tableWords = (speaker: Speaker, table: CanonicalTable): string => speaker.say({ key: `import_table_${table}` });

/** A role as people call it; an attribute says what it describes. */
export function roleWords(speaker: Speaker, { role, attributeOf }: RoleChoice): string {
  if (role === 'attribute' && attributeOf)
    return speaker.say({ key: 'import_role_attribute_of', values: { table: tableWords(speaker, attributeOf) } });
  return speaker.say({ key: `import_role_${role}` });
}

/** The role still is what was proposed. */
export const isSuggested = (column: ColumnMapping, suggestion: RoleSuggestion): boolean =>
  column.role === suggestion.role && column.attributeOf === suggestion.attributeOf;

/** Why a column is what it is, in words; a person's own choice needs no other reason. */
export function reasonWords(speaker: Speaker, column: ColumnMapping, suggestion: RoleSuggestion | undefined): string {
  return suggestion && isSuggested(column, suggestion) ? speaker.say(suggestion.reason) : speaker.say({ key: 'import_chosen' });
}
