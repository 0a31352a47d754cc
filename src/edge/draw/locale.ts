/** How Vega writes numbers and months on axes when a label is left to it. */
const zhTime = {
  dateTime: '%Y年%-m月%-d日 %X',
  date: '%Y年%-m月%-d日',
  time: '%H:%M:%S',
  periods: ['上午', '下午'],
  days: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  shortDays: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  months: Array.from({ length: 12 }, (_, month) => `${month + 1}月`),
  shortMonths: Array.from({ length: 12 }, (_, month) => `${month + 1}月`),
};

/** Options of vega-embed for a language; English is Vega's own. */
export const localeOptions = (locale: 'en' | 'zh-CN'): { timeFormatLocale?: Record<string, unknown> } =>
  locale === 'zh-CN' ? { timeFormatLocale: zhTime } : {};
