/** Number, name, category, list price in yuan, cost in yuan, how often it is bought, and whether it is a gift. */
/** @type {readonly (readonly [string, string, string, number, number, number, boolean])[]} */
const ROWS = [
  ['P01', '明前龙井 Longjing, first spring', '绿茶', 268, 121, 6, false],
  ['P02', '雨前龙井 Longjing', '绿茶', 128, 54, 9, false],
  ['P03', '碧螺春 Biluochun', '绿茶', 158, 66, 6, false],
  ['P04', '黄山毛峰 Maofeng', '绿茶', 98, 38, 6, false],
  ['P05', '太平猴魁 Taiping Houkui', '绿茶', 198, 92, 3, false],
  ['P06', '茉莉花茶 Jasmine', '花茶', 68, 24, 9, false],
  ['P07', '玫瑰红茶 Rose black tea', '花茶', 78, 30, 5, false],
  ['P08', '桂花乌龙 Osmanthus oolong', '乌龙茶', 88, 35, 7, false],
  ['P09', '铁观音 Tieguanyin', '乌龙茶', 118, 48, 8, false],
  ['P10', '大红袍 Da Hong Pao', '乌龙茶', 238, 108, 4, false],
  ['P11', '凤凰单丛 Phoenix Dancong', '乌龙茶', 188, 84, 4, false],
  ['P12', '正山小种 Lapsang Souchong', '红茶', 108, 43, 7, false],
  ['P13', '祁门红茶 Keemun', '红茶', 98, 37, 6, false],
  ['P14', '滇红 Dianhong', '红茶', 88, 33, 7, false],
  ['P15', '熟普小饼 Ripe pu-erh, small cake', '普洱', 78, 28, 6, false],
  ['P16', '老树生普 Raw pu-erh, old trees', '普洱', 368, 176, 2, false],
  ['P17', '白毫银针 Silver Needle', '白茶', 288, 138, 3, false],
  ['P18', '寿眉 Shoumei', '白茶', 118, 47, 4, false],
  ['P19', '四季礼盒 Gift box, four seasons', '礼盒', 298, 126, 5, true],
  ['P20', '新春礼盒 Gift box, New Year', '礼盒', 398, 172, 4, true],
  ['P21', '中秋礼盒 Gift box, mid-autumn', '礼盒', 358, 158, 4, true],
  ['P22', '品鉴小样 Sampler', '小样', 39, 15, 9, false],
  ['P23', '盖碗 Gaiwan', '茶具', 128, 52, 3, false],
  ['P24', '紫砂壶 Yixing pot', '茶具', 468, 214, 1, false],
  ['P25', '旅行茶杯 Travel cup', '茶具', 89, 34, 4, false],
  ['P26', '茶点组合 Tea snacks', '茶点', 45, 19, 8, false],
];

/** @typedef {{ id: string, name: string, category: string, price: number, cost: number, weight: number, gift: boolean }} Product */
/** @type {readonly Product[]} */
export const PRODUCTS = ROWS.map(([id, name, category, price, cost, weight, gift]) => ({ id, name, category, price, cost, weight, gift }));

/** What goes into a basket on a day: gifts in their seasons. @param {boolean} giftSeason @param {boolean} beginner */
export const basketWeights = (giftSeason, beginner) =>
  PRODUCTS.map((product) => {
    const season = product.gift ? (giftSeason ? 4 : 0.2) : 1;
    const beginning = beginner && product.category === '小样' ? 2.5 : 1;
    return /** @type {const} */ ([product, product.weight * season * beginning]);
  });
