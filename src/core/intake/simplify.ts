/** Traditional characters that stand in the names of columns, each before its simplified form. */
const PAIRS = `訂订單单號号編编碼码會会員员戶户顧顾買买賣卖帳账貨货產产類类別别數数價价額额總总計计實实際际應应付付運运費费優优惠惠時时間间狀状態态幣币種种門门
  鋪铺據据區区縣县鎮镇國国際际郵邮遞递區区電电話话機机聯联絡络繫系業业務务級级積积點点備备註注稱称標标題题項项條条碼码規规格格銷销售售購购結结帳账
  發发票票傳传統统歷历開开關关閉闭處处理理問问卷卷滿满薦荐願愿評评論论議议見见設设備备裝装動动廣广告告營营圖图書书歲岁齡龄職职稅税淨净與与從从來来
  進进還还後后體体驗验證证護护照照檔档資资訊讯質质優优軟软鏈链網网頁页組组織织專专員员廠厂師师長长無无為为於于個个們们幾几樣样兩两億亿萬万歷历週周
  屬属層层戶户領领繳缴納纳財财貸贷債债損损賬账贈赠賞赏禮礼補补貼贴撥拨轉转調调換换輸输送送達达遲迟寄寄收收簽签約约參参與与邀邀請请預预測测觸触
  訪访會会話话終终端端頻频響响復复回回饋馈勞劳費费力力淨净值值獲获註注冊册日日誌志載载擊击瀏浏覽览搜搜尋寻陸陆臺台灣湾島岛縣县鄉乡鎮镇`;

const SIMPLIFIED: ReadonlyMap<string, string> = (() => {
  const characters = Array.from(PAIRS.replace(/\s/g, ''));
  const pairs = new Map<string, string>();
  for (let at = 0; at + 1 < characters.length; at += 2) pairs.set(characters[at]!, characters[at + 1]!);
  return pairs;
})();

/** A text with the traditional characters of everyday column names written as simplified ones; others stay. */
export const simplify = (text: string): string => text.replace(/\p{Script=Han}/gu, (character) => SIMPLIFIED.get(character) ?? character);
