import { expect, test } from 'vitest';
import { maskText } from './mask';

test.each([
  ['13812345120', '138****5120'],
  ['李伟', '**'],
  ['欧阳小明', '欧**明'],
  ['', ''],
])('UI14 %s', (text, expected) => {
  expect(maskText(text)).toBe(expected);
});

test('UI14 never more than three characters at the front and four at the end, and never the whole', () => {
  for (let length = 1; length <= 60; length++) {
    const text = Array.from({ length }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('');
    const [head = '', tail = ''] = maskText(text).split(/\*+/);
    expect(head.length).toBeLessThanOrEqual(3);
    expect(tail.length).toBeLessThanOrEqual(4);
    expect(head.length + tail.length).toBeLessThan(length);
    expect(text.startsWith(head) && text.endsWith(tail)).toBe(true);
  }
});
