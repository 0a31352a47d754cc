import type { ColumnMapping, Mapping, Protection } from '#core/model/source';
import { changeRole } from './mapping';
import { typeOfRole } from './grain-rules';

/** What a person may do with a personal column: load it as it is, mask it, replace it, or leave it out. */
export type PersonalChoice = 'keep' | Protection | 'drop';

/** What is done with a column now. */
export const personalChoice = ({ role, protect }: ColumnMapping): PersonalChoice => (role === 'skip' ? 'drop' : (protect ?? 'keep'));

/** What can be done with a column: an id is never masked, as different people would become one (M14), and nothing can stand for a date or a number. */
export function personalChoices(mapping: Mapping, { role }: ColumnMapping): readonly PersonalChoice[] {
  if (role === 'skip' || role === 'attribute') return ['keep', 'mask', 'pseudonym', 'drop'];
  const type = typeOfRole(mapping.grain, role);
  if (type === 'id') return ['keep', 'pseudonym', 'drop'];
  return type === 'text' || type === 'category' ? ['keep', 'mask', 'pseudonym', 'drop'] : ['keep', 'drop'];
}

/** The mapping with one personal column kept, masked, replaced or left out. A column that was left out comes back as an attribute. */
export function changeProtection(mapping: Mapping, header: string, choice: PersonalChoice): Mapping {
  const column = mapping.columns.find((each) => each.header === header);
  if (!column) return mapping;
  if (choice === 'drop') return changeRole(mapping, header, 'skip');
  const { columns, grain } = column.role === 'skip' ? changeRole(mapping, header, 'attribute') : mapping;
  return { grain, columns: columns.map((each) => (each.header === header ? withProtection(each, choice) : each)) };
}

function withProtection({ protect: _before, ...column }: ColumnMapping, choice: 'keep' | Protection): ColumnMapping {
  return choice === 'keep' ? column : { ...column, protect: choice };
}

const keyOf = ({ columns }: Mapping): ColumnMapping | undefined => columns.find(({ role }) => role === 'customer_id');

/** Another file's mapping whose personal customer id is protected as that of the changed one is, so that the two still join (M16). */
export function alignKeys(other: Mapping, changed: Mapping): Mapping {
  const [theirs, ours] = [keyOf(other), keyOf(changed)];
  if (!theirs?.personal || !ours?.personal || theirs.protect === ours.protect) return other;
  return changeProtection(other, theirs.header, ours.protect ?? 'keep');
}
