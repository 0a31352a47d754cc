import { expect, test } from 'vitest';
import { drawnSvg } from '../../../../tests/support/compile-chart';
import { wholePercent } from './chart-rows';
import { narrowColumnSpec } from './chart';

test('SA17 a share is short where columns are narrow, and one that is there is never called nothing', () => {
  expect([0.001, 0.0049, 0.005, 0.226, 0.995, 1].map(wholePercent)).toEqual(['<1%', '<1%', '1%', '23%', '100%', '100%']);
});

test('SA17 the narrow columns carry the short figures, of four letters at most', async () => {
  const rows = [
    { x: 9, y: 423, side: 'high', label: '22.6%', short: '23%', tip: null, part: null },
    { x: 10, y: 1, side: 'high', label: '0.1%', short: '<1%', tip: null, part: null },
  ];
  const svg = await drawnSvg(narrowColumnSpec, rows);
  expect(svg).toContain('>23%<');
  expect(svg).toContain('>&lt;1%<');
  expect(svg).not.toContain('22.6%');
});
