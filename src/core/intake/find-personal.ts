import type { PersonalKind } from '#core/model/source';
import { headerKey } from './header-key';

/** Words in headers of personal columns. `id_card` before `phone`, because 证件号 also ends in 号. */
const WORDS: readonly (readonly [PersonalKind, readonly string[]])[] = [
  ['id_card', ['身份证', '身分證', '证件号', '證件號', '护照', '護照', 'id card', 'identity number', 'passport', 'national id', 'ssn']],
  ['email', ['邮箱', '電子郵件', '电子邮件', '信箱', 'e mail', 'email']],
  ['phone', ['手机', '手機', '电话', '電話', '联系方式', '聯絡方式', 'phone', 'mobile', 'telephone', 'cellphone']],
  ['address', ['地址', '住址', '邮编', '郵遞區號', 'address', 'street', 'zip', 'postcode', 'postal code']],
  [
    'name',
    [
      ...['姓名', '收货人', '收件人', '联系人', '收貨人', '聯絡人', '昵称', '暱稱', '真实姓名', '客户名称', '会员名称', '客戶名稱'],
      ...[
        'full name',
        'first name',
        'last name',
        'surname',
        'customer name',
        'client name',
        'member name',
        'recipient',
        'billing name',
        'shipping name',
        'consignee',
        'contact name',
      ],
    ],
  ],
];

const SHAPES: readonly (readonly [PersonalKind, RegExp])[] = [
  ['email', /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/],
  ['id_card', /^[1-9]\d{5}(18|19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dXx]$/],
  ['phone', /^(\+?86[- ]?)?1[3-9]\d[\d*]{4}\d{4}$|^\+\d[\d ()-]{7,17}$/],
];

/** The kind of personal data a column seems to hold, by its values or else by its header; null for none. */
export function findPersonal(header: string, values: readonly string[]): PersonalKind | null {
  if (values.length > 0) {
    const shape = SHAPES.find(([, pattern]) => values.filter((text) => pattern.test(text)).length >= values.length * 0.8);
    if (shape) return shape[0];
  }
  const key = ` ${headerKey(header)} `;
  const word = WORDS.find(([, words]) => words.some((each) => (/^[a-z ]+$/.test(each) ? key.includes(` ${each} `) : key.includes(each))));
  return word?.[0] ?? null;
}
