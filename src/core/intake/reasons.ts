import type { PersonalKind } from '#core/model/source';
import type { Text } from '#core/messages/text';
import type { Assignment } from './assign-roles';
import type { ColumnFacts } from './column-facts';

const count = (amount: number) => ({ amount, unit: 'count' }) as const;
const number = (amount: number) => ({ amount, unit: 'number' }) as const;
const rate = (amount: number) => ({ amount, unit: 'rate' }) as const;

export const kindText = (kind: PersonalKind): Text => ({ key: `intake_kind_${kind}` });

/** The names of columns in a row, as each language quotes and parts them. */
export function listColumns(headers: readonly string[]): Text {
  const quoted = headers.map((header): Text => ({ key: 'intake_column_quoted', values: { header: header.trim() } }));
  const join = (first: Text, second: Text): Text => ({ key: 'intake_columns_joined', values: { first, second } });
  return quoted.length > 0 ? quoted.reduce(join) : { literal: '' };
}

/** What the values of a column are, in words. */
export function describeValues(facts: ColumnFacts): Text {
  if (facts.distinct === 1 && facts.filled > 1) return { key: 'intake_found_constant' };
  const n = count(facts.filled);
  const distinct = count(facts.distinct);
  switch (facts.kind) {
    case 'empty':
      return { key: 'intake_found_empty' };
    case 'boolean':
      return { key: 'intake_found_yes_no' };
    case 'date': {
      if (facts.unread > 0) return { key: 'intake_found_dates_unread', values: { unread: count(facts.unread), n } };
      const [reading, other] = facts.dates?.readings ?? [];
      if (!reading || other) return { key: 'intake_found_dates_open' };
      const { era, serial } = facts.dates!.parse;
      const key = era ? 'intake_found_dates_roc' : serial ? 'intake_found_dates_serial' : 'intake_found_dates';
      return { key, values: { from: { date: reading.from }, to: { date: reading.to } } };
    }
    case 'number': {
      if (facts.unread > 0) return { key: 'intake_found_numbers_unread', values: { unread: count(facts.unread), n } };
      const { min, max } = facts.numbers ?? { min: 0, max: 0 };
      if (facts.numbers?.parse.percent) return { key: 'intake_found_percent', values: { min: rate(min), max: rate(max) } };
      return { key: 'intake_found_numbers', values: { min: number(min), max: number(max) } };
    }
    case 'text':
      if (facts.distinct <= 50 && facts.distinct <= facts.filled * 0.5) return { key: 'intake_found_categories', values: { distinct } };
      return { key: 'intake_found_texts', values: { distinct, n } };
  }
}

/** The evidence in a column's values for being an identifier. */
export function describeIds(facts: ColumnFacts, linesOfOrder: boolean): Text {
  if (facts.kind === 'empty') return { key: 'intake_found_empty' };
  if (linesOfOrder && facts.repeated > 0) return { key: 'intake_found_lines', values: { rate: rate(facts.repeated) } };
  if (facts.distinct === facts.filled) return { key: 'intake_found_unique', values: { n: count(facts.filled) } };
  return { key: 'intake_found_ids', values: { distinct: count(facts.distinct), n: count(facts.filled) } };
}

/** Why a column was given a role: what its header says, and what its values show. */
export function explainRole(assignment: Assignment, content: Text): Text {
  const { match, by } = assignment;
  if (by === 'contact' || by === 'firm') return { key: 'intake_reason_content', values: { content: { key: `intake_found_${by}` } } };
  if (by !== 'name' && by !== 'identifier' && by !== 'relation')
    return { key: 'intake_reason_both', values: { name: { key: `intake_found_${by}` }, content } };
  if (!match) return { key: 'intake_reason_content', values: { content } };
  const name: Text = match.exact ? { key: 'intake_name_exact' } : { key: 'intake_name_partly', values: { term: match.term } };
  return { key: 'intake_reason_both', values: { name, content } };
}
