import { describe, expect, it } from 'vitest';
import { isMissingPart, onMissingPart } from './missing-part';

describe('a part of the page that cannot be had', () => {
  it.each([
    ['Chromium', 'Failed to fetch dynamically imported module: https://host.example/a/b/assets/x.js', true],
    ['Firefox', 'error loading dynamically imported module: https://host.example/a/b/assets/x.js', true],
    ['Safari', 'Importing a module script failed.', true],
    ['a style sheet of it', 'Unable to preload CSS for /a/b/assets/x.css', true],
    ['any other fault', 'x is undefined', false],
  ])('OF8: %s', (_what, words, expected) => {
    expect(isMissingPart(new TypeError(words))).toBe(expected);
    expect(isMissingPart(words)).toBe(false);
  });

  it('OF8: is told when nobody else caught it, and no other fault is kept quiet', () => {
    const target = new EventTarget();
    let told = 0;
    onMissingPart(target as Window, () => (told += 1));
    const reject = (reason: Error) =>
      target.dispatchEvent(Object.assign(new Event('unhandledrejection', { cancelable: true }), { reason }));
    expect(reject(new TypeError('Importing a module script failed.'))).toBe(false);
    expect(told).toBe(1);
    expect(reject(new TypeError('x is undefined'))).toBe(true);
    expect(told).toBe(1);
  });
});
