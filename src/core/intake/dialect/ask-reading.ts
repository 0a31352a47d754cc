import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import type { FileReading } from '#core/model/reading';
import type { ImportQuestion } from '#core/model/source';
import type { Proposal, ReadingDoubt, ReadingFound } from './find-reading';

const SIGNS: Readonly<Record<string, MessageKey>> = {
  ',': 'intake_sign_comma',
  ';': 'intake_sign_semicolon',
  '\t': 'intake_sign_tab',
  '|': 'intake_sign_bar',
  ' ': 'intake_sign_blank',
  '': 'intake_sign_none',
};

/** What parts the columns of a reading, in words. */
function nameSign(reading: FileReading): Text {
  if (reading.format !== 'text') return { key: 'intake_sign_places' };
  const key = SIGNS[reading.delimiter];
  return key ? { key } : { key: 'intake_sign_other', values: { sign: reading.delimiter } };
}

const number = (amount: number) => ({ amount, unit: 'count' }) as const;

/** The first rows as they would be read, for a person to look at. */
export interface ReadingExample {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function labelOf(doubt: ReadingDoubt, { reading, width, total }: Proposal, example: ReadingExample, at: number): Text {
  if (doubt === 'signs') return { key: 'intake_answer_signs', values: { sign: nameSign(reading), columns: number(width) } };
  if (doubt === 'twice') return at === 0 ? { key: 'intake_answer_once', values: { rows: number(total) } } : { key: 'intake_answer_both' };
  return { key: 'intake_answer_table', values: { headers: example.headers.slice(0, 5).join(' · ') } };
}

function describeDoubt(
  doubt: ReadingDoubt,
  proposals: readonly Proposal[],
  line: number,
): { readonly question: Text; readonly evidence: Text } {
  const [first, second] = proposals as readonly [Proposal, Proposal];
  if (doubt === 'tables')
    return { question: { key: 'intake_question_tables' }, evidence: { key: 'intake_evidence_tables', values: { line: number(line) } } };
  if (doubt === 'twice')
    return { question: { key: 'intake_question_twice' }, evidence: { key: 'intake_evidence_twice', values: { line: number(line) } } };
  const values = {
    first: nameSign(first.reading),
    fitting: number(first.fitting),
    total: number(first.total),
    columns: number(first.width),
    second: nameSign(second.reading),
    other_fitting: number(second.fitting),
    other_total: number(second.total),
    other_columns: number(second.width),
  };
  return { question: { key: 'intake_question_signs' }, evidence: { key: 'intake_evidence_signs', values } };
}

/** The question which reading is meant (D16, D18), the proposal first; null where there is no doubt. `exampleOf`: the first rows by a reading. */
export function askReading(
  { proposals, doubt, line }: ReadingFound,
  exampleOf: (proposal: Proposal) => ReadingExample,
): ImportQuestion | null {
  if (doubt === null || proposals.length < 2) return null;
  const examples = proposals.map(exampleOf);
  return {
    kind: 'reading',
    header: null,
    ...describeDoubt(doubt, proposals, line),
    answers: proposals.map((proposal, at) => ({
      value: `reading_${at + 1}`,
      label: labelOf(doubt, proposal, examples[at]!, at),
      hint: { key: at === 0 ? 'intake_hint_reading_proposed' : 'intake_hint_reading_other' },
      reading: proposal.reading,
      example: examples[at]!,
    })),
  };
}
