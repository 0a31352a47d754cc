import { expect, test } from 'vitest';
import { printPage } from './print-page';

test('EX4: a line with quotes and breaks stays inside its string', () => {
  const css = printPage('orders "}"\nÄ \\ 山南', 'sans-serif');
  expect(css).toContain(String.raw`content: "orders \"}\" Ä \\ 山南";`);
  expect(css.match(/@bottom-/g)).toHaveLength(2);
});
