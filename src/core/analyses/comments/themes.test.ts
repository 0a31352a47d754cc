import { describe, expect, it } from 'vitest';
import { readThemes } from '../theme-lines';
import { insightOf } from './insight';
import { DEFAULTS } from './params';
import { readComments } from './themes';
import { contextOf } from '../../../../tests/support/contract';
import { modelOf } from '../../../../tests/support/shop-tables';

it('CM2: lines of either colon and comma; what is no theme is passed over', () => {
  expect(readThemes(['Speed: Late,  Very  Slow , late', '配送：快递、物流', 'no colon', 'empty:', ': no name', 'stars: *'])).toEqual([
    { name: 'Speed', id: null, words: ['late', 'very slow'] },
    { name: '配送', id: null, words: ['快递', '物流'] },
  ]);
  expect(readThemes([]).map(({ id }) => id)).toContain('delivery');
});

describe('CM5–CM7', () => {
  const params = { ...DEFAULTS, themes: ['A: a', 'B: b'], over: 'month' } as const;
  const all = [
    { score: 10, comments: 60 },
    { score: 2, comments: 40 },
    { score: null, comments: 20 },
  ];
  const mentions = [
    { theme: 'theme_1', score: 10, comments: 5 },
    { theme: 'theme_1', score: 2, comments: 35 },
    { theme: 'theme_2', score: 10, comments: 29 },
    { theme: 'none', score: 10, comments: 26 },
    { theme: 'none', score: 2, comments: 5 },
    { theme: 'none', score: null, comments: 20 },
  ];
  const month = (theme: string, period: string, comments: number) => ({ theme, period, comments });
  const periods = [month('theme_1', '2026-02-01', 10), month('theme_1', '2026-03-01', 40), month('theme_1', '2026-04-01', 9)];
  const totals = [
    { period: '2026-02-01', comments: 100 },
    { period: '2026-03-01', comments: 100 },
    { period: '2026-04-01', comments: 9 },
  ];
  const found = readComments({ all, mentions, periods, totals }, params, '2026-04-15');

  it('the mean of a theme against the comments without it, by hand', () => {
    const theme = found.themes.find(({ key }) => key === 'theme_1')!;
    expect(theme.comments.share).toBeCloseTo(40 / 120, 12);
    expect(theme.score.mean).toBeCloseTo((50 + 70) / 40, 12);
    expect(theme.others).toBeCloseTo((550 + 10) / 60, 12);
    expect(found.low).toBe(theme);
    // 29 scored comments of the other theme are too few; “no theme” is never judged.
    expect(found.themes.filter(({ q }) => q !== null)).toEqual([theme]);
  });

  it('the latest two months that are over', () => {
    expect(found.compared).toEqual(['2026-02-01', '2026-03-01']);
    expect(found.moved?.key).toBe('theme_1');
    expect(found.moved!.change!.difference).toBeCloseTo(0.3, 12);
    const tables = {
      orders: [
        ['order_id', 'customer_id', 'ordered_at'],
        ['1', 'a', '2026-01-01'],
      ],
    } as const;
    const scope = { asOf: '2026-04-15', range: { from: null, to: null }, filters: [], paidStatuses: null };
    const context = contextOf({ name: '', how: '', tables, context: scope, params: {}, rows: {}, numbers: {} }, modelOf(tables));
    const keys = insightOf(found, params, context).sentences.map(({ finding }) => ('key' in finding ? finding.key : ''));
    expect(keys).toEqual(['comments_finding', 'comments_low', 'comments_up']);
  });
});
