import { COUNTRIES, CURRENCIES, FAMILY_NAMES, FIRM, PROVINCES } from './places';

/** What texts look like, whatever their column is called. */
export type ValueShape =
  'email' | 'phone' | 'id_card' | 'url' | 'percent' | 'currency' | 'gender' | 'province' | 'country' | 'status' | 'firm' | 'person';

const MOST = 200;
const SHARE = 0.8;

const PHONE =
  /^'?(\(?\+\d{1,3}\)?[ -]?[\d ()*.-]{6,16}|((00)?86[ -]?)?1[3-9]\d[ -]?[\d*]{4}[ -]?\d{4}|0\d{2,3}-\d{7,8}(-\d{1,5})?|09\d{2}-?\d{3}-?\d{3}|0\d{1,2}-\d{3,4}-\d{4}|\(\d{3}\) ?\d{3}-\d{4}|\d{3}[-.]\d{3}[-.]\d{4})$/;
const CHINESE_ID = /^[1-9]\d{5}(18|19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dXx]$/;
const TAIWAN_ID = /^[A-Z][12]\d{8}$/;
const STATUSES = new Set(
  `paid, unpaid, pending, processing, completed, complete, cancelled, canceled, refunded, partially refunded, partially_refunded, failed, on hold, shipped, delivered,
   returned, won, lost, open, closed, fulfilled, unfulfilled, authorized, voided, draft, 已完成, 完成, 交易成功, 交易完成, 交易关闭, 已付款, 未付款, 待付款, 已发货, 待发货, 已取消, 取消,
   已退款, 退款中, 已关闭, 等待出库, 锁定, 已收货, 已签收, 订单完成, 已成交, 進行中, 已取消, 已出貨, 待出貨`
    .split(',')
    .map((word) => word.trim()),
);
const GENDERS = new Set(['男', '女', '未知', '保密', 'm', 'f', 'male', 'female', 'unknown', '男性', '女性', '先生', '女士']);

/** The check digit of an identity number: of the mainland (ISO 7064, modulus 11) or of Taiwan. */
export function isIdentityNumber(text: string): boolean {
  if (CHINESE_ID.test(text)) {
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const sum = weights.reduce((total, weight, at) => total + weight * Number(text[at]), 0);
    return '10X98765432'[sum % 11] === text[17]!.toUpperCase();
  }
  if (!TAIWAN_ID.test(text)) return false;
  const letter = 'ABCDEFGHJKLMNPQRSTUVXYWZIO'.indexOf(text[0]!) + 10;
  const digits = [Math.floor(letter / 10), letter % 10, ...Array.from(text.slice(1), Number)];
  const weights = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1];
  return digits.reduce((total, digit, at) => total + digit * weights[at]!, 0) % 10 === 0;
}

const bareProvince = (text: string): string =>
  text
    .toLowerCase()
    .replace(/(壮族|回族|维吾尔|維吾爾|壯族)?(自治区|自治區|特别行政区|特別行政區)$|[省市]$/, '')
    .trim();

const PERSON = /^(\p{Lu}[\p{Ll}'’-]+|\p{Lu}\.)( (\p{Lu}[\p{Ll}'’-]+|\p{Lu}\.?|de|van|von|da|la)){1,3}$/u;
const isChineseName = (text: string): boolean => /^\p{Script=Han}[\p{Script=Han}*＊]{1,3}$/u.test(text) && FAMILY_NAMES.includes(text[0]!);

const SHAPES: readonly (readonly [ValueShape, (text: string) => boolean])[] = [
  ['email', (text) => /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text)],
  ['id_card', (text) => CHINESE_ID.test(text) || TAIWAN_ID.test(text)],
  ['phone', (text) => PHONE.test(text) && text.replace(/[^\d*]/g, '').length >= 7],
  ['url', (text) => /^(https?:\/\/|www\.)\S+$/i.test(text)],
  ['percent', (text) => /^[-+]?[\d.,]+ ?[%％]$/.test(text)],
  ['currency', (text) => CURRENCIES.has(text.toLowerCase())],
  ['gender', (text) => GENDERS.has(text.toLowerCase())],
  ['status', (text) => STATUSES.has(text.toLowerCase())],
  ['province', (text) => PROVINCES.has(bareProvince(text))],
  ['country', (text) => COUNTRIES.has(text.toLowerCase())],
  ['firm', (text) => FIRM.test(text)],
  ['person', (text) => PERSON.test(text) || isChineseName(text)],
];

/** Whether enough texts fit; the others need not be looked at once too many do not. */
function fitsMost(sample: readonly string[], fits: (text: string) => boolean): boolean {
  let fitting = sample.length;
  for (const text of sample) if (!fits(text) && --fitting < sample.length * SHARE) return false;
  return true;
}

/** M13: ways to reach a person, of which one column may hold several. */
const CONTACTS = SHAPES.filter(([shape]) => shape === 'email' || shape === 'phone');

/** The more frequent way to reach a person, where four in five of the texts are either. */
function findContacts(sample: readonly string[]): ValueShape | null {
  if (!fitsMost(sample, (text) => CONTACTS.some(([, fits]) => fits(text)))) return null;
  const counted = CONTACTS.map(([shape, fits]) => ({ shape, count: sample.filter(fits).length }));
  return counted.reduce((one, other) => (other.count > one.count ? other : one)).shape;
}

/** What at least four in five of a column's different texts look like; null for nothing in particular. */
export function findShape(texts: Iterable<string>): ValueShape | null {
  const sample: string[] = [];
  for (const text of texts) if (sample.push(text) >= MOST) break;
  if (sample.length === 0) return null;
  const found = SHAPES.find(([, fits]) => fitsMost(sample, fits))?.[0] ?? findContacts(sample);
  // One random number in eleven has the right check digit; of real ones nearly all do, but for typing errors and invented samples.
  if (found === 'id_card' && sample.filter(isIdentityNumber).length < sample.length * 0.3) return null;
  return found;
}
