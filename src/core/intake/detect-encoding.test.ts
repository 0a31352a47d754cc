import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { legacyEncoder } from '../../../tests/support/legacy-encoder';
import { runs } from '../../../tests/support/seeded';
import type { Encoding } from '#core/model/source';
import { decodeStrictly } from './decode-text';
import { detectEncoding } from './detect-encoding';

const find = (bytes: Uint8Array, cut = false) => {
  const found = detectEncoding(bytes, 'x.csv', cut);
  return found.ok ? found.value.encoding : found.issues[0]!.code;
};
const words = (text: string): readonly string[] => text.split(' ');
const SIMPLIFIED = words(
  '会员编号 下单时间 实付金额 地区 上海 北京 广州 普洱茶 龙井 微信支付 已完成 退款 门店 王小明 顾客留言 包装很好 下次再来 第一次购买',
);
const TRADITIONAL = words(
  '會員編號 訂單時間 實付金額 地區 臺北市 高雄 烏龍茶 付款方式 已完成 退款 門市 陳小姐 顧客留言 包裝很好 下次再來 第一次購買',
);
const JAPANESE = words(
  '会員番号 注文日時 支払金額 東京都 大阪府 お茶 クレジットカード 完了 キャンセル 店舗 山田太郎 ありがとうございます 初回購入 のし紙',
);
const KOREAN = words('회원번호 주문일시 결제금액 서울 부산 녹차 신용카드 완료 취소 매장 김철수 감사합니다 첫구매 배송메모');
const GERMAN = words(
  'Kundennummer Bestelldatum Betrag München Köln Grüner Tee Überweisung bezahlt Rückerstattung Filiale Jürgen Müller größer schön für Straße',
);
const FRENCH = words(
  'Numéro de client date montant réglé Besançon thé vert carte bancaire payé remboursé magasin Hélène très bien première commande été où',
);
const RUSSIAN = words(
  'Номер клиента дата заказа сумма Москва Казань зелёный чай картой оплачено возврат магазин Иван Петров спасибо первый заказ доставка',
);

const POLISH = words(
  'Numer klienta data zamówienia wartość Łódź Gdańsk herbata zielona przelew zapłacono zwrot sklep Małgorzata bardzo dziękuję pierwsze zamówienie też później',
);
const CZECH = words(
  'Číslo zákazníka datum objednávky částka Plzeň zelený čaj převod zaplaceno vráceno prodejna Jiří Dvořák děkuji první objednávka přes úřad',
);
const HUNGARIAN = words(
  'Ügyfélszám rendelés összeg Győr zöld tea átutalás kifizetve visszatérítés üzlet Erzsébet köszönöm első rendelés később működő',
);
const TURKISH = words(
  'Müşteri numarası sipariş tarihi tutar İzmir Muğla yeşil çay havale ödendi iade mağaza Ayşe teşekkürler ilk sipariş değil çok ışık',
);

const LANGUAGES: readonly (readonly [Encoding, string, readonly string[]])[] = [
  ['gb18030', 'simplified Chinese', SIMPLIFIED],
  ['big5', 'traditional Chinese', TRADITIONAL],
  ['shift_jis', 'Japanese', JAPANESE],
  ['euc-jp', 'Japanese', JAPANESE],
  ['euc-kr', 'Korean', KOREAN],
  ['windows-1252', 'German', GERMAN],
  ['windows-1252', 'French', FRENCH],
  ['windows-1251', 'Russian', RUSSIAN],
  ['windows-1250', 'Polish', POLISH],
  ['iso-8859-2', 'Polish', POLISH],
  ['windows-1250', 'Czech', CZECH],
  ['iso-8859-2', 'Czech', CZECH],
  ['windows-1250', 'Hungarian', HUNGARIAN],
  ['windows-1254', 'Turkish', TURKISH],
];

/** Orders with the words of a language in half of their fields. */
const table = (language: readonly string[], least: number) =>
  fc
    .array(fc.tuple(fc.nat(99_999), fc.constantFrom(...language), fc.constantFrom(...language), fc.constantFrom('paid', 'A-1', 'web')), {
      minLength: least,
      maxLength: least * 3,
    })
    .map((rows) => [language.slice(0, 4), ...rows].map((row) => row.join(',')).join('\n'));

describe('IN4–IN7 old encodings', () => {
  test.each(LANGUAGES)('%s is found in %s', (encoding, _, language) => {
    const encode = legacyEncoder(encoding);
    fc.assert(
      fc.property(table(language, 20), (text) => {
        const bytes = Uint8Array.from(encode(text));
        // Several encodings may have the same bytes for all letters of a text.
        expect(new TextDecoder(find(bytes)).decode(bytes)).toBe(text);
      }),
      runs(2000),
    );
  });
});

describe('IN1–IN3 marks, zeros and UTF-8', () => {
  const wide = (text: string, littleEndian: boolean): Uint8Array => {
    const view = new DataView(new ArrayBuffer(text.length * 2));
    for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), littleEndian);
    return new Uint8Array(view.buffer);
  };
  const every = fc.constantFrom(...LANGUAGES).chain(([, , language]) => table(language, 5));

  test('UTF-8 and UTF-16 are found with and without a mark, in every language, wherever the head ends', () => {
    fc.assert(
      fc.property(every, fc.nat(3), (text, cut) => {
        const utf8 = new TextEncoder().encode(text);
        expect(find(utf8.subarray(0, utf8.length - cut), true)).toBe('utf-8');
        for (const [littleEndian, expected] of [
          [true, 'utf-16le'],
          [false, 'utf-16be'],
        ] as const) {
          const marked = wide(`\uFEFF${text}`, littleEndian);
          expect(find(marked.subarray(0, marked.length - cut), true)).toBe(expected);
          expect(find(wide(text, littleEndian))).toBe(expected);
        }
      }),
      runs(2000),
    );
  });

  test('a mark whose text is damaged is said', () => {
    expect(find(Uint8Array.from([0xef, 0xbb, 0xbf, 0x61, 0xff, 0x62]))).toBe('issue_file_encoding_damaged');
    expect(find(Uint8Array.from([0xff, 0xfe, 0x61, 0x00, 0x00, 0xd8, 0x61, 0x00]))).toBe('issue_file_encoding_damaged');
  });
});

test('IN7 windows-1252 is read with its own signs, in the terminal too', () => {
  expect(decodeStrictly(Uint8Array.of(0x64, 0x92, 0x41, 0x20, 0x80, 0xe9), 'windows-1252', false)).toBe('d’A €é');
});

test('IN11 UTF-8 with characters that only windows-1252 explains is read by it, and nothing else is', () => {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const found = detectEncoding(utf8('name,wine\n1,Ch\u00e2teau d\u0092Angludet \u0096 1994\u0085\n'), 'x.csv', false);
  expect(found).toEqual({ ok: true, value: { encoding: 'utf-8+windows-1252', bom: false, from: 'guess' } });
  expect(decodeStrictly(utf8('d\u0092Angludet \u0096 \u0080 5\u0085 \u00e9 \u4e2d'), 'utf-8+windows-1252', false)).toBe(
    'd’Angludet – € 5… é 中',
  );
  for (const text of ['name,wine\n1,Château d’Angludet\n', 'one\u0085two,3\n', 'a\u0081b,c\u0092d\n'])
    expect(find(utf8(text))).toBe('utf-8');
  expect(find(utf8('\uFEFFd\u0092A,1\n'))).toBe('utf-8+windows-1252');
});
