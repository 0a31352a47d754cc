import type { ImportQuestion, RoleSuggestion } from '#core/model/source';
import type { Text } from '#core/messages/text';
import type { Assignment } from './assign-roles';
import type { GrainChoice } from './choose-grain';
import type { ColumnFacts } from './column-facts';
import type { OrderReading } from './infer-dates';
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
    answers: dates.readings.map((reading, at) => ({
      value: reading.order,
      label: { key: 'intake_answer_day', values: { day: { date: dayOf(dates.example, reading) } } },
      hint: at === 0 ? { key: 'intake_hint_proposed', values: { order: orderText(reading) } } : orderText(reading),
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
