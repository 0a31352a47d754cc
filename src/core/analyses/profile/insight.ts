import type { Insight, Sentence } from '#core/model/presentation';
import type { PresentContext } from '../contract';
import { amount, ratio } from '../words';
import { ENOUGH, Q, type Band, type Bands } from './bands';
import { isCircular, type Banding } from './banding';
import type { Crossed } from './crossed';
import type { Pair } from './pair';
import { namedText, namedTrait } from './words';

const rate = (value: number | null) => amount(value, 'rate');
const index = (value: number | null) => amount(value, 'count');

function largestSentence({ bands, customers }: Bands, banding: Banding, context: PresentContext): Sentence[] {
  const largest = bands.filter(({ state }) => state === 'band').toSorted((one, other) => other.customers - one.customers)[0];
  if (!largest) return [{ finding: { key: 'profile_few', values: { customers: amount(customers, 'count') } } }];
  const values = {
    band: namedText(largest, banding, context),
    share: rate(largest.share),
    low: rate(largest.shareInterval?.low ?? null),
    high: rate(largest.shareInterval?.high ?? null),
    customers: amount(customers, 'count'),
  };
  return [{ finding: { key: 'profile_largest', values }, rest: { key: 'profile_largest_rest', values } }];
}

function unknownSentence({ bands }: Bands): Sentence[] {
  const unknown = bands.find(({ state }) => state === 'unknown');
  return unknown && unknown.share >= 0.2 ? [{ finding: { key: 'profile_much_unknown', values: { share: rate(unknown.share) } } }] : [];
}

/** Bands made of orders or spend: what the highest of them brings. */
function highestSentence({ bands }: Bands, banding: Banding, context: PresentContext): Sentence[] {
  const highest = bands.findLast(({ state }) => state === 'band');
  if (!highest || highest.spendShare === null || bands.length < 2) return [];
  const values = { band: namedText(highest, banding, context), share: rate(highest.share), spend: rate(highest.spendShare) };
  return [{ finding: { key: 'profile_highest', values }, rest: { key: 'profile_highest_rest' } }];
}

function spendSentence(band: Band, { median }: Bands, banding: Banding, context: PresentContext): Sentence {
  const values = {
    band: namedText(band, banding, context),
    median: amount(band.median, 'money'),
    whole: amount(median, 'money'),
    index: index(band.index),
  };
  const way = (band.moreOften ?? 0.5) > 0.5 ? 'more' : 'less';
  return { finding: { key: `profile_spends_${way}`, values }, rest: { key: 'profile_spends_rest', values } };
}

function repeatSentence(band: Band, { repeatBuyers, customers }: Bands, banding: Banding, context: PresentContext): Sentence {
  const own = band.repeatBuyers / band.customers;
  const rest = (repeatBuyers - band.repeatBuyers) / (customers - band.customers);
  const values = { band: namedText(band, banding, context), rate: rate(own), rest: rate(rest) };
  return { finding: { key: `profile_repeats_${own > rest ? 'more' : 'less'}`, values }, rest: { key: 'profile_repeats_rest', values } };
}

function foundSentences(read: Bands, banding: Banding, context: PresentContext): Sentence[] {
  if (isCircular(banding)) return highestSentence(read, banding, context);
  const { namedSpend, namedRepeat, tests } = read;
  if (tests === 0) return [{ finding: { key: 'profile_untested', values: { n: ENOUGH } } }];
  if (!namedSpend && !namedRepeat) return [{ finding: { key: 'profile_nothing' }, rest: { key: 'profile_nothing_rest' } }];
  return [
    ...(namedSpend ? [spendSentence(namedSpend, read, banding, context)] : []),
    ...(namedRepeat ? [repeatSentence(namedRepeat, read, banding, context)] : []),
  ];
}

export function bandsInsight(read: Bands, banding: Banding, context: PresentContext): Insight {
  const { bands, customers, spend, repeatBuyers, findings, namedSpend, namedRepeat } = read;
  const indices = bands.filter(({ state }) => state === 'band').flatMap((band) => band.index ?? []);
  return {
    sentences:
      customers === 0
        ? []
        : [...largestSentence(read, banding, context), ...foundSentences(read, banding, context), ...unknownSentence(read)],
    numbers: {
      customers,
      spend,
      repeat_rate: ratio(repeatBuyers, customers),
      findings,
      named_spend: namedSpend?.index ?? null,
      named_repeat: namedRepeat ? namedRepeat.repeatBuyers / namedRepeat.customers : null,
      highest_index: indices.length > 0 ? Math.max(...indices) : null,
    },
  };
}

function crossedSentences({ named, tests, findings, bands }: Crossed, banding: Banding, across: Banding | null, context: PresentContext) {
  if (bands.length === 0) return [];
  if (tests === 0) return [{ finding: { key: 'profile_untested', values: { n: ENOUGH } } }] as const satisfies Sentence[];
  if (!named) return [{ finding: { key: 'profile_index_nothing', values: { n: tests } } }] as const satisfies Sentence[];
  const values = {
    band: namedText(named.band, banding, context),
    trait: namedTrait(named.trait, across, context),
    index: index(named.index),
    low: index(named.interval?.low ?? null),
    high: index(named.interval?.high ?? null),
    share: rate(named.share),
    overall: rate(named.overall),
    findings,
    tests,
  };
  const way = named.index > 100 ? 'above' : 'below';
  const what = across ? '' : '_category';
  return [
    { finding: { key: `profile_index_${way}${what}`, values }, rest: { key: 'profile_index_rest', values } },
    { finding: { key: 'profile_index_count', values } },
  ] as const satisfies Sentence[];
}

export function crossedInsight(read: Crossed, banding: Banding, across: Banding | null, context: PresentContext): Insight {
  return {
    sentences: crossedSentences(read, banding, across, context),
    numbers: {
      customers: read.customers,
      cells: read.cells.length,
      tested: read.tests,
      findings: read.findings,
      named_index: read.named?.index ?? null,
    },
  };
}

function pairSentences({ sides: [first, second], contrasts }: Pair, banding: Banding, context: PresentContext): Sentence[] {
  const [spend, repeat] = contrasts as readonly [Pair['contrasts'][0], Pair['contrasts'][0]];
  const values = {
    first: namedText(first, banding, context),
    second: namedText(second, banding, context),
    a: amount(spend.first, 'money'),
    b: amount(spend.second, 'money'),
    difference: amount(spend.difference, 'money'),
    low: amount(spend.interval?.low ?? null, 'money'),
    high: amount(spend.interval?.high ?? null, 'money'),
    more: rate(spend.effect),
    rate_a: rate(repeat.first),
    rate_b: rate(repeat.second),
  };
  const medians: Sentence = {
    finding: { key: 'profile_pair_medians', values },
    ...(spend.interval ? { rest: { key: 'profile_pair_interval', values } } : {}),
  };
  if (isCircular(banding)) return [medians];
  if (spend.q === null && repeat.q === null) return [medians, { finding: { key: 'profile_untested', values: { n: ENOUGH } } }];
  const found: Sentence[] = [
    ...((spend.q ?? 1) <= Q ? [{ finding: { key: 'profile_pair_spend', values } } as const] : []),
    ...((repeat.q ?? 1) <= Q ? [{ finding: { key: 'profile_pair_repeat', values } } as const] : []),
  ];
  return [medians, ...(found.length > 0 ? found : [{ finding: { key: 'profile_pair_nothing' } } as const])];
}

export function pairInsight(pair: Pair | null, banding: Banding, context: PresentContext): Insight {
  const of = (measure: Pair['contrasts'][0]['measure']) => pair?.contrasts.find((each) => each.measure === measure);
  return {
    sentences: pair ? pairSentences(pair, banding, context) : [{ finding: { key: 'profile_no_pair' } }],
    numbers: {
      customers_first: pair?.sides[0].customers ?? 0,
      customers_second: pair?.sides[1].customers ?? 0,
      median_difference: of('spend')?.difference ?? null,
      more_often: of('spend')?.effect ?? null,
      repeat_difference: of('repeat')?.difference ?? null,
      orders_difference: of('orders')?.difference ?? null,
      findings: pair ? pair.contrasts.filter(({ q }) => q !== null && q <= Q).length : 0,
    },
  };
}
