import { expect, test } from 'vitest';
import { formatFigure } from './figure';

const en = { locale: 'en', currency: 'CNY' } as const;
const zh = { locale: 'zh-CN', currency: 'CNY' } as const;

test('RP1 a headline is shortened where its language does so, unit apart', () => {
  expect(formatFigure({ amount: 6_354_120, unit: 'money' }, en)).toEqual({ figure: '¥6.35', unit: 'M' });
  expect(formatFigure({ amount: 6_349_480, unit: 'money' }, zh)).toEqual({ figure: '634.9', unit: '万元' });
  expect(formatFigure({ amount: 23_691, unit: 'orders' }, en)).toEqual({ figure: '23,691', unit: '' });
  expect(formatFigure({ amount: 23_691, unit: 'orders' }, zh)).toEqual({ figure: '2.37', unit: '万' });
  expect(formatFigure({ amount: 268.4, unit: 'money' }, zh)).toEqual({ figure: '268', unit: '元' });
  expect(formatFigure({ amount: 268.4, unit: 'money' }, en)).toEqual({ figure: '¥268', unit: '' });
  expect(formatFigure({ amount: 42.5, unit: 'money' }, { locale: 'zh-CN', currency: 'USD' })).toEqual({ figure: '$42.50', unit: '' });
});

test('RP1 what is not there is a dash; rates are never shortened', () => {
  expect(formatFigure({ amount: null, unit: 'money' }, zh)).toEqual({ figure: '–', unit: '' });
  expect(formatFigure({ amount: 0.4214, unit: 'rate' }, en)).toEqual({ figure: '42.1%', unit: '' });
});
