import { makeRandom, type Random } from '#core/stats/random';
import type { ShopTables } from '../shop-tables';

/**
 * Many small crowds in one shop. Everything a crowd does is drawn without a look at its attributes, which are dealt out by shuffling a fixed hand: whoever finds that an attribute
 * goes with something is wrong. A crowd is picked by the filter `customers.run`; the crowd `PLANTED` holds true differences:
 * city 1 pays more often, recommends more, signs more deals and, like those who come back, answers more often, those who first bought in the fourth month and those of city 2 come back more often, city 3 is mostly
 * tier 1, those of the first two months recommend more, quality decides the recommendation, the second wave gives better advice, and whoever does not recommend writes of the delivery.
 *
 * customers: `run`, `city` (10 values), `plan` (2), `tier` (4) · orders: a first one in one of ten months, often one a month later · surveys: one answer each, with the sides quality, price, speed, advice
 * of one of two waves with a comment, and an invitation of half before the answer, of half long after it · usage_events: view, then often pay and help within a day, with a device · tickets: some, within a day of the view · opportunities: a deal each, won or lost.
 */
export const CROWD = 420;
export const PLANTED = 'planted';
export const AS_OF = '2026-05-31';
/** Before the first order, so that all of it can be bought after the answer. */
const ANSWERED = '2025-03-31';

const MONTHS = ['2025-04', '2025-05', '2025-06', '2025-07', '2025-08', '2025-09', '2025-10', '2025-11', '2025-12', '2026-01'];
const MINUTE = 60_000;
const VIEW = Date.parse('2026-03-01T09:00:00Z');
const timeOf = (minute: number): string => new Date(VIEW + minute * MINUTE).toISOString().slice(0, 19).replace('T', ' ');
const nextMonth = (month: string): string => MONTHS[MONTHS.indexOf(month) + 1] ?? '2026-02';

/** As many of each value as of the others, in a random order. */
const deal = <T>(random: Random, values: readonly T[]): T[] =>
  random.shuffle(Array.from({ length: CROWD }, (_, at) => values[at % values.length]!));
const upTo = (n: number, name: string): string[] => Array.from({ length: n }, (_, at) => `${name} ${at + 1}`);

type Tables = { -readonly [Name in Exclude<keyof ShopTables, 'products'>]: (readonly (string | number | null)[])[] };

const COMMENTS = ['slow delivery', 'fair price', 'good quality', 'nothing to say'] as const;

function addCrowd(tables: Tables, run: string, { random, ends, more }: Record<'random' | 'ends' | 'more', Random>): void {
  const planted = run === PLANTED;
  const [cities, plans, tiers, months] = [
    deal(random, upTo(10, 'city')),
    deal(random, ['basic', 'pro']),
    deal(random, upTo(4, 'tier')),
    deal(random, MONTHS),
  ];
  for (let at = 0; at < CROWD; at++) {
    const id = `${run}-${at}`;
    const [city, month] = [cities[at]!, months[at]!];
    const chance = (share: number): boolean => random.next() < share;
    tables.customers.push([id, run, city, plans[at]!, planted && city === 'city 3' && chance(0.8) ? 'tier 1' : tiers[at]!]);

    const day = String(1 + random.whole(28)).padStart(2, '0');
    const amount = 10 + random.whole(90);
    const back = chance(planted && (month === MONTHS[3] || city === 'city 2') ? 0.85 : 0.35);
    tables.orders.push([`${id}-1`, id, `${month}-${day}`, amount]);
    if (back) tables.orders.push([`${id}-2`, id, `${nextMonth(month)}-${day}`, amount]);

    const [quality, price, speed, advice] = Array.from({ length: 4 }, () => 1 + random.whole(5)) as [number, number, number, number];
    const drawn = random.whole(11);
    const early = MONTHS.indexOf(month) < 2;
    const nps = !planted ? drawn : city === 'city 1' || early ? 10 : chance(0.8) ? 2 * quality : drawn;
    const wave = more.whole(2);
    const best = planted && wave === 1 && more.next() < 0.5;
    const drawnComment = COMMENTS[more.whole(4)]!;
    const comment = planted && nps < 5 ? COMMENTS[0] : drawnComment;
    tables.surveys.push([id, id, ANSWERED, nps, quality, price, speed, best ? 5 : advice, `wave ${wave + 1}`, comment]);
    const answers = more.next() < (planted && (city === 'city 1' || back) ? 0.95 : 0.5);
    tables.survey_invites.push([id, answers ? '2025-03-25' : '2026-05-01']);

    const view = random.whole(600);
    const device = random.whole(2) === 0 ? 'phone' : 'desk';
    tables.usage_events.push([id, timeOf(view), 'view', device]);
    if (chance(planted && city === 'city 1' ? 0.85 : 0.4))
      tables.usage_events.push([id, timeOf(view + 1 + random.whole(1400)), 'pay', device]);
    if (chance(0.6)) tables.usage_events.push([id, timeOf(view + 1 + random.whole(1400)), 'help', device]);
    if (chance(0.5)) tables.tickets.push([id, id, timeOf(view + 1 + random.whole(1400)), random.whole(2) === 0 ? 'fault' : 'question']);
    const won = ends.next() < (planted && city === 'city 1' ? 0.9 : 0.5);
    tables.opportunities.push([id, id, '2026-02-01', '2026-04-01', 'Proposal', won ? 'Won' : 'Lost']);
  }
}

/** `runs` crowds of shuffled attributes, named by `runName`, and the planted one. */
export function makeShuffledShop(runs: number, seed: number): ShopTables {
  const tables: Tables = {
    customers: [['customer_id', 'run', 'city', 'plan', 'tier']],
    orders: [['order_id', 'customer_id', 'ordered_at', 'net_amount']],
    order_items: [['order_id']],
    surveys: [['response_id', 'customer_id', 'responded_at', 'nps_0_10', 'quality', 'price', 'speed', 'advice', 'wave', 'comment']],
    usage_events: [['customer_id', 'event_at', 'event', 'device']],
    tickets: [['ticket_id', 'customer_id', 'opened_at', 'ticket_type']],
    opportunities: [['opportunity_id', 'customer_id', 'created_at', 'closed_at', 'stage', 'outcome']],
    stage_history: [['opportunity_id']],
    survey_invites: [['customer_id', 'invited_at']],
    contracts: [['contract_id']],
  };
  const random = makeRandom(seed);
  const ends = makeRandom(seed + 1);
  const chances = { random, ends, more: makeRandom(seed + 2) };
  for (let run = 0; run < runs; run++) addCrowd(tables, runName(run), chances);
  addCrowd(tables, PLANTED, chances);
  const { order_items: _none, stage_history: _neither, contracts: _nothing, ...rest } = tables;
  return rest;
}

export const runName = (run: number): string => `run ${run}`;
