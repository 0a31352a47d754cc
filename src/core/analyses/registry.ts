import type { AnalysisDefinition, RegistryEntry } from './contract';

const SHOP = [{ table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] }] as const;

/** Every prebuilt analysis in the order of the catalogue. Definitions and help are loaded when they are needed. */
export const registry: readonly RegistryEntry[] = [
  {
    kind: 'overview',
    question: { key: 'overview_question' },
    requires: SHOP,
    load: async () => (await import('./overview/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./overview/help.en.md?raw') : import('./overview/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'revenue',
    question: { key: 'revenue_question' },
    requires: SHOP,
    load: async () => (await import('./revenue/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) => (await (locale === 'en' ? import('./revenue/help.en.md?raw') : import('./revenue/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'rfm',
    question: { key: 'rfm_question' },
    requires: SHOP,
    load: async () => (await import('./rfm/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) => (await (locale === 'en' ? import('./rfm/help.en.md?raw') : import('./rfm/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'value_loyalty',
    question: { key: 'value_loyalty_question' },
    requires: SHOP,
    load: async () => (await import('./value-loyalty/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./value-loyalty/help.en.md?raw') : import('./value-loyalty/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'concentration',
    question: { key: 'concentration_question' },
    requires: SHOP,
    load: async () => (await import('./concentration/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./concentration/help.en.md?raw') : import('./concentration/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'tiers',
    question: { key: 'tiers_question' },
    requires: SHOP,
    load: async () => (await import('./tiers/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) => (await (locale === 'en' ? import('./tiers/help.en.md?raw') : import('./tiers/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'migration',
    question: { key: 'migration_question' },
    requires: SHOP,
    load: async () => (await import('./migration/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./migration/help.en.md?raw') : import('./migration/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'profile',
    question: { key: 'profile_question' },
    requires: SHOP,
    load: async () => (await import('./profile/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) => (await (locale === 'en' ? import('./profile/help.en.md?raw') : import('./profile/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'funnel',
    question: { key: 'funnel_question' },
    requires: [
      { table: 'orders', columns: ['customer_id', 'ordered_at'], or: [{ table: 'usage_events', columns: ['customer_id', 'event_at'] }] },
    ],
    compares: true,
    load: async () => (await import('./funnel/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) => (await (locale === 'en' ? import('./funnel/help.en.md?raw') : import('./funnel/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'conversion_drivers',
    question: { key: 'conversion_drivers_question' },
    requires: [
      { table: 'orders', columns: ['customer_id', 'ordered_at'], or: [{ table: 'usage_events', columns: ['customer_id', 'event_at'] }] },
    ],
    load: async () => (await import('./conversion-drivers/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./conversion-drivers/help.en.md?raw') : import('./conversion-drivers/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'cohort',
    question: { key: 'cohort_question' },
    requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
    compares: true,
    load: async () => (await import('./cohort/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) => (await (locale === 'en' ? import('./cohort/help.en.md?raw') : import('./cohort/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'repurchase',
    question: { key: 'repurchase_question' },
    requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
    load: async () => (await import('./repurchase/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./repurchase/help.en.md?raw') : import('./repurchase/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'lifecycle',
    question: { key: 'lifecycle_question' },
    requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
    load: async () => (await import('./lifecycle/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./lifecycle/help.en.md?raw') : import('./lifecycle/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'pipeline',
    question: { key: 'pipeline_question' },
    requires: [{ table: 'opportunities', columns: ['opportunity_id', 'stage'] }],
    load: async () => (await import('./pipeline/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./pipeline/help.en.md?raw') : import('./pipeline/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'satisfaction',
    question: { key: 'satisfaction_question' },
    requires: [{ table: 'surveys', columns: [] }],
    load: async () => (await import('./satisfaction/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./satisfaction/help.en.md?raw') : import('./satisfaction/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'drivers',
    question: { key: 'drivers_question' },
    requires: [{ table: 'surveys', columns: [] }],
    load: async () => (await import('./drivers/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) => (await (locale === 'en' ? import('./drivers/help.en.md?raw') : import('./drivers/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'response',
    question: { key: 'response_question' },
    requires: [{ table: 'surveys', columns: ['responded_at'] }],
    load: async () => (await import('./response/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./response/help.en.md?raw') : import('./response/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'dimensions',
    question: { key: 'dimensions_question' },
    requires: [{ table: 'surveys', columns: [] }],
    load: async () => (await import('./dimensions/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./dimensions/help.en.md?raw') : import('./dimensions/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'comments',
    question: { key: 'comments_question' },
    requires: [{ table: 'surveys', columns: ['comment'] }],
    load: async () => (await import('./comments/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./comments/help.en.md?raw') : import('./comments/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'satisfaction_repurchase',
    question: { key: 'answered_repurchase_question' },
    requires: [
      { table: 'surveys', columns: ['responded_at'] },
      { table: 'orders', columns: ['customer_id', 'ordered_at'] },
    ],
    load: async () => (await import('./satisfaction-repurchase/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./satisfaction-repurchase/help.en.md?raw') : import('./satisfaction-repurchase/help.zh-CN.md?raw')))
        .default,
  },
  {
    kind: 'data_quality',
    question: { key: 'data_quality_question' },
    requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
    load: async () => (await import('./data-quality/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./data-quality/help.en.md?raw') : import('./data-quality/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'data_sources',
    question: { key: 'data_sources_question' },
    requires: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }],
    load: async () => (await import('./data-sources/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./data-sources/help.en.md?raw') : import('./data-sources/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'activity',
    question: { key: 'activity_question' },
    requires: [
      { table: 'usage_events', columns: ['customer_id', 'event_at'], or: [{ table: 'orders', columns: ['customer_id', 'ordered_at'] }] },
    ],
    load: async () => (await import('./activity/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./activity/help.en.md?raw') : import('./activity/help.zh-CN.md?raw'))).default,
  },
  {
    kind: 'revenue_retention',
    question: { key: 'revenue_retention_question' },
    requires: [
      {
        table: 'contracts',
        columns: ['customer_id', 'signed_at', 'amount'],
        or: [{ table: 'orders', columns: ['customer_id', 'ordered_at', 'net_amount'] }],
      },
    ],
    load: async () => (await import('./revenue-retention/definition')).definition as unknown as AnalysisDefinition,
    help: async (locale) =>
      (await (locale === 'en' ? import('./revenue-retention/help.en.md?raw') : import('./revenue-retention/help.zh-CN.md?raw'))).default,
  },
];

/** The entry of a kind, or undefined where a report names one that this version does not have. */
export const entryOf = (kind: string): RegistryEntry | undefined => registry.find((entry) => entry.kind === kind);
