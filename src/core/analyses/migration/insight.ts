import type { Insight, Sentence } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { amount, customersText, ratio } from '../words';
import { datesOf } from './dates';
import { total, type Migration } from './flows';
import type { MigrationParams } from './params';
import type { Direction } from './states';

const SMALL = 30;

/** MG11. */
export function insightOf(migration: Migration, params: MigrationParams, context: PresentContext): Insight {
  const { flows, drift, later, wouldStay, cuts } = migration;
  const count = (way: Direction): number => total(flows, 'customers', (flow) => flow.way === way);
  const change = (way: Direction): number =>
    total(flows, 'after', (flow) => flow.way === way) - total(flows, 'before', (flow) => flow.way === way);
  const from = (code: string): number => total(flows, 'customers', (flow) => flow.from.code === code);
  const [up, down, stayed, away, came] = [count('up'), count('down'), count('stay'), count('out'), count('in')];
  const before = up + down + stayed + away;
  const stay = [...wouldStay.values()].reduce((sum, customers) => sum + customers, 0);
  const dates = datesOf(params, context);
  const values = {
    date: { date: dates.earlier },
    gap: params.gap,
    before: customersText(before),
    up: amount(up, 'count'),
    down: amount(down, 'count'),
    stayed: amount(stayed, 'count'),
    stayed_share: amount(ratio(stayed, before), 'rate'),
    away: amount(away, 'count'),
    came: amount(came, 'count'),
    up_revenue: amount(Math.abs(change('up')), 'money'),
    down_revenue: amount(Math.abs(change('down')), 'money'),
    drift: amount(drift, 'count'),
    later: customersText(later),
  };
  const sentences: Sentence[] = [];
  if (before === 0) {
    if (later > 0) sentences.push({ finding: { key: 'migration_nobody', values } });
  } else {
    const rest = before < SMALL ? 'migration_rest_small' : away > 0 ? 'migration_rest_away' : 'migration_rest';
    sentences.push({ finding: { key: 'migration_finding', values }, rest: { key: rest, values } });
    if (up > 0) sentences.push({ finding: { key: change('up') < 0 ? 'migration_up_less' : 'migration_up_more', values } });
    if (down > 0) sentences.push({ finding: { key: change('down') > 0 ? 'migration_down_more' : 'migration_down_less', values } });
    if (drift > 0) sentences.push({ finding: { key: params.cuts === 'again' ? 'migration_drift_again' : 'migration_drift', values } });
  }
  return {
    sentences,
    numbers: {
      before,
      later,
      up,
      down,
      stayed,
      away,
      new: from(':new'),
      prospect: from(':prospect'),
      back: from(':away'),
      drift: before === 0 ? 0 : drift,
      would_stay: stay,
      up_revenue: change('up'),
      down_revenue: change('down'),
      ...Object.fromEntries(cuts.map((cut, at) => [`cut_${at + 1}`, cut])),
    },
  };
}
