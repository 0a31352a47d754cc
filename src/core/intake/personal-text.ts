import type { PersonalKind } from '#core/model/source';
import { isIdentityNumber } from './value-shapes';

const MAIL = /[^\s@,;:<>()[\]"'，；：（）]+@[^\s@,;:<>()[\]"'，；：（）]+\.[\p{L}]{2,}/u;
const IDENTITY = /(?<![\dA-Za-z])(?:[1-9]\d{16}[\dXx]|[A-Z][12]\d{8})(?![\dA-Za-z])/g;
/** With a country's number, a mobile number of the mainland or of Taiwan, and numbers cut by hyphens as they are in print. */
const PHONE =
  /(?<![\d.-])(?:\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,4}|(?:86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}|09\d{2}-?\d{3}-?\d{3}|0\d{2,3}-\d{7,8}|(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4})(?![\d.-])/;

/** What a text seems to hold of a person, anywhere in it: an e-mail address, an identity number, or a phone number; null where nothing does. */
export function findPersonalIn(text: string): Extract<PersonalKind, 'email' | 'id_card' | 'phone'> | null {
  if (MAIL.test(text)) return 'email';
  if ((text.match(IDENTITY) ?? []).some(isIdentityNumber)) return 'id_card';
  return PHONE.test(text) ? 'phone' : null;
}
