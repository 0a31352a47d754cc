import type { Text } from '#core/messages/text';
import type { Presentation } from '#core/model/presentation';
import type { PresentContext, Results } from '../contract';
import { customerLedger } from '../cell-account';
import { makeStamp } from '../stamp';
import { outcomeOf, partOf, type Outcome } from './bars';
import { barsView } from './bars-view';
import { curveView } from './curve-view';
import { windowText } from './lengths';
import type { FunnelParams } from './params';
import { heldOf, stepsOf } from './question';
import { timeView } from './time-view';
import { trendView } from './trend-view';
import type { FaceView } from './view';

function ownWindows(params: FunnelParams, { model }: PresentContext): Text[] {
  return stepsOf(params, model).flatMap(({ within }, place): Text[] =>
    within === undefined || place === 0
      ? []
      : [
          {
            key: 'funnel_stamp_within',
            values: { n: place + 1, window: windowText({ window: within, windowUnit: params.windowUnit }) },
          },
        ],
  );
}

function phrases(outcome: Outcome, params: FunnelParams, context: PresentContext): Text[] {
  const held = heldOf(params);
  return [
    { key: `funnel_stamp_${params.order}` },
    { key: 'funnel_stamp_window', values: { window: windowText(params) } },
    ...ownWindows(params, context),
    { key: params.show === 'trend' && params.attempt === 'best' ? 'funnel_stamp_best_period' : `funnel_stamp_${params.attempt}` },
    ...(params.actor === 'session' ? [{ key: 'funnel_stamp_session' } as Text] : []),
    ...(held ? [{ key: 'funnel_stamp_hold', values: { column: labelOf(held, context) } } as Text] : []),
    ...(params.order === 'any' && !params.anchorFirst ? [{ key: 'funnel_stamp_no_anchor' } as Text] : []),
    ...(params.exclusions.length > 0 ? [{ key: `funnel_stamp_${params.exclusionPolicy}` } as Text] : []),
    { key: params.mature ? 'funnel_stamp_mature' : 'funnel_stamp_all' },
    ...(outcome.dated ? [{ key: 'funnel_stamp_dated' } as Text] : []),
    ...(params.strictTies ? [{ key: 'funnel_stamp_strict_ties' } as Text] : []),
    ...(outcome.tied > 0 ? [{ key: 'funnel_stamp_tied', values: { n: outcome.tied, of: outcome.converted } } as Text] : []),
    ...(outcome.open > 0 ? [{ key: 'funnel_stamp_open', values: { n: outcome.open } } as Text] : []),
  ];
}

/** What the column held constant is called. */
const labelOf = (held: string, { model }: PresentContext): Text => ({
  literal: model.tables.flatMap(({ columns }) => columns).find(({ name }) => name === held)?.label ?? held,
});

function faceOf(outcome: Outcome, results: Results, params: FunnelParams, context: PresentContext): FaceView {
  switch (params.show) {
    case 'trend':
      return trendView(partOf(results, 'trend'), params, context);
    case 'time':
      return timeView(partOf(results, 'time')[0], partOf(results, 'bins'), params, context);
    case 'curve':
      return curveView(partOf(results, 'curve'), outcome, params, context);
    default:
      return barsView(outcome, results, params, context);
  }
}

export function present(results: Results, params: FunnelParams, context: PresentContext): Presentation {
  const outcome = outcomeOf(results, params, context);
  const { provisional, ...face } = faceOf(outcome, results, params, context);
  const ledger = customerLedger(partOf(results, 'account'), 'counted', {
    other_customers: { key: 'ledger_customers_other' },
    no_entry: { key: 'funnel_ledger_no_entry' },
    removed: { key: 'funnel_ledger_removed' },
    immature: { key: 'funnel_ledger_immature' },
    outside_window: { key: 'funnel_ledger_outside' },
  });
  return {
    figures: [],
    ...face,
    stamp: makeStamp(context, {
      money: stepsOf(params, context.model).some(({ table }) => table === 'orders' || table === 'order_items') ? false : null,
      range: true,
      provisional,
      phrases: phrases(outcome, params, context),
    }),
    ledger,
  };
}
