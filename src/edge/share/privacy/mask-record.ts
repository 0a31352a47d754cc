import { findPersonal } from '#core/intake/find-personal';
import { findShape } from '#core/intake/value-shapes';
import type { ColumnMapping, PersonalKind } from '#core/model/source';
import { maskPersonal, personalKind } from './mask';

/** A personal column of a file. */
export interface PersonalHeader {
  readonly header: string;
  readonly kind: PersonalKind;
}

/** What is known of a file whose records leave as they stand in it. */
export interface RecordPrivacy {
  readonly personal: readonly PersonalHeader[];
  /** Headers that leave as they are. */
  readonly open: readonly string[];
  /** How a record is cut and what its fields are, where a record stands in the file as it was read; null where it does not. */
  readonly cut: { readonly delimiter: string; readonly headers: readonly string[] } | null;
}

/** The personal columns of a file: as its mapping says, or by heading and first values. `rows`: first records, in the order of `headers`. */
export function personalHeaders(
  columns: readonly Pick<ColumnMapping, 'header' | 'personal'>[],
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): PersonalHeader[] {
  return columns.flatMap(({ header, personal }) => {
    const at = headers.indexOf(header);
    const values = at < 0 ? [] : rows.map((row) => row[at] ?? '');
    const kind = personal ?? personalKind(header, values) ?? findPersonal(header, [], null);
    return kind ? [{ header, kind }] : [];
  });
}

const KINDS: Readonly<Record<string, PersonalKind>> = { email: 'email', id_card: 'id_card', phone: 'phone', person: 'name' };

/** A text outside its column, masked where it looks like one of a person by itself. */
function maskStray(text: string): string {
  const kind = KINDS[findShape([text.trim()]) ?? ''];
  return kind ? maskPersonal(text, kind) : text;
}

const isWholly = ({ personal, open }: RecordPrivacy): boolean => personal.every(({ header }) => open.includes(header));

/** A text that stands in one column of a file, as it leaves. */
export function maskField(text: string, header: string, privacy: RecordPrivacy): string {
  if (isWholly(privacy)) return text;
  const own = privacy.personal.find((each) => each.header === header);
  if (own) return privacy.open.includes(header) ? text : maskPersonal(text, own.kind);
  return maskStray(text);
}

/** The fields of a record with their quotes; null where its quotes do not close. */
function cutRecord(text: string, delimiter: string): string[] | null {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    if (sign === delimiter && !quoted) {
      fields.push(field);
      field = '';
    } else field += sign;
  }
  return quoted ? null : [...fields, field];
}

const DAY = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}( \d{1,2})?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d/;
const NUMBERS = /\+?\d[\d ().-]{5,}\d/g;
const WORDS = /[^\s,;|"'{}[\]:]*[\p{L}@][^\s,;|"'{}[\]:]*/gu;

/** A record whose fields cannot be told apart: of each word its first sign, of each long number its ends. Days and short numbers stay. */
const maskLoosely = (text: string): string =>
  text
    .replace(NUMBERS, (number) => (DAY.test(number) ? number : maskPersonal(number, 'phone')))
    .replace(WORDS, (word) => (INSTANT.test(word) ? word : `${Array.from(word)[0]!}***`));

/** A record as it stands in its file, as it leaves: its personal fields masked, and all of its words where nobody can say which field they are. */
export function maskRecord(text: string, privacy: RecordPrivacy): string {
  if (privacy.personal.length === 0 || isWholly(privacy)) return text;
  const { cut } = privacy;
  const fields = cut && cutRecord(text, cut.delimiter);
  if (!cut || fields?.length !== cut.headers.length) return maskLoosely(text);
  const plain = (field: string) => (/^".*"$/s.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field);
  return fields
    .map((field, at) => {
      const left = maskField(plain(field), cut.headers[at]!, privacy);
      return left === plain(field) ? field : field.startsWith('"') ? `"${left.replaceAll('"', '""')}"` : left;
    })
    .join(cut.delimiter);
}
