import type { Encoding } from '#core/model/source';

/** Words of one language as they stand in exports, and the old encodings in which it is written. */
export interface Language {
  readonly name: string;
  readonly encodings: readonly Encoding[];
  readonly words: readonly string[];
  readonly headers: readonly string[];
}

const split = (text: string): readonly string[] => text.split(' ');

export const LANGUAGES: readonly Language[] = [
  {
    name: 'English',
    encodings: ['windows-1252'],
    words: split(
      'the customer asked for delivery before noon and paid with a card second parcel was damaged replacement sent free of charge thanks very pleased black tea green tin small box café',
    ),
    headers: ['id', 'customer', 'note', 'amount', 'day', 'place'],
  },
  {
    name: 'English with typographic signs',
    encodings: ['utf-8+windows-1252', 'windows-1252'],
    words: split(
      'the customer’s parcel wasn’t delivered before noon – she paid by card “express” we’ve sent another free of charge it’s fine now thanks a lot €5 voucher café St. John’s',
    ),
    headers: ['id', 'customer’s name', 'note', 'amount', 'day', 'place'],
  },
  {
    name: 'French',
    encodings: ['windows-1252'],
    words: split(
      'la cliente a demandé une livraison avant midi et réglé par carte le deuxième colis était abîmé échange envoyé gratuitement très satisfaite thé noir boîte métallique forêt élève où français déjà',
    ),
    headers: ['numéro', 'cliente', 'remarque', 'montant', 'journée', 'région'],
  },
  {
    name: 'German',
    encodings: ['windows-1252'],
    words: split(
      'die Kundin wünschte Lieferung vor zwölf Uhr und zahlte mit Karte das zweite Päckchen war beschädigt Ersatz für später geschickt größer Straße schön über Grüße Österreich Käse müde',
    ),
    headers: ['Nummer', 'Käufer', 'Bemerkung', 'Betrag', 'Tag', 'Größe'],
  },
  {
    name: 'Polish',
    encodings: ['windows-1250', 'iso-8859-2'],
    words: split(
      'klientka prosiła o dostawę przed południem i zapłaciła kartą druga paczka była uszkodzona wysłano nową bezpłatnie dziękuję bardzo herbata zielona małe pudełko łódź gdańsk świeża żółta również więcej część',
    ),
    headers: ['numer', 'klientka', 'uwagi', 'wartość', 'dzień', 'województwo'],
  },
  {
    name: 'Russian',
    encodings: ['windows-1251', 'iso-8859-5', 'koi8-r'],
    words: split(
      'клиент просил доставить до полудня и оплатил картой вторая посылка была повреждена замена отправлена бесплатно спасибо большое чёрный чай зелёный маленькая коробка Москва Казань также ещё который можно',
    ),
    headers: ['номер', 'клиент', 'примечание', 'сумма', 'день', 'город'],
  },
  {
    name: 'Greek',
    encodings: ['windows-1253', 'iso-8859-7'],
    words: split(
      'η πελάτισσα ζήτησε παράδοση πριν το μεσημέρι και πλήρωσε με κάρτα το δεύτερο δέμα ήταν κατεστραμμένο στάλθηκε δωρεάν ευχαριστώ πολύ μαύρο τσάι πράσινο μικρό κουτί Αθήνα Θεσσαλονίκη επίσης',
    ),
    headers: ['αριθμός', 'πελάτης', 'σημείωση', 'ποσό', 'ημέρα', 'πόλη'],
  },
  {
    name: 'Turkish',
    encodings: ['windows-1254'],
    words: split(
      'müşteri öğleden önce teslimat istedi ve kartla ödedi ikinci paket hasarlıydı yenisi ücretsiz gönderildi çok teşekkürler siyah çay yeşil küçük kutu İstanbul İzmir ayrıca için değil şimdi güzel olduğu',
    ),
    headers: ['numara', 'müşteri', 'açıklama', 'tutar', 'gün', 'şehir'],
  },
  {
    name: 'Hebrew',
    encodings: ['windows-1255', 'iso-8859-8'],
    words: split(
      'הלקוחה ביקשה משלוח לפני הצהריים ושילמה בכרטיס החבילה השנייה ניזוקה נשלחה חדשה ללא תשלום תודה רבה תה שחור ירוק קופסה קטנה תל אביב חיפה גם עוד של את',
    ),
    headers: ['מספר', 'לקוח', 'הערה', 'סכום', 'יום', 'עיר'],
  },
  {
    name: 'Arabic',
    encodings: ['windows-1256', 'iso-8859-6'],
    words: split(
      'طلبت العميلة التوصيل قبل الظهر ودفعت بالبطاقة كانت الحزمة الثانية تالفة وأرسلت أخرى مجانا شكرا جزيلا شاي أسود أخضر علبة صغيرة القاهرة دبي أيضا من في على هذا التي',
    ),
    headers: ['رقم', 'العميل', 'ملاحظة', 'المبلغ', 'اليوم', 'المدينة'],
  },
  {
    name: 'simplified Chinese',
    encodings: ['gb18030'],
    words: split(
      '客户要求中午以前送货 已用银行卡付款 第二个包裹有破损 免费补发一份 非常感谢 正山小种红茶 白毫银针 小盒装 上海市 杭州 不需要发票 下次再买 请尽快安排 门店自提',
    ),
    headers: ['订单号', '会员', '备注', '金额', '日期', '城市'],
  },
  {
    name: 'traditional Chinese',
    encodings: ['big5'],
    words: split(
      '客戶要求中午以前送貨 已用信用卡付款 第二個包裹有破損 免費補發一份 非常感謝 正山小種紅茶 白毫銀針 小盒裝 臺北市 高雄 不需要發票 下次再買 請儘快安排 門市自取',
    ),
    headers: ['訂單編號', '會員', '備註', '金額', '日期', '縣市'],
  },
  {
    name: 'Japanese',
    encodings: ['shift_jis', 'euc-jp'],
    words: split(
      'お客様は午前中の配達を希望 カードでお支払い 二つ目の荷物が破損していた 無料で再送しました ありがとうございます 紅茶の小さい箱 緑茶セット 東京都 大阪市 領収書は不要です また買います 店舗で受け取り',
    ),
    headers: ['注文番号', 'お客様', '備考', '金額', '日付', '都道府県'],
  },
  {
    name: 'Korean',
    encodings: ['euc-kr'],
    words: split(
      '고객이 정오 이전에 배송을 요청했습니다 카드로 결제했고 두 번째 상자가 파손되어 무료로 다시 보냈습니다 감사합니다 홍차 녹차 작은 상자 서울 부산 영수증은 필요 없습니다 다음에 또 구매',
    ),
    headers: ['주문번호', '고객', '비고', '금액', '날짜', '도시'],
  },
];
