import { GRAIN_TABLES, type CanonicalTable, type Grain } from '#core/model/canonical';
import type { RoleSuggestion } from '#core/model/source';
import type { Text } from '#core/messages/text';
import type { ColumnFacts, Study } from './column-facts';
import { measureConstancy, mirrorsColumn } from './groups';
import { namesRowNumber } from './match-header';
import { namesIdentifier } from './names-identifier';
import { describeValues, kindText } from './reasons';

/** The columns that carry the ids of a file, as far as it has them. */
export interface KeyColumns {
  readonly customer: ColumnFacts | null;
  readonly order: ColumnFacts | null;
}

/** What becomes of a column without a role: an attribute of the table it describes, or nothing. */
export function placeLeftover(study: Study, grain: Grain, facts: ColumnFacts, keys: KeyColumns): RoleSuggestion {
  const skip = (confidence: number, reason: Text): RoleSuggestion => ({
    header: facts.header,
    role: 'skip',
    parse: { type: 'text' },
    confidence,
    reason,
    ...(facts.personal ? { personal: facts.personal } : {}),
  });
  if (facts.personal) return skip(0.9, { key: 'intake_skip_personal', values: { kind: kindText(facts.personal) } });
  if (facts.kind === 'empty') return skip(0.8, { key: 'intake_skip_empty' });
  if (numbersLines(facts)) return skip(0.85, { key: 'intake_skip_row_number' });
  if (keys.customer && keys.customer.repeated > 0.05 && mirrorsColumn(study, keys.customer, facts))
    return skip(0.75, { key: 'intake_skip_same_as_customer' });
  if (groupsNothing(facts)) return skip(0.7, { key: 'intake_skip_unique' });
  if (facts.distinct === 1 && facts.filled >= MANY) return skip(0.7, { key: 'intake_skip_constant' });
  const { table, why } = findOwner(study, grain, facts, keys);
  const values = describeValues(facts);
  if (grain === 'response' && facts.matches.get('nps_0_10')?.exact && facts.numbers?.min === 1 && facts.numbers.max === 11)
    return {
      header: facts.header,
      role: 'attribute',
      attributeOf: table,
      parse: facts.parse,
      confidence: 0.7,
      reason: { key: 'intake_because_counted_from_one' },
    };
  const content: Text = why ? { key: 'intake_reason_both', values: { name: values, content: why } } : values;
  return {
    header: facts.header,
    role: 'attribute',
    attributeOf: table,
    parse: facts.parse,
    confidence: why ? 0.8 : 0.7,
    reason: { key: 'intake_because_attribute', values: { content } },
  };
}

/** A header like `Line` over small whole numbers. */
const numbersLines = (facts: ColumnFacts): boolean =>
  namesRowNumber(facts.name) && facts.numbers !== null && facts.numbers.whole && facts.numbers.min >= 0 && facts.numbers.min <= 1;

const MANY = 20;

/** Texts and ids that nearly all differ are neither a dimension nor a measure. */
const groupsNothing = (facts: ColumnFacts): boolean =>
  (facts.kind === 'text' || (facts.numbers?.whole === true && namesIdentifier(facts.name))) &&
  facts.filled >= MANY &&
  facts.distinct > facts.filled * 0.9;

function findOwner(
  study: Study,
  grain: Grain,
  facts: ColumnFacts,
  keys: KeyColumns,
): { readonly table: CanonicalTable; readonly why: Text | null } {
  const own = GRAIN_TABLES[grain][0]!;
  if (grain !== 'order' && grain !== 'order_line') return { table: own, why: null };
  if (keys.customer && facts.distinct > 1) {
    const { groups, constant } = measureConstancy(study, keys.customer, facts);
    if (groups >= 3 && constant >= 0.95) return { table: 'customers', why: { key: 'intake_found_per_customer' } };
  }
  if (grain === 'order') return { table: 'orders', why: null };
  if (!keys.order) return { table: 'order_items', why: null };
  const { groups, constant } = measureConstancy(study, keys.order, facts);
  if (groups >= 1 && constant < 0.95) return { table: 'order_items', why: { key: 'intake_found_per_line' } };
  return { table: 'orders', why: groups >= 1 ? { key: 'intake_found_per_order' } : null };
}
