/** Signs and words of currencies by their code; an empty code where several countries use the sign. */
const MARKS_BY_CODE: Readonly<Record<string, readonly string[]>> = {
  '': ['¥', '￥', '$', 'kr', '元', 'Rs.', 'Rs'],
  CNY: ['人民币', '人民幣', 'RMB', 'CNY', 'CN¥'],
  TWD: ['新台币', '新臺幣', '新台幣', '台币', '台幣', '臺幣', 'NT$', 'NTD', 'TWD'],
  HKD: ['港元', '港币', '港幣', 'HK$', 'HKD'],
  USD: ['美元', '美金', 'US$', 'USD'],
  JPY: ['日元', '日圓', '円', 'JP¥', 'JPY'],
  EUR: ['欧元', '歐元', '€', 'EUR'],
  GBP: ['英镑', '英鎊', '£', 'GBP'],
  KRW: ['韩元', '韓元', '₩', '원', 'KRW'],
  SGD: ['S$', 'SGD'],
  AUD: ['AU$', 'A$', 'AUD'],
  CAD: ['CA$', 'C$', 'CAD'],
  BRL: ['R$', 'BRL'],
  INR: ['₹', 'INR'],
  CHF: ['CHF'],
  SEK: ['SEK'],
  NOK: ['NOK'],
  DKK: ['DKK'],
  PLN: ['zł', 'PLN'],
  CZK: ['Kč', 'CZK'],
  RUB: ['₽', 'руб.', 'руб', 'RUB'],
  TRY: ['₺', 'TRY'],
  THB: ['฿', 'THB'],
  VND: ['₫', 'VND'],
  MYR: ['RM', 'MYR'],
  MXN: ['MX$', 'MXN'],
};

const CODES = new Map(Object.entries(MARKS_BY_CODE).flatMap(([code, marks]) => marks.map((mark) => [mark.toLowerCase(), code] as const)));

/** Every sign and word, the longer ones first, so that none hides in another. */
export const CURRENCY_MARKS: readonly string[] = Object.values(MARKS_BY_CODE)
  .flat()
  .sort((one, other) => other.length - one.length);

const HAN = /\p{Script=Han}/u;
/** Characters that only traditional writing has, among those that headers of shops use. */
const TRADITIONAL = /[單訂員編號碼戶購買時間額數實總價幣別狀態類產聯絡電話縣區門註冊會貨優惠銷]/u;

/** The headers are in traditional Chinese, as in Taiwan and Hong Kong. */
export const isTraditional = (headers: readonly string[]): boolean => headers.some((header) => TRADITIONAL.test(header));

const WITHOUT_DECIMALS = new Set(['JPY', 'KRW', 'VND']);

/** Every sign is of a currency that has no decimals. */
export const lackDecimals = (marks: readonly string[]): boolean =>
  marks.length > 0 && marks.every((mark) => WITHOUT_DECIMALS.has(CODES.get(mark.toLowerCase()) ?? ''));

/** The currencies that some signs name, as ISO 4217 codes; a sign that stays open in a file with such headers is given as it is (V5). */
export function currenciesOf(marks: readonly string[], headers: readonly string[]): readonly string[] {
  const chinese = headers.some((header) => HAN.test(header));
  const simplified = chinese && !isTraditional(headers);
  const found = marks.flatMap((mark) => {
    const code = CODES.get(mark.toLowerCase());
    if (code === undefined) return [];
    if (code !== '') return [code];
    if (mark === '¥' || mark === '￥' || mark === '元') return [simplified ? 'CNY' : mark === '￥' ? '¥' : mark];
    return [mark === '$' && !chinese ? 'USD' : mark];
  });
  return [...new Set(found)];
}
