import { areApart, samePredicate } from '#core/query/events/predicates';
import type { MessageKey } from '#core/messages/message-key';
import type { Text } from '#core/messages/text';
import type { Tool, ToolRule } from '../tools';
import { windowText } from './lengths';
import type { FunnelParams } from './params';

/** A funnel, or with `anyStage` its first and last step each alone (WD8). */
export type Counted = FunnelParams & { readonly anyStage?: true };
type Rule = ToolRule<Counted>;

const rule = (key: MessageKey, when: (params: Counted) => boolean, then: (params: Counted) => Partial<Counted>): Rule => ({
  text: (params) => ({ key, values: { window: windowText(params) } }),
  apply: (params) => (when(params) ? { ...params, ...then(params) } : null),
});

const immature = rule(
  'compare_immature',
  ({ mature }) => mature,
  () => ({ mature: false }),
);
const firstAttempt = rule(
  'compare_first',
  ({ attempt }) => attempt === 'best',
  () => ({ attempt: 'first' }),
);
const bestAttempt = rule(
  'compare_best',
  ({ attempt }) => attempt === 'first',
  () => ({ attempt: 'best' }),
);
const once = rule(
  'compare_once',
  ({ attempt }) => attempt === 'every',
  () => ({ attempt: 'best' }),
);
const eachCustomer = rule(
  'compare_customer',
  ({ attempt, actor }) => attempt === 'every' || actor === 'session',
  () => ({ attempt: 'best', actor: 'customer' }),
);
const loose = rule(
  'compare_loose',
  ({ order }) => order === 'strict',
  () => ({ order: 'ordered' }),
);
const inOrder = rule(
  'compare_in_order',
  ({ order }) => order !== 'ordered',
  () => ({ order: 'ordered' }),
);
const anyBegins = rule(
  'compare_any_begins',
  ({ order, anchorFirst }) => order === 'any' && anchorFirst,
  () => ({ anchorFirst: false }),
);
const firstBegins = rule(
  'compare_first_begins',
  ({ order, anchorFirst }) => order === 'any' && !anchorFirst,
  () => ({ anchorFirst: true }),
);
const ties = rule(
  'compare_ties',
  ({ order, strictTies }) => order !== 'any' && strictTies,
  () => ({ strictTies: false }),
);
const oneWindow = rule(
  'compare_one_window',
  ({ steps }) => steps.some(({ within }) => within !== undefined),
  ({ steps }) => ({ steps: steps.map(({ within: _, ...step }) => step) }),
);
const stops = rule(
  'compare_stops',
  ({ exclusions, exclusionPolicy }) => exclusions.length > 0 && exclusionPolicy === 'remove',
  () => ({ exclusionPolicy: 'stop' }),
);
const removes = rule(
  'compare_removes',
  ({ exclusions, exclusionPolicy }) => exclusions.length > 0 && exclusionPolicy === 'stop',
  () => ({ exclusionPolicy: 'remove' }),
);
const ignoresInAnyOrder = rule(
  'compare_ignores',
  ({ exclusions, order }) => exclusions.length > 0 && order === 'any',
  () => ({ exclusions: [] }),
);
const ignores = rule(
  'compare_ignores',
  ({ exclusions }) => exclusions.length > 0,
  () => ({ exclusions: [] }),
);
/** Longer than any data, and still exact in microseconds. */
const FOREVER = { window: 9999, windowUnit: 'week' } as const;
const noWindow = rule(
  'compare_no_window',
  () => true,
  () => FOREVER,
);
const anyStage = rule(
  'compare_any_stage',
  () => true,
  () => ({ anyStage: true }),
);

export type ToolId = 'mixpanel' | 'amplitude' | 'posthog' | 'hubspot' | 'hubspot_any';

/** WD3–WD9. */
export const TOOLS: readonly Tool<Counted, ToolId>[] = [
  {
    id: 'mixpanel',
    name: { literal: 'Mixpanel' },
    rules: [immature, firstAttempt, loose, anyBegins, ties, oneWindow, stops],
  },
  {
    id: 'amplitude',
    name: { literal: 'Amplitude' },
    rules: [immature, bestAttempt, firstBegins, ties, oneWindow, removes],
  },
  {
    id: 'posthog',
    name: { literal: 'PostHog' },
    rules: [immature, bestAttempt, once, anyBegins, ties, oneWindow, ignoresInAnyOrder, removes],
  },
  {
    id: 'hubspot',
    name: { key: 'compare_hubspot_all' },
    rules: [immature, bestAttempt, eachCustomer, inOrder, ties, oneWindow, ignores, noWindow],
  },
  {
    id: 'hubspot_any',
    name: { key: 'compare_hubspot_any' },
    rules: [anyStage],
  },
];

/** What a tool also does, where it could matter to these steps (WD10). `dated`: the data have no time of day. */
export function notApplied(tool: ToolId, { steps, order }: Counted, dated: boolean): Text[] {
  const pairs = steps.flatMap((step, place) => steps.slice(place + 1).map((other) => [step, other] as const));
  const repeated = pairs.some(([one, other]) => samePredicate(one, other));
  const mixed = pairs.some(([one, other]) => !samePredicate(one, other) && !areApart(one, other));
  switch (tool) {
    case 'mixpanel':
      return dated || order === 'any' ? [] : [{ key: 'compare_not_grace' }];
    case 'amplitude':
      return [
        ...(dated || order === 'any' ? [] : [{ key: 'compare_not_second' } as const]),
        ...(repeated ? [{ key: 'compare_not_twice' } as const] : []),
      ];
    case 'posthog':
      return mixed ? [{ key: 'compare_not_sorted' }] : [];
    default:
      return [];
  }
}
