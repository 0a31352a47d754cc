import { m } from '#core/messages/messages';
import { formatDay } from '#core/messages/format';
import type { Locale } from '#core/messages/text';
import type { PartLedger } from '#core/model/ledger';
import { keyHeader } from '#app/session/key-header';
import type { DraftPart, SourceDraft } from '#app/session/types';
import { bytesWords, countWords } from '../parts/numbers';
import { encodingName } from './encoding-names';

/** One file of a source, in words; empty where there is nothing to say. */
export interface ShownPart {
  readonly id: string;
  readonly name: string;
  readonly rows: string;
  readonly covers: string;
  readonly size: string;
  readonly encoding: string;
  readonly does: string;
  readonly changed: string;
  readonly lacks: string;
}

/** The files of a draft in the order of loading: dates as samples show them before the load, as all records show them after it. */
export function partsShown(draft: SourceDraft, locale: Locale): readonly ShownPart[] {
  const language = { locale };
  const headers = draft.preview?.head.headers.slice(0, -1) ?? [];
  const key = keyHeader(draft) ?? '';
  const doing = { append: m.files_does_append, replace: m.files_does_replace, whole: m.files_does_whole };
  return (draft.parts ?? []).map((part, at) => {
    const ledger = draft.ledger?.parts?.[at];
    const covers = ledger?.covers ?? part.covers;
    const [from, to] = [covers?.from, covers?.to].map((day) => (day ? formatDay(day, locale) : ''));
    const lacking = headers.filter((_, column) => !part.columns.includes(column));
    return {
      id: part.id,
      name: part.name,
      rows: rowsOf(ledger, locale),
      covers: from === '' || !from || !to ? '' : from === to ? from : m.files_range({ from, to }, language),
      size: bytesWords(part.bytes, locale),
      encoding: encodingOf(part),
      does: part.update ? doing[part.update]({ key }, language) : '',
      changed: changedOf(ledger, locale),
      lacks: lacking.length > 0 ? m.files_lacks({ columns: lacking.join(', ') }, language) : '',
    };
  });
}

const encodingOf = ({ dialect }: DraftPart): string => encodingName(dialect.encoding);

function rowsOf(ledger: PartLedger | undefined, locale: Locale): string {
  if (!ledger) return '';
  const [kept, records] = [ledger.kept, ledger.records].map((amount) => countWords(amount, locale));
  return kept === records ? kept! : m.files_of_records({ kept: kept!, records: records! }, { locale });
}

function changedOf(ledger: PartLedger | undefined, locale: Locale): string {
  if (!ledger?.change || ledger.change.key === null) return '';
  const { added, changed, same, gone } = ledger.change;
  const words = (amount: number) => countWords(amount, locale);
  const values = { added: words(added), changed: words(changed), same: words(same), gone: words(gone) };
  return ledger.change.update === 'whole' ? m.files_change_gone(values, { locale }) : m.files_change_short(values, { locale });
}
