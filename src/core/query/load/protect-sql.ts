import type { PersonalKind, Protection } from '#core/model/source';
import { quoteText } from '#core/sql/literal';

/** How a column is protected while it is read (M14). */
export interface Protected {
  readonly protect: Protection;
  /** What the column holds; what cannot be told is hidden most. */
  readonly personal?: PersonalKind;
}

const HEX_DIGITS = 16;

/** A text without blanks around it and without the apostrophe that spreadsheets are told text by; NULL where nothing is left. */
const bare = (raw: string): string => `nullif(trim(ltrim(trim(${raw}), '''')), '')`;

/** Whether a text is a telephone number or the like: digits, or stars in their place, seven signs or more. */
const isNumber = (text: string): string => `regexp_full_match(${text}, '[+(]?[0-9][0-9*() .+-]{6,}')`;

/**
 * One spelling of a person (M15): an address in small letters; a number of seven digits or more by its digits, without the country code before
 * a Chinese mobile number; anything else in small letters with single blanks. By the text alone, so that any two files agree.
 */
function spellOnce(text: string): string {
  const digits = `regexp_replace(${text}, '[^0-9*]', '', 'g')`;
  const local = `regexp_replace(${digits}, '^(00)?86(1[0-9*]{10})$', '\\2')`;
  return `CASE WHEN ${isNumber(text)} THEN ${local} ELSE lower(regexp_replace(${text}, '\\s+', ' ', 'g')) END`;
}

/** The first 64 bits of SHA-256, keyed on both sides of an inner hash so that nothing can be appended. */
function pseudonymSql(text: string, key: string): string {
  const inner = `sha256(${quoteText(`${key}:`)} || ${spellOnce(text)})`;
  return `left(sha256(${quoteText(`${key}:`)} || ${inner}), ${HEX_DIGITS})`;
}

const HAN_FIRST = `'^\\p{Han}'`;

function maskSql(text: string, personal: PersonalKind | undefined): string {
  const [isAddress, address] = [`contains(${text}, '@')`, `left(${text}, 1) || '***@' || split_part(${text}, '@', 2)`];
  const number = `left(${text}, 3) || '****' || right(${text}, 4)`;
  switch (personal) {
    case 'phone':
      return `CASE WHEN ${isAddress} THEN ${address} WHEN length(${text}) >= 8 THEN ${number} ELSE '****' END`;
    case 'email':
      return `CASE WHEN ${isAddress} THEN ${address} WHEN ${isNumber(text)} AND length(${text}) >= 8 THEN ${number} ELSE '***' END`;
    case 'id_card':
      return `left(${text}, 1) || repeat('*', greatest(length(${text}) - 2, 4)) || right(${text}, 1)`;
    case 'name':
      return `left(${text}, 1) || CASE WHEN regexp_matches(${text}, ${HAN_FIRST}) THEN '**' ELSE '***' END`;
    case 'address':
      return `CASE WHEN regexp_matches(${text}, ${HAN_FIRST}) THEN left(${text}, 3) ELSE left(${text}, 2) END || '****'`;
    case undefined:
      return `'****'`;
  }
}

/** What stands in the staged table in the place of a personal text. `key`: 64 hexadecimal digits. Throws where a pseudonym is to be made without one. */
export function protectSql(raw: string, { protect, personal }: Protected, key: string | undefined): string {
  const text = bare(raw);
  if (protect === 'mask') return `CASE WHEN ${text} IS NOT NULL THEN ${maskSql(text, personal)} END`;
  if (!key) throw new Error('a pseudonym needs a key');
  return `CASE WHEN ${text} IS NOT NULL THEN ${pseudonymSql(text, key)} END`;
}
