import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import type { CompileContext } from '../contract';
import type { Tool, ToolRule } from '../tools';
import type { CohortParams } from './params';

/** A table of cohorts; with `bySize` its overall row weights each cohort by its size once more (WD21). */
export type Counted = CohortParams & { readonly bySize?: true };
type Rule = ToolRule<Counted>;

const rule = (
  key: (params: Counted) => MessageKey,
  when: (params: Counted, context: CompileContext) => boolean,
  then: Partial<Counted>,
): Rule => ({
  text: (params) => ({ key: key(params) }),
  apply: (params, context) => (when(params, context) ? { ...params, ...then } : null),
});

const recurring = rule(
  () => 'compare_recurring',
  (params) => params.rule !== 'recurring',
  { rule: 'recurring' },
);
const rolling = rule(
  ({ grain }) => `compare_rolling_${grain}`,
  (params) => params.mode !== 'rolling_fixed',
  { mode: 'rolling_fixed' },
);
const calendar = rule(
  () => 'compare_calendar',
  (params) => params.mode !== 'calendar',
  { mode: 'calendar' },
);
/** WD25. */
const onOrAfter = rule(
  () => 'compare_on_or_after',
  (params) => params.criterion === 'on',
  { criterion: 'on_or_after', horizon: 1 },
);
const bySize = rule(
  () => 'compare_by_size',
  () => true,
  { bySize: true, overall: 'pooled' },
);
const pooled = rule(
  () => 'compare_pooled',
  (params) => params.overall !== 'pooled',
  { overall: 'pooled' },
);
const pooledOrSimple = rule(
  () => 'compare_pooled',
  (params) => params.overall !== 'pooled' && params.overall !== 'simple',
  { overall: 'pooled' },
);
const fromSunday = rule(
  () => 'compare_sunday',
  (params, { weekStart }) => params.grain === 'week' && (params.weekStart === 'report' ? weekStart : params.weekStart) !== 'sunday',
  { weekStart: 'sunday' },
);

export type ToolId = 'mixpanel' | 'amplitude' | 'posthog';

/** WD21–WD24. */
export const TOOLS: readonly Tool<Counted, ToolId>[] = [
  { id: 'mixpanel', name: { literal: 'Mixpanel' }, rules: [recurring, rolling, onOrAfter, bySize] },
  { id: 'amplitude', name: { literal: 'Amplitude' }, rules: [rolling, onOrAfter, pooled] },
  { id: 'posthog', name: { literal: 'PostHog' }, rules: [recurring, calendar, fromSunday, pooledOrSimple] },
];

/** What a tool also does (WD26). `timed`: some start has a time of day. */
export const notApplied = (tool: ToolId, timed: boolean): Text[] => (tool === 'amplitude' && timed ? [{ key: 'compare_not_hours' }] : []);
