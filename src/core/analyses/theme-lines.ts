import { say } from '#core/messages/say';
import type { Locale, Text } from '#core/messages/text';

/** A theme of comments: its name, and words of which one is enough. A starter theme has an id instead of a name of its own. */
export interface Theme {
  readonly name: string;
  readonly id: StarterId | null;
  readonly words: readonly string[];
}

/** CM2: the list that comes with the page. */
const STARTER = {
  delivery:
    'deliver*, shipping, shipment*, shipped, courier*, parcel*, package*, arriv*, logistics, 快递, 物流, 送货, 配送, 发货, 到货, 包裹, 配送员, 快遞, 物流, 送貨, 出貨, 到貨',
  quality: 'quality, broken, defect*, faulty, damaged, durable, flimsy, 质量, 品质, 坏了, 破损, 瑕疵, 做工, 耐用, 品質, 壞了, 破損, 質量',
  price: 'price*, expensive, cheap*, cost*, discount*, coupon*, 价格, 太贵, 便宜, 性价比, 优惠, 涨价, 折扣, 價格, 太貴, 優惠, 漲價',
  service: 'service, staff, support, agent*, rude, polite, helpful, friendly, 服务, 客服, 态度, 店员, 热情, 耐心, 服務, 態度, 店員',
  speed: 'slow, late, delay*, wait*, quick*, fast, respon*, 太慢, 等了, 拖延, 延迟, 很快, 迅速, 及时, 响应, 延遲, 回應',
  returns: 'return*, refund*, exchange*, warranty, repair*, 退货, 退款, 换货, 售后, 保修, 维修, 退貨, 換貨, 售後, 維修',
  product: 'size*, colour*, color*, taste*, smell*, fit, model, 尺寸, 颜色, 味道, 口味, 气味, 款式, 型号, 功能, 顏色, 氣味, 型號',
  website: 'website, app, page, login, password, checkout, payment*, pay, 网站, 网页, 登录, 密码, 支付, 付款, 小程序, 網站, 登入',
} as const;
export type StarterId = keyof typeof STARTER;

const nameOf = (id: StarterId): Text => ({ key: `comments_theme_${id}` });

const LINE = /^([^:：]+)[:：](.+)$/u;
const wordsOf = (list: string): string[] => [
  ...new Set(
    list
      .toLowerCase()
      .split(/[,，、;；]/u)
      .map((word) => word.trim().replace(/\s+/gu, ' '))
      .filter((word) => word.replace('*', '') !== ''),
  ),
];

const starters = (): Theme[] => (Object.keys(STARTER) as StarterId[]).map((id) => ({ name: id, id, words: wordsOf(STARTER[id]) }));

/** The themes of lines (“Name: word, word*”); lines of another form are passed over. Without lines the starter list. */
export function readThemes(lines: readonly string[]): readonly Theme[] {
  if (lines.length === 0) return starters();
  return lines.flatMap((line): Theme[] => {
    const [, name, list] = LINE.exec(line) ?? [];
    const words = wordsOf(list ?? '');
    return name !== undefined && words.length > 0 ? [{ name: name.trim(), id: null, words }] : [];
  });
}

/** The starter list as lines to begin from. */
export const starterLines = (locale: Locale): readonly string[] =>
  starters().map((theme) => `${say(themeText(theme), { locale, currency: null })}: ${theme.words.join(', ')}`);

/** The name of a theme. */
export const themeText = ({ name, id }: Theme): Text => (id ? nameOf(id) : { literal: name });
