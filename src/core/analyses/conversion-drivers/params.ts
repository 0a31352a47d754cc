import { DEFAULTS, form as funnelForm, type FunnelParams } from '../funnel/params';
import type { Field, Form } from '../contract';

const KEYS = ['steps', 'window', 'windowUnit', 'order', 'attempt', 'anchorFirst', 'strictTies', 'exclusions', 'exclusionPolicy'] as const;
const RARELY_CHANGED: readonly string[] = ['order', 'attempt', 'anchorFirst', 'strictTies', 'exclusions', 'exclusionPolicy'];

/** The path of a funnel; `attempt` is never `every` (CD1). */
export type ConversionParams = Pick<FunnelParams, Exclude<(typeof KEYS)[number], 'attempt'>> & { readonly attempt: 'best' | 'first' };

/** The params of a cell that stores none. */
export const CONVERSION_DEFAULTS: ConversionParams = {
  steps: DEFAULTS.steps,
  window: DEFAULTS.window,
  windowUnit: DEFAULTS.windowUnit,
  order: DEFAULTS.order,
  attempt: 'best',
  anchorFirst: DEFAULTS.anchorFirst,
  strictTies: DEFAULTS.strictTies,
  exclusions: DEFAULTS.exclusions,
  exclusionPolicy: DEFAULTS.exclusionPolicy,
};

/** A field of the funnel as it is here. */
function ownField(field: Field): Field {
  const { more: _more, ...plain } = field;
  const own: Field = RARELY_CHANGED.includes(field.key) ? { ...plain, more: true } : plain;
  if (own.key !== 'attempt' || own.type !== 'choice') return own;
  return { ...own, help: { key: 'conversion_drivers_attempt_help' }, options: own.options.filter(({ value }) => value !== 'every') };
}

export const form: Form = KEYS.flatMap((key) => funnelForm.filter((field) => field.key === key)).map(ownField);

/** The question to the funnel: customers, and only entries that had the whole time (CD1). */
export const funnelParamsOf = (params: ConversionParams): FunnelParams => ({
  ...DEFAULTS,
  ...params,
  actor: 'customer',
  mature: true,
  breakdown: null,
});
