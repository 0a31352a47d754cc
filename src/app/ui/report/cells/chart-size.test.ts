import { expect, test } from 'vitest';
import type { ChartView } from '#core/model/presentation';
import { fitsBeside, heightFor, isSmall, viewFor } from './chart-size';

const view: ChartView = {
  id: 'grid',
  spec: { width: 446, height: 384 },
  narrow: { width: 350, height: 324 },
  rows: [],
  height: 384,
  title: { literal: 'Grid' },
  caption: { literal: 'A grid.' },
};

test('RP6 a small chart has its table beside it where both fit, else below', () => {
  expect(isSmall(view.spec)).toBe(true);
  expect(isSmall({ width: 'container' })).toBe(false);
  expect(isSmall({ width: 900 })).toBe(false);
  expect(fitsBeside(view.spec, 1040)).toBe(true);
  expect(fitsBeside(view.spec, 695)).toBe(false);
  expect(fitsBeside({ width: 'container' }, 1040)).toBe(false);
});

test('RP6 the narrow form is only for widths that the wide one does not fit', () => {
  expect(viewFor(view, 446)).not.toHaveProperty('narrow');
  expect(viewFor(view, 358)).toBe(view);
  const fluid = { ...view, spec: { width: 'container' } };
  expect(viewFor(fluid, 1040)).toBe(fluid);
});

test('RP2 the height that is reserved is that of the form that will be drawn', () => {
  expect(heightFor(view, 358)).toBe(324);
  expect(heightFor(viewFor(view, 446), 446)).toBe(384);
  expect(heightFor(view, 1040)).toBe(384);
  expect(heightFor(view, 0)).toBe(384);
});
