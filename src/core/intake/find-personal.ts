import type { PersonalKind } from '#core/model/source';
import { headerKey } from './header-key';
import { speaksOf } from './header-words';
import { namesIdentifier } from './names-identifier';
import type { ValueShape } from './value-shapes';

/** Words in headers of personal columns. `id_card` before `phone`, because 证件号 also ends in 号. */
const WORDS: readonly (readonly [PersonalKind, readonly string[]])[] = [
  ['id_card', ['身份证', '身分證', '证件号', '證件號', '护照', '護照', 'id card', 'identity number', 'passport', 'national id', 'ssn']],
  ['email', ['邮箱', '電子郵件', '电子邮件', '信箱', 'e mail', 'email']],
  ['phone', ['手机', '手機', '电话', '電話', '联系方式', '聯絡方式', 'phone', 'mobile', 'telephone', 'cellphone']],
  [
    'address',
    ['地址', '住址', '邮编', '邮政编码', '郵遞區號', 'address', 'address1', 'address2', 'street', 'zip', 'postcode', 'postal code'],
  ],
  [
    'name',
    [
      ...[
        '姓名',
        '收货人',
        '收件人',
        '联系人',
        '聯絡人',
        '昵称',
        '暱稱',
        '真实姓名',
        '客户名称',
        '会员名称',
        '客戶名稱',
        '收貨人',
        '收件者',
        '訂購人',
      ],
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
        'contact person',
      ],
    ],
  ],
];

const BY_SHAPE: Partial<Record<ValueShape, PersonalKind>> = { email: 'email', phone: 'phone', id_card: 'id_card' };

/** The kind of personal data a column seems to hold (M13), by its values or else by its name; null for none. */
export function findPersonal(name: string, values: readonly string[], shape: ValueShape | null): PersonalKind | null {
  const kind = shape && BY_SHAPE[shape];
  if (kind) return kind;
  const key = ` ${headerKey(name)} `;
  const word = WORDS.find(([, words]) => words.some((each) => (/^[a-z\d ]+$/.test(each) ? key.includes(` ${each} `) : key.includes(each))));
  if (word?.[0] === 'name' && (holdsCodes(name, values) || shape === 'firm' || speaksOf('place', name))) return null;
  return word?.[0] ?? (shape === 'person' && speaksOf('buyer', name) ? 'name' : null);
}

/** Ids of people stand under names such as `Contact Name.id`. */
const holdsCodes = (name: string, values: readonly string[]): boolean =>
  namesIdentifier(name) && values.length > 0 && values.every((text) => /\d/.test(text));
