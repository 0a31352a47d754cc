import type { Text } from '#core/messages/text';

/** What questions are grouped by in the catalogue, in its order. */
export const QUESTION_GROUPS = ['customers', 'returning', 'steps', 'money', 'satisfaction', 'data'] as const;
export type QuestionGroup = (typeof QUESTION_GROUPS)[number];

/** How the catalogue shows and finds a question. */
export interface Listed {
  readonly group: QuestionGroup;
  /** One sentence: what a reader gets from it. */
  readonly purpose: Text;
  /** What people also call it, in any language; found, never shown. */
  readonly names: readonly string[];
}

/** Group and usual names of every prebuilt question, by kind. Its purpose is the message `catalogue_<kind>`. */
const listed = {
  overview: { group: 'money', names: ['KPI', 'dashboard', 'summary', 'AOV', 'average order', '概览', '总览', '仪表盘', '客单价', '指标'] },
  revenue: { group: 'money', names: ['sales', 'turnover', 'GMV', 'trend', 'forecast', '销售额', '营业额', '走势', '趋势', '预测'] },
  rfm: {
    group: 'customers',
    names: ['RFM', 'segmentation', 'recency frequency monetary', 'champions', '分群', '分层', '客户价值', '会员分层'],
  },
  value_loyalty: { group: 'customers', names: ['matrix', 'loyalty', 'quadrant', 'value', '忠诚度', '矩阵', '四象限'] },
  concentration: {
    group: 'money',
    names: ['Pareto', '80/20', 'ABC', 'Lorenz', 'Gini', 'key accounts', '二八', '帕累托', '集中度', '大客户', '基尼'],
  },
  tiers: { group: 'customers', names: ['membership', 'VIP', 'levels', 'grades', 'rules', '会员等级', '等级', '分级', '钻石', '金卡'] },
  migration: {
    group: 'customers',
    names: ['Sankey', 'movement', 'upgrade', 'downgrade', 'transition', '流转', '迁移', '升级', '降级', '桑基'],
  },
  profile: { group: 'customers', names: ['demographics', 'persona', 'age', 'gender', 'region', '画像', '人口', '年龄', '性别', '地区'] },
  funnel: {
    group: 'steps',
    names: ['funnel', 'conversion', 'drop-off', 'checkout', 'Mixpanel', 'Amplitude', '漏斗', '转化', '转化率', '流失'],
  },
  conversion_drivers: {
    group: 'steps',
    names: ['funnel', 'correlation', 'drivers', 'conversion factors', '漏斗', '转化因素', '相关', '驱动'],
  },
  cohort: {
    group: 'returning',
    names: ['cohort', 'retention', 'churn', 'heat map', 'triangle', '留存', '同期群', '流失', '留存率', '复购'],
  },
  repurchase: {
    group: 'returning',
    names: ['repurchase', 'repeat', 'second order', 'Kaplan-Meier', 'survival', '复购', '回购', '复购周期', '生存分析'],
  },
  lifecycle: {
    group: 'returning',
    names: [
      'new returning',
      'growth accounting',
      'quick ratio',
      'active',
      'resurrected',
      'lapsed',
      '生命周期',
      '新客',
      '老客',
      '沉睡',
      '唤醒',
    ],
  },
  pipeline: {
    group: 'steps',
    names: ['sales funnel', 'CRM', 'deals', 'opportunities', 'win rate', 'stage', '销售漏斗', '赢单率', '线索', '商机阶段'],
  },
  satisfaction: {
    group: 'satisfaction',
    names: ['NPS', 'CSAT', 'CES', 'net promoter', 'survey', 'score', '净推荐值', '问卷', '评分', '口碑'],
  },
  drivers: {
    group: 'satisfaction',
    names: ['key drivers', 'Shapley', 'relative weights', 'correlation', 'regression', '驱动因素', '归因', '相关'],
  },
  response: {
    group: 'satisfaction',
    names: ['response rate', 'non-response', 'bias', 'weighting', 'survey', '回收率', '应答率', '问卷', '样本偏差'],
  },
  dimensions: {
    group: 'satisfaction',
    names: ['attributes', 'grades', 'importance', 'strengths', 'quality', '维度', '打分', '服务质量', '优劣势'],
  },
  comments: {
    group: 'satisfaction',
    names: ['text', 'feedback', 'themes', 'topics', 'verbatim', '评论', '反馈', '主题', '词', '留言', '口碑'],
  },
  satisfaction_repurchase: {
    group: 'satisfaction',
    names: ['NPS', 'promoters', 'detractors', 'repurchase', '复购', '推荐者', '贬损者', '净推荐值'],
  },
  data_quality: {
    group: 'data',
    names: ['missing', 'duplicates', 'errors', 'completeness', 'outliers', '数据质量', '缺失', '重复', '异常'],
  },
  data_sources: { group: 'data', names: ['files', 'records', 'ledger', 'sources', 'joins', '文件', '来源', '记录', '对账'] },
  activity: {
    group: 'returning',
    names: ['DAU', 'MAU', 'stickiness', 'events', 'usage', 'engagement', '日活', '月活', '活跃', '粘性', '行为'],
  },
  revenue_retention: {
    group: 'money',
    names: ['NRR', 'GRR', 'MRR', 'ARR', 'net revenue retention', 'churn', 'renewal', 'expansion', '续约', '续费', '净收入留存', '留存'],
  },
} as const satisfies Readonly<Record<string, Omit<Listed, 'purpose'>>>;
type ListedKind = keyof typeof listed;

/** How the catalogue lists a prebuilt question; null for a kind that it does not know. */
export function listedAs(kind: string): Listed | null {
  if (!Object.hasOwn(listed, kind)) return null;
  const known = kind as ListedKind;
  return { ...listed[known], purpose: { key: `catalogue_${known}` } };
}
