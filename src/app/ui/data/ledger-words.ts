import { m } from '#core/messages/messages';
import type { Mending, RejectReason, SkipReason, SourceLedger } from '#core/model/ledger';
import type { Locale } from '#core/messages/text';
import { countWords } from '../parts/numbers';

type Language = { readonly locale: Locale };

const rejects: Readonly<Record<RejectReason, (inputs: Record<string, never>, options: Language) => string>> = {
  field_count: m.import_reject_field_count,
  unterminated_quote: m.import_reject_unterminated_quote,
  stray_quote: m.import_reject_stray_quote,
  missing_order_id: m.import_reject_missing_order_id,
  missing_customer_id: m.import_reject_missing_customer_id,
  missing_date: m.import_reject_missing_date,
  missing_id: m.import_reject_missing_id,
  not_an_object: m.import_reject_not_an_object,
  unread_value: m.import_reject_unread_value,
};
const skips: Readonly<Record<SkipReason, (inputs: Record<string, never>, options: Language) => string>> = {
  blank: m.import_skip_blank,
  header: m.import_skip_header,
  preamble: m.import_skip_preamble,
  footer: m.import_skip_footer,
  comment: m.import_skip_comment,
  filtered: m.import_skip_filtered,
  duplicate: m.import_skip_duplicate,
  replaced: m.import_skip_replaced,
  sampled: m.import_skip_sampled,
};

const mendings: Readonly<Record<Mending, (inputs: Record<string, never>, options: Language) => string>> = {
  quotes: m.import_mended_quotes,
  sign: m.import_mended_sign,
  surplus: m.import_mended_surplus,
  filled: m.import_mended_filled,
};

/** How a kept record was put right. */
export const mendingOf = (how: Mending, language: Language): string => mendings[how]({}, language);

/** “quotes put right 2, empty fields beyond the last column left out 1”. */
export function mendedWords({ by }: NonNullable<SourceLedger['mended']>, language: Language): string {
  const words = (Object.entries(by) as [Mending, number][]).map(([how, count]) =>
    m.import_reason({ reason: mendingOf(how, language), n: countWords(count, language.locale) }, language),
  );
  return words.join(language.locale === 'en' ? ', ' : '，');
}

/** Why a record was rejected. */
export const reasonOf = (reason: RejectReason, language: Language): string => rejects[reason]({}, language);

/** “wrong number of fields 9”. */
export const rejectWords = ({ reason, count }: SourceLedger['rejectedBy'][number], language: Language): string =>
  m.import_reason({ reason: rejects[reason]({}, language), n: countWords(count, language.locale) }, language);

/** “blank rows 11”. */
export const skipWords = ({ reason, count }: SourceLedger['skippedBy'][number], language: Language): string =>
  m.import_reason({ reason: skips[reason]({}, language), n: countWords(count, language.locale) }, language);

/** How many values were not understood, over all columns. */
export const unreadOf = (ledger: SourceLedger): number => ledger.values.reduce((sum, each) => sum + each.count, 0);
