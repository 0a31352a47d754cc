import type { Text } from '#core/messages/text';
import { columnIn } from '#core/model/data-model';
import type { ChartView, Presentation, TableColumn, TableRow } from '#core/model/presentation';
import { splitLabel } from '../answer-split';
import { customerLedger } from '../cell-account';
import type { PresentContext, Results } from '../contract';
import { makeStamp } from '../stamp';
import { amount, ratio } from '../words';
import { differenceHeight, differenceSpec, narrowDifferenceSpec, narrowRateSpec, rateHeight, rateSpec } from './chart';
import { drawnRates, drawnTraits, rateRows, reachOf, traitRows } from './chart-rows';
import { insightOf } from './insight';
import type { ResponseParams } from './params';
import { readResponse, type Rate, type Response, type Trait } from './reading';
import { isMean, scoreAmount, traitText } from './words';

const other = (key: string, label: Text, unit: TableColumn['unit']): TableColumn => ({ key, label, unit, is: 'other' });
const COLUMNS: readonly TableColumn[] = [
  { key: 'what', label: { key: 'response_what' }, unit: 'text', is: 'key' },
  other('asked', { key: 'response_asked' }, 'count'),
  other('answered', { key: 'response_answered' }, 'count'),
  other('rate', { key: 'response_rate' }, 'rate'),
  other('from', { key: 'satisfaction_from' }, 'rate'),
  other('to', { key: 'satisfaction_to' }, 'rate'),
  other('q', { key: 'satisfaction_q' }, 'number'),
  other('mean_answered', { key: 'response_mean_answered' }, 'number'),
  other('mean_silent', { key: 'response_mean_silent' }, 'number'),
  other('d', { key: 'response_d' }, 'score'),
  { key: 'silent', label: { key: 'response_silent' }, unit: 'customers', is: 'other', part: true },
];
const EMPTY = { asked: null, answered: null, rate: null, from: null, to: null, q: null, mean_answered: null, mean_silent: null, d: null };

function wholeRow({ invited, answered, rate, interval, asked, silent }: Response): TableRow {
  const known = { asked: invited, answered, rate, from: interval?.low ?? null, to: interval?.high ?? null };
  return {
    values: { ...EMPTY, what: null, ...(invited === null ? { asked, answered: asked - silent } : known), silent },
    texts: { what: { key: invited === null ? 'response_all_customers' : 'response_all' } },
    parts: { silent: {} },
    total: true,
  };
}

const rateRow = (rate: Rate, label: Text, said: boolean): TableRow => ({
  values: {
    ...EMPTY,
    what: rate.part,
    asked: rate.invited,
    answered: rate.answered,
    rate: rate.share,
    from: rate.interval?.low ?? null,
    to: rate.interval?.high ?? null,
    q: rate.q,
    silent: rate.silent,
  },
  texts: {
    what: { key: 'response_trait_value', values: { attribute: label, value: rate.part ?? { key: 'satisfaction_no_value' } } },
  },
  parts: { silent: { part: rate.part } },
  ...(said ? { said } : {}),
});

function traitRow(trait: Trait, known: boolean, context: PresentContext): TableRow {
  const texts = { what: traitText(trait, context) };
  const { attribute, value = null, asked, answered, d } = trait;
  if (isMean(trait))
    return { values: { ...EMPTY, what: attribute, mean_answered: trait.responders, mean_silent: trait.silent, d, silent: null }, texts };
  return {
    values: { ...EMPTY, what: value, asked, answered, rate: known ? ratio(answered, asked) : null, d, silent: asked - answered },
    texts,
    parts: { silent: { attribute, value } },
  };
}

/** The name of the column that makes the groups. */
function labelOf({ split }: ResponseParams, { model }: PresentContext): Text {
  if (split?.startsWith('survey_invites.')) {
    const name = split.slice('survey_invites.'.length);
    return { literal: columnIn(model, 'survey_invites', name)?.label ?? name };
  }
  return splitLabel(split, model);
}

function charts(response: Response, context: PresentContext): ChartView[] {
  const { rates, rate, asked, silent } = response;
  const caption: Text = {
    key: rate === null ? 'response_caption_unknown' : 'response_caption',
    values: { rate: amount(rate, 'rate'), responders: amount(asked - silent, 'count'), asked: amount(asked, 'count') },
  };
  const traits = drawnTraits(response);
  const groups = drawnRates(response);
  const most = Math.max(0.01, ...groups.map(({ interval }) => interval?.high ?? 0));
  return [
    ...(rates.length > 0
      ? [
          {
            id: 'rates',
            spec: rateSpec(groups.length, most),
            narrow: narrowRateSpec(groups.length, most),
            rows: rateRows(response, context),
            height: rateHeight(groups.length),
            title: { key: 'response_axis_rates' } as const,
            caption,
          },
        ]
      : []),
    ...(traits.length > 0
      ? [
          {
            id: 'differences',
            spec: differenceSpec(traits.length, reachOf(traits)),
            narrow: narrowDifferenceSpec(traits.length, reachOf(traits)),
            rows: traitRows(response, context),
            height: differenceHeight(traits.length),
            title: { key: 'response_axis' } as const,
            caption,
          },
        ]
      : []),
  ];
}

function phrases({ invited, score, weighted }: Response, params: ResponseParams, { model, filters }: PresentContext): Text[] {
  const raw = score && {
    value: scoreAmount(score.value, params),
    low: scoreAmount(score.interval?.low ?? null, params),
    high: scoreAmount(score.interval?.high ?? null, params),
    answers: amount(score.answers, 'count'),
  };
  return [
    invited === null ? { key: 'stamp_response_unknown' } : { key: 'stamp_response_wait', values: { days: params.wait } },
    ...(raw ? [{ key: `stamp_response_${params.measure}`, values: raw } as const] : []),
    ...(weighted ? [{ key: 'stamp_response_weight', values: { attribute: splitLabel(params.weight, model) } } as const] : []),
    ...(params.listOnly ? [{ key: 'stamp_response_list' } as const] : []),
    ...(filters.some(({ table }) => table !== 'customers') ? [{ key: 'stamp_order_filters_unused' } as const] : []),
  ];
}

export function present(results: Results, params: ResponseParams, context: PresentContext): Presentation {
  const response = readResponse(results, params);
  const known = response.invited !== null;
  return {
    figures: [],
    charts: charts(response, context),
    table: {
      columns: COLUMNS,
      rows: [
        wholeRow(response),
        ...response.rates.map((rate) => rateRow(rate, labelOf(params, context), rate === response.named)),
        ...response.traits.map((trait) => traitRow(trait, known, context)),
      ],
    },
    insight: insightOf(response, params, context),
    stamp: makeStamp(context, { money: null, range: true, provisional: false, phrases: phrases(response, params, context) }),
    ledger: customerLedger(results['account'] ?? [], 'counted', {
      other_customers: { key: 'ledger_other_customers' },
      too_recent: { key: 'ledger_too_recent' },
      undelivered: { key: 'ledger_undelivered' },
      not_asked: { key: known ? 'ledger_not_invited' : 'ledger_not_active' },
    }),
  };
}
