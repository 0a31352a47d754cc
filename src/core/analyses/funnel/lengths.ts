import type { Text } from '#core/messages/text';
import type { FunnelParams } from './params';

/** “30 days”. */
export const windowText = ({ window, windowUnit }: Pick<FunnelParams, 'window' | 'windowUnit'>): Text => ({
  key: `funnel_length_${windowUnit}`,
  values: { n: window },
});

const MINUTE = 60_000_000;
const DAY = 1440 * MINUTE;
/** The grain in which times of a curve are counted within a window, both in microseconds (FC14). */
export const grainOf = (window: number): number => (window <= DAY ? MINUTE : window <= 60 * DAY ? 60 * MINUTE : DAY);

/** A wait in the unit in which it is a small number. */
export function waitText(microseconds: number): Text {
  const seconds = microseconds / 1e6;
  const rounded = (value: number): number => (value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  if (seconds >= 86_400) return { key: 'funnel_wait_days', values: { n: rounded(seconds / 86_400) } };
  if (seconds >= 3600) return { key: 'funnel_wait_hours', values: { n: rounded(seconds / 3600) } };
  return seconds >= 60
    ? { key: 'funnel_wait_minutes', values: { n: rounded(seconds / 60) } }
    : { key: 'funnel_wait_seconds', values: { n: rounded(seconds) } };
}
