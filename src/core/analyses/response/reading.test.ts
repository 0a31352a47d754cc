import { describe, expect, it } from 'vitest';
import { DEFAULTS, type ResponseParams } from './params';
import { readResponse } from './reading';

const params = (some: Partial<ResponseParams> = {}): ResponseParams => ({ ...DEFAULTS, ...some });
const Z = 1.959963984540054;

describe('RE3, RE4: rates', () => {
  const asked = [{ invited: 300, answered: 90, asked: 280, silent: 200 }];
  const rates = [
    { part: 'mail', invited: 100, answered: 50, silent: 50 },
    { part: 'phone', invited: 100, answered: 20, silent: 80 },
    { part: 'web', invited: 100, answered: 20, silent: 70 },
  ];

  it('names the group that answers most or least beyond chance; small groups never', () => {
    const found = readResponse({ asked, rates }, params());
    expect(found.rate).toBeCloseTo(0.3, 12);
    expect([found.named?.part, found.named?.difference]).toEqual(['mail', 0.5 - 40 / 200]);
    expect(found.rates.map(({ part }) => part)).toEqual(['mail', 'phone', 'web']);
    const few = [{ part: 'fax', invited: 29, answered: 29, silent: 0 }, ...rates];
    expect(readResponse({ asked, rates: few }, params()).rates[0]).toMatchObject({ part: 'fax', q: null });
  });

  it('without invitations the rate is unknown, whoever answered', () => {
    const found = readResponse({ asked: [{ invited: null, answered: null, asked: 50, silent: 0 }] }, params());
    expect([found.rate, found.interval, found.invited]).toEqual([null, null, null]);
  });
});

describe('RE6: who is silent', () => {
  const profile = [
    {
      who: 'responders',
      customers: 50,
      orders: 6,
      orders_variance: 4,
      revenue: 100,
      revenue_variance: 900,
      buyers: 50,
      days: 20,
      days_variance: 100,
    },
    {
      who: 'silent',
      customers: 50,
      orders: 5,
      orders_variance: 12,
      revenue: 101,
      revenue_variance: 900,
      buyers: 40,
      days: 22,
      days_variance: 100,
    },
  ];
  const attributes = [
    { attribute: 'region', value: 'north', asked: 55, responders: 30 },
    { attribute: 'region', value: null, asked: 45, responders: 20 },
  ];

  it('standardised differences by hand', () => {
    const found = readResponse({ asked: [{ invited: 100, answered: 50, asked: 100, silent: 50 }], profile, attributes }, params());
    const [orders, revenue, days, north] = found.traits;
    expect(orders!.d).toBeCloseTo(1 / Math.sqrt(8), 12);
    expect(revenue!.d).toBeCloseTo(-1 / 30, 12);
    expect(days!.d).toBeCloseTo(-0.2, 12);
    expect(north).toMatchObject({ responders: 0.6, silent: 0.5 });
    expect(north!.d).toBeCloseTo(0.1 / Math.sqrt((0.24 + 0.25) / 2), 12);
    // z = 0.354 ÷ √(1/50 + 1/50) = 1.77: chance gives as much; with 200 on each side z = 3.54.
    expect(found.largest).toBeNull();
    const many = readResponse({ asked: [{ invited: 400, answered: 200, asked: 400, silent: 200 }], profile }, params());
    expect(many.largest).toMatchObject({ attribute: 'orders', d: orders!.d });
  });

  it('29 silent customers are too few to name a difference', () => {
    const found = readResponse({ asked: [{ invited: 100, answered: 71, asked: 100, silent: 29 }], profile }, params());
    expect(found.largest).toBeNull();
  });
});

describe('RE7–RE9: the score', () => {
  const asked = [{ invited: 200, answered: 100, asked: 200, silent: 100 }];
  const scores = [
    { stratum: 'gold', score: 10, answers: 60 },
    { stratum: 'gold', score: 0, answers: 20 },
    { stratum: 'plain', score: 10, answers: 5 },
    { stratum: 'plain', score: 0, answers: 15 },
  ];
  const attributes = [
    { attribute: 'tier', value: 'gold', asked: 50, responders: 40 },
    { attribute: 'tier', value: 'none', asked: 50, responders: 0 },
    { attribute: 'tier', value: 'plain', asked: 100, responders: 20 },
  ];

  it('weights the answers to those asked, by hand', () => {
    const found = readResponse({ asked, scores, attributes }, params({ weight: 'customers.tier' }));
    expect(found.score!.value).toBeCloseTo(30, 12);
    // Gold 1/3 of those covered and 80 of 100 answers, plain 2/3 and 20 of 100; nobody of the tier “none” answered.
    const [gold, plain] = [1 / 3 / 0.8, 2 / 3 / 0.2];
    expect(found.weighted!.value).toBeCloseTo((100 * (gold * 40 + plain * -10)) / 100, 9);
    expect(found.weighted!.effective).toBeCloseTo(100 ** 2 / (80 * gold ** 2 + 20 * plain ** 2), 9);
    expect(found.weighted!.covered).toBeCloseTo(0.75, 12);
  });

  it('a list that was asked to the half leaves less doubt', () => {
    const plain = readResponse({ asked, scores }, params({ listOnly: false })).score!;
    const list = readResponse({ asked, scores }, params({ listOnly: true })).score!;
    // 65 promoters and 35 detractors of 100.
    const error = 100 * Math.sqrt((1 - 0.09) / 100);
    expect(plain.interval!.high).toBeCloseTo(30 + Z * error, 9);
    expect(list.interval!.high).toBeCloseTo(30 + Z * error * Math.sqrt(100 / 199), 9);
  });

  it('satisfied: the weighted share', () => {
    const graded = scores.map((row) => ({ ...row, score: row.score === 10 ? 5 : 1 }));
    const found = readResponse({ asked, scores: graded, attributes }, params({ measure: 'csat', weight: 'customers.tier' }));
    expect(found.score!.value).toBeCloseTo(0.65, 12);
    expect(found.weighted!.value).toBeCloseTo((1 / 3) * (60 / 80) + (2 / 3) * (5 / 20), 12);
  });
});
