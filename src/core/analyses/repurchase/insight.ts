import type { Text } from '#core/messages/text';
import type { Insight, Sentence } from '#core/model/presentation';
import { amount, customersText, ratio } from '../words';
import { SMALLEST, type Repurchase, type Waits } from './curves';
import { BY_DAYS, type RepurchaseParams } from './params';
import type { StageRow } from './stages';
import { valueText } from './words';

const days = (value: number | null) => amount(value, 'days');

function rateSentence(waits: Waits, params: RepurchaseParams): Sentence[] {
  if (waits.rate === null || !waits.rateInterval) return [];
  const values = {
    rate: amount(waits.rate, 'rate'),
    days: days(params.days),
    low: amount(waits.rateInterval.low, 'rate'),
    high: amount(waits.rateInterval.high, 'rate'),
    customers: customersText(waits.mature),
  };
  const rest = waits.mature < SMALLEST ? 'repurchase_rate_small' : 'repurchase_rate_rest';
  return [{ finding: { key: 'repurchase_rate', values }, rest: { key: rest, values } }];
}

/** The usual time, or how far the curve comes (RP3). */
function usualSentence(waits: Waits): Sentence[] {
  const { time, low, high } = waits.usual;
  if (time !== null) {
    const values = { days: days(time), low: days(low), high: days(high) };
    const rest =
      low !== null && high !== null ? 'repurchase_usual_rest' : low !== null ? 'repurchase_usual_open' : 'repurchase_usual_alone';
    return [{ finding: { key: 'repurchase_usual', values }, rest: { key: rest, values } }];
  }
  const at = waits.byDay.findLastIndex((reached) => reached !== null);
  const reached = at < 0 ? null : waits.byDay[at];
  if (!reached) return [];
  const values = { days: days(BY_DAYS[at]!), rate: amount(reached.share, 'rate') };
  return [{ finding: { key: 'repurchase_usual_none', values }, rest: { key: 'repurchase_usual_none_rest', values } }];
}

/** How the next orders compare in words; no test, because the same customers stand in both. */
function laterSentence([second, third]: readonly Waits[], { from }: RepurchaseParams): Sentence[] {
  if (from !== 'previous' || !third || third.mature < SMALLEST || third.rate === null || (second?.rate ?? null) === null) return [];
  const values = { rate: amount(third.rate, 'rate'), customers: customersText(third.mature) };
  return [{ finding: { key: 'repurchase_third', values } }];
}

function namedSentence({ named, compared }: Repurchase, params: RepurchaseParams): Sentence[] {
  if (compared.length === 0) return [];
  if (!named) return [{ finding: { key: 'repurchase_values_alike' } }];
  const { waits, rest, interval } = named;
  const values = {
    value: valueText(waits),
    rate: amount(waits.rate, 'rate'),
    others: amount(rest, 'rate'),
    days: days(params.days),
    customers: customersText(waits.mature),
    low: amount(interval?.low ?? null, 'points'),
    high: amount(interval?.high ?? null, 'points'),
  };
  return [{ finding: { key: 'repurchase_named', values }, rest: { key: 'repurchase_named_rest', values } }];
}

export function waitsInsight(repurchase: Repurchase, params: RepurchaseParams): Insight {
  const second = repurchase.orders[0]!;
  const later = params.breakdown === null ? laterSentence(repurchase.orders, params) : namedSentence(repurchase, params);
  const ofOrder = (waits: Waits): [string, number | null][] => [
    [`customers_${waits.nth}`, waits.customers],
    [`came_${waits.nth}`, waits.came],
    [`mature_${waits.nth}`, waits.mature],
    [`within_${waits.nth}`, waits.within],
    [`usual_${waits.nth}`, waits.usual.time],
    [`usual_low_${waits.nth}`, waits.usual.low],
    [`usual_high_${waits.nth}`, waits.usual.high],
    ...BY_DAYS.map((day, at): [string, number | null] => [`by_${day}_${waits.nth}`, waits.byDay[at]?.share ?? null]),
  ];
  return {
    sentences: [...rateSentence(second, params), ...usualSentence(second), ...later],
    numbers: {
      ...Object.fromEntries(repurchase.orders.flatMap(ofOrder)),
      named_rate: repurchase.named?.waits.rate ?? null,
      named_q: repurchase.named?.q ?? null,
    },
  };
}

export function stagesInsight(rows: readonly StageRow[], { loyal }: RepurchaseParams): Insight {
  const of = (stage: StageRow['stage']): number => rows.find((row) => row.stage === stage)?.customers ?? 0;
  const buyers = of('first') + of('repeat') + of('loyal') + of('overdue');
  const first = rows.find((row) => row.stage === 'first')?.onward;
  const numbers = Object.fromEntries(
    rows.flatMap((row) => [
      [row.stage, row.customers],
      [`${row.stage}_usual`, row.onward?.usual.time ?? null],
      [`${row.stage}_came`, row.onward?.came ?? null],
    ]),
  ) as Record<string, number | null>;
  if (buyers === 0) return { sentences: [], numbers };
  const values = {
    rate: amount(ratio(of('first'), buyers), 'rate'),
    first: amount(of('first'), 'customers'),
    buyers: amount(buyers, 'customers'),
    loyal: amount(of('loyal'), 'customers'),
    overdue: amount(of('overdue'), 'customers'),
    orders: amount(loyal, 'count'),
    days: days(first?.usual.time ?? null),
  };
  const usual: Text = { key: (first?.usual.time ?? null) === null ? 'repurchase_stage_open' : 'repurchase_stage_usual', values };
  return {
    sentences: [
      { finding: { key: 'repurchase_stage', values }, rest: usual },
      { finding: { key: 'repurchase_sentence_loyal', values }, rest: { key: 'repurchase_sentence_overdue', values } },
    ],
    numbers,
  };
}
