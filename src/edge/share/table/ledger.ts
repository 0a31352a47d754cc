import type { MisfitKind, RejectReason, SourceLedger } from '#core/model/ledger';
import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import { maskField, maskRecord, type RecordPrivacy } from '../privacy/mask-record';
import { writeCsv, type CsvOptions } from './csv';

type Options = CsvOptions & { readonly say: (text: Text) => string; readonly privacy: RecordPrivacy };

const REASONS = {
  field_count: 'share_reject_field_count',
  unterminated_quote: 'share_reject_unterminated_quote',
  stray_quote: 'share_reject_stray_quote',
  missing_order_id: 'share_reject_missing_order_id',
  missing_customer_id: 'share_reject_missing_customer_id',
  missing_date: 'share_reject_missing_date',
  missing_id: 'share_reject_missing_id',
  not_an_object: 'share_reject_not_an_object',
  unread_value: 'share_reject_unread_value',
} as const satisfies Record<RejectReason, Extract<Text, { key: unknown }>['key']>;

/** The records that were not kept: number, line, reason, text as it stands in the file but for what is masked (PR26). */
export function rejectsToCsv(ledger: SourceLedger, options: Options): string {
  const keys = ['share_ledger_record', 'share_ledger_line', 'share_ledger_reason', 'share_ledger_text'] as const;
  const rows = ledger.rejects.map((reject) => [
    ...fileOf(ledger, reject),
    reject.record,
    reject.line,
    options.say({ key: REASONS[reject.reason] }),
    maskRecord(reject.text, options.privacy),
  ]);
  return writeCsv([headOf(ledger, keys, options), ...rows], options);
}

const KINDS = {
  null_word: 'share_misfit_null_word',
  impossible_date: 'share_misfit_impossible_date',
  other_date: 'share_misfit_other_date',
  other_number: 'share_misfit_other_number',
  out_of_range: 'share_misfit_out_of_range',
  infinite: 'share_misfit_infinite',
  text: 'share_misfit_text',
} as const satisfies Record<MisfitKind, Extract<Text, { key: unknown }>['key']>;

/** The texts that could not be read as their column's type, with why, how often and where first. */
export function valuesToCsv(ledger: SourceLedger, options: Options): string {
  const keys = ['share_ledger_column', 'share_ledger_reason', 'share_ledger_value', 'share_ledger_count', 'share_ledger_first'] as const;
  const rows = ledger.values.flatMap((problem) =>
    problem.groups.flatMap((group) => {
      const reason = options.say({ key: KINDS[group.kind] });
      const listed = group.examples.map((example) => [
        ...fileOf(ledger, example),
        problem.header,
        reason,
        maskField(example.text, problem.header, options.privacy),
        example.count,
        example.record,
      ]);
      const rest = group.count - group.examples.reduce((sum, { count }) => sum + count, 0);
      const others = options.say({ key: 'share_ledger_others', values: { n: group.distinct - group.examples.length } });
      return rest > 0 ? [...listed, [...fileOf(ledger, {}), problem.header, reason, others, rest, '']] : listed;
    }),
  );
  return writeCsv([headOf(ledger, keys, options), ...rows], options);
}

/** Where a source has several files, the file stands first. */
const fileOf = (ledger: SourceLedger, { file }: { readonly file?: string }): readonly string[] => (ledger.parts ? [file ?? ''] : []);

const headOf = (ledger: SourceLedger, keys: readonly MessageKey[], { say }: Options): readonly string[] =>
  [...(ledger.parts ? (['files_name'] as const) : []), ...keys].map((key) => say({ key }));
