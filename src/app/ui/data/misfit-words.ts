import { m } from '#core/messages/messages';
import type { Locale } from '#core/messages/text';
import type { Mend } from '#core/intake/mend';
import { readInForm } from '#core/intake/read-form';
import { sampleOf } from '#core/intake/form-sample';
import type { MisfitGroup, MisfitKind, NullWords } from '#core/model/ledger';
import type { DateForm, NumberForm } from '#core/model/source';
import type { Workspace } from '#app/session/types';
import { countWords } from '../parts/numbers';

type Language = { readonly locale: Locale };
type Sentence = (inputs: { readonly n: string; readonly text: string }, options: Language) => string;

const sentences: Readonly<Record<MisfitKind, Sentence>> = {
  null_word: m.import_misfit_null_word,
  impossible_date: m.import_misfit_impossible,
  other_date: m.import_misfit_other_date,
  other_number: m.import_misfit_other_number,
  out_of_range: m.import_misfit_out_of_range,
  infinite: m.import_misfit_infinite,
  text: m.import_misfit_text,
};

const LONGEST = 40;
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** “214 values: the date 31/02/2024 does not exist”. */
export function misfitWords({ kind, count, distinct, examples }: MisfitGroup, language: Language): string {
  const n = countWords(count, language.locale);
  const all = kind === 'null_word' ? examples.map(({ text }) => text) : [examples[0]?.text ?? ''];
  const text = cut(all.join(language.locale === 'en' ? ', ' : '、'));
  if (kind === 'impossible_date' && distinct === 1) return m.import_misfit_impossible_one({ n, text }, language);
  return sentences[kind]({ n, text }, language);
}

/** “First in record 88, line 90”. */
export function placeWords({ record, line, file }: MisfitGroup, language: Language): string {
  const first = countWords(record, language.locale);
  if (file !== undefined) return m.import_misfit_where_file({ record: first, file }, language);
  return m.import_misfit_where({ record: first, line: countWords(line ?? record, language.locale) }, language);
}

/** What a text is in a form: “1,234.56”, “5 January 2024”. */
function valueWords(workspace: Workspace, text: string, form: NumberForm | DateForm): string {
  const value = readInForm(text, form);
  if (typeof value === 'number') return value.toLocaleString(workspace.locale, { maximumFractionDigits: 10 });
  return value === null ? '' : workspace.say({ key: 'intake_answer_day', values: { day: { date: value } } });
}

/** The words on the button of a step. */
export function mendWords(workspace: Workspace, mend: Mend, example: string): string {
  const language = { locale: workspace.locale };
  switch (mend.kind) {
    case 'also':
      return m.import_mend_also({ text: cut(example), value: valueWords(workspace, example, mend.form) }, language);
    case 'text':
      return m.import_mend_text({}, language);
    case 'reject':
      return m.import_mend_reject({}, language);
    default:
      return m.import_mend_empty({}, language);
  }
}

/** What was agreed, by the step that takes it back. */
export function agreedWords(workspace: Workspace, mend: Mend, nulls: readonly NullWords[]): string {
  const language = { locale: workspace.locale };
  if (mend.kind === 'forget') return m.import_agreed_form({ text: sampleOf(mend.form) }, language);
  if (mend.kind !== 'keep') return m.import_agreed_reject({}, language);
  const [text = ''] = mend.texts;
  const met = nulls.find(({ header }) => header === mend.header)?.words.find((word) => word.text === text);
  return m.import_agreed_word({ text, n: countWords(met?.count ?? 0, workspace.locale) }, language);
}
