import type { ImportQuestion, NumberParse, RoleSuggestion } from '#core/model/source';
import type { Text } from '#core/messages/text';
import type { Assignment } from './assign-roles';
import type { GrainChoice } from './choose-grain';
import type { ColumnFacts } from './column-facts';
import type { DateKind, OrderReading } from './infer-dates';
import { readNumberAs } from './number-text';
import { readDay } from './read-date';
import { describeValues, listColumns } from './reasons';

const orderText = (reading: OrderReading): Text => ({ key: `intake_order_${reading.order}` });

function describeReading(reading: OrderReading): Text {
  const values = {
    order: orderText(reading),
    from: { date: reading.from },
    to: { date: reading.to },
    rate: { amount: reading.rising, unit: 'rate' },
  } as const;
  return { key: 'intake_evidence_reading', values };
}

function dayOf(example: string, reading: OrderReading): string {
  return readDay(example)?.readings.find((each) => each.order === reading.order)?.iso ?? reading.from;
}

/** A column whose dates can be read in several ways is asked about, with the more plausible reading first. */
export function askDateOrder(facts: ColumnFacts, suggestion: RoleSuggestion): ImportQuestion | null {
  const { dates } = facts;
  if (!dates || dates.readings.length < 2 || suggestion.role === 'skip') return null;
  const [first, second] = dates.readings;
  return {
    kind: 'date_order',
    header: facts.header,
    question: { key: 'intake_question_date_order', values: { example: dates.example } },
    evidence: {
      key: 'intake_evidence_date_order',
      values: { n: { amount: dates.read, unit: 'count' }, first: describeReading(first!), second: describeReading(second!) },
    },
    answers: dates.readings.map((reading) => ({
      value: reading.order,
      label: { key: 'intake_answer_day', values: { day: { date: dayOf(dates.example, reading) } } },
      hint: orderText(reading),
    })),
  };
}

/** Columns that suit one role alike, without a name that decides, are asked about (M4, M5), the proposed one first. */
export function askRole({ role, alike = [] }: Assignment): ImportQuestion | null {
  if (alike.length < 2) return null;
  const text: Text = { key: `import_role_${role}` };
  const columns = listColumns(alike.map((facts) => facts.header));
  return {
    kind: 'role',
    header: null,
    role,
    question: { key: 'intake_question_role', values: { role: text } },
    evidence: { key: 'intake_evidence_role', values: { n: { amount: alike.length, unit: 'count' }, columns } },
    answers: alike.map((facts) => ({ value: facts.header, label: { literal: facts.header.trim() }, hint: describeValues(facts) })),
  };
}

/** The signs of a form in one word, as the answer to a question: `.`, `,`, `,.` (decimal sign, then group sign). */
export const signsOf = ({ decimal = '.', group }: NumberParse): string => `${decimal}${group ?? ''}`;

/** A column whose numbers have two forms is asked about (V3), with what an example of the file would be in each. */
export function askNumberFormat(facts: ColumnFacts, suggestion: RoleSuggestion): ImportQuestion | null {
  const { numbers } = facts;
  if (!numbers || numbers.others.length === 0 || suggestion.role === 'skip' || suggestion.parse.type !== 'number') return null;
  const example = numbers.example;
  return {
    kind: 'number_format',
    header: facts.header,
    question: { key: 'intake_question_number', values: { header: facts.header, example } },
    evidence: { key: 'intake_evidence_number', values: { n: { amount: numbers.read, unit: 'count' } } },
    answers: [numbers.parse, ...numbers.others].map((form) => ({ value: signsOf(form), ...describeNumber(example, form) })),
  };
}

/** What an example is in a form: thousands with their group sign, or a decimal with its neighbours. */
function describeNumber(example: string, form: NumberParse): { readonly label: Text; readonly hint: Text } {
  const value = readNumberAs(example, form) ?? 0;
  const count = (amount: number) => ({ amount, unit: 'count' }) as const;
  if (form.group)
    return { label: { key: 'intake_answer_number', values: { value: count(value) } }, hint: { key: 'intake_number_grouped' } };
  return {
    label: { key: 'intake_answer_number', values: { value: String(value) } },
    hint: { key: 'intake_number_decimal', values: { low: count(Math.floor(value)), high: count(Math.floor(value) + 1) } },
  };
}

const KIND_HINTS = {
  ce: 'intake_kind_ce',
  roc: 'intake_kind_roc',
  number: 'intake_kind_number',
  days1900: 'intake_kind_days_1900',
  days1904: 'intake_kind_days_1904',
  seconds: 'intake_kind_seconds',
  milliseconds: 'intake_kind_milliseconds',
} as const;

/** A column whose texts may be dates of several kinds, or no dates at all, is asked about (V11, V12). */
export function askDateKind(facts: ColumnFacts, suggestion: RoleSuggestion): ImportQuestion | null {
  const { dates } = facts;
  if (!dates || dates.kinds.length < 2 || suggestion.role === 'skip' || suggestion.parse.type !== 'date') return null;
  const labelOf = ({ iso }: DateKind): Text =>
    iso === null ? { key: 'intake_answer_plain_number' } : { key: 'intake_answer_day', values: { day: { date: iso } } };
  return {
    kind: 'date_kind',
    header: facts.header,
    question: { key: 'intake_question_date_order', values: { example: dates.example } },
    evidence: { key: 'intake_evidence_date_kind', values: { header: facts.header, n: { amount: dates.read, unit: 'count' } } },
    answers: dates.kinds.map((each) => ({ value: each.kind, label: labelOf(each), hint: { key: KIND_HINTS[each.kind] } })),
  };
}

/** Two grains that fit about equally well are asked about, because everything hangs on it. */
export function askGrain(choices: readonly GrainChoice[]): ImportQuestion | null {
  const [first, second] = choices;
  if (!first || !second || first.score <= 0) return null;
  const text = (choice: GrainChoice): Text => ({ key: `import_grain_${choice.grain}` });
  return {
    kind: 'grain',
    header: null,
    question: { key: 'intake_question_grain' },
    evidence: { key: 'intake_evidence_grain', values: { first: text(first), second: text(second) } },
    answers: choices.map((choice, at) => ({
      value: choice.grain,
      label: text(choice),
      hint: { key: at === 0 ? 'intake_grain_proposed' : 'intake_grain_other' },
    })),
  };
}
