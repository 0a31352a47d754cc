const list = (names: string): readonly string[] => names.split(',').map((name) => name.trim().toLowerCase());

/** First-level regions of the countries that exports most often come from, as they are written and abbreviated. Chinese ones without their last word. */
export const PROVINCES: ReadonlySet<string> = new Set(
  list(`北京, 天津, 上海, 重庆, 河北, 山西, 辽宁, 吉林, 黑龙江, 江苏, 浙江, 安徽, 福建, 江西, 山东, 河南, 湖北, 湖南, 广东, 海南, 四川, 贵州, 云南, 陕西, 甘肃,
    青海, 台湾, 内蒙古, 广西, 西藏, 宁夏, 新疆, 香港, 澳门, 台灣, 臺灣, 廣東, 廣西, 江蘇, 遼寧, 黑龍江, 重慶, 陝西, 甘肅, 貴州, 雲南, 寧夏, 澳門, 內蒙古,
    Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Georgia, Hawaii, Idaho, Illinois, Indiana, Iowa, Kansas,
    Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey,
    New Mexico, New York, North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Rhode Island, South Carolina, South Dakota, Tennessee, Texas,
    Utah, Vermont, Virginia, Washington, West Virginia, Wisconsin, Wyoming, District of Columbia, AL, AK, AZ, AR, CA, CO, CT, DE, FL, GA, HI, ID, IL, IN, IA, KS,
    KY, LA, ME, MD, MA, MI, MN, MS, MO, MT, NE, NV, NH, NJ, NM, NY, NC, ND, OH, OK, OR, PA, RI, SC, SD, TN, TX, UT, VT, VA, WA, WV, WI, WY, DC,
    Ontario, Quebec, British Columbia, Alberta, Manitoba, Saskatchewan, Nova Scotia, New Brunswick, ON, QC, BC, AB, MB, SK, NS, NB`),
);

/** Countries by their names in English and Chinese, and by codes of two letters that are no province above. */
export const COUNTRIES: ReadonlySet<string> = new Set(
  list(`China, United States, United States of America, USA, US, United Kingdom, UK, GB, Great Britain, Germany, France, FR, Spain, ES, Italy, IT, Netherlands,
    NL, Belgium, BE, Austria, AT, Switzerland, CH, Sweden, SE, Norway, NO, Denmark, DK, Finland, FI, Poland, PL, Portugal, PT, Ireland, IE, Greece, GR, Czechia,
    Czech Republic, CZ, Hungary, HU, Romania, RO, Turkey, TR, Russia, RU, Ukraine, UA, Canada, Mexico, MX, Brazil, BR, Argentina, Chile, Japan, JP, South Korea,
    Korea, KR, Taiwan, TW, Hong Kong, HK, Singapore, SG, Malaysia, MY, Thailand, TH, Vietnam, VN, Indonesia, Philippines, PH, India, Australia, AU, New Zealand, NZ,
    South Africa, ZA, Israel, United Arab Emirates, AE, Saudi Arabia, EIRE, 中国, 美国, 英国, 德国, 法国, 西班牙, 意大利, 荷兰, 比利时, 瑞士, 瑞典, 挪威, 丹麦, 芬兰, 波兰, 葡萄牙, 爱尔兰,
    俄罗斯, 加拿大, 墨西哥, 巴西, 日本, 韩国, 新加坡, 马来西亚, 泰国, 越南, 印度尼西亚, 菲律宾, 印度, 澳大利亚, 新西兰, 中國, 美國, 英國, 德國, 法國, 韓國, 荷蘭`),
);

/** Codes of currencies in ISO 4217 that shops deal in. */
export const CURRENCIES: ReadonlySet<string> = new Set(
  list(`CNY, RMB, USD, EUR, GBP, JPY, TWD, NTD, HKD, MOP, SGD, KRW, AUD, NZD, CAD, CHF, SEK, NOK, DKK, PLN, CZK, HUF, RON, TRY, RUB, UAH, INR, THB, VND, MYR, IDR, PHP,
    BRL, MXN, ARS, CLP, ZAR, ILS, AED, SAR, 人民币, 美元, 欧元, 英镑, 日元, 港元, 港币, 新台币, 人民幣, 新臺幣`),
);

/** Frequent family names in Chinese: those of about nine people in ten. */
export const FAMILY_NAMES = `王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常張劉陳楊黃趙吳孫馬鄭謝許韓鄧馮蕭葉蔣呂盧鍾陸賈鄒龍賀顧龔萬錢嚴`;

/** Words with which the names of firms end or which stand in them. */
export const FIRM =
  /(公司|集团|集團|商行|商贸|工厂|工廠|经营部|事务所|股份|有限)|\b(inc|ltd|llc|gmbh|corp|corporation|company|limited|plc|co|ag|s\.?a|b\.?v|pty|kg)\b\.?/i;
