import { expect, test } from 'vitest';
import { plainName } from './plain-name';

test.each([
  ['an ordinary name', 'Q3 – 北京 (neu).report.json', 'Q3 – 北京 (neu).report.json'],
  ['a turned ending', 'fdp.\u202egpj.report.json', 'fdp.gpj.report.json'],
  ['isolates and marks', '\u2066a\u2069\u200e\u200fb\u061c', 'ab'],
  ['letters without room', 'ow\u200bn \u3164re\u00adport\ufeff', 'own report'],
  ['lines', 'first\nsecond\u2028third\tfourth', 'first second third fourth'],
  ['nothing to see', '\u200b\u2060 ', ''],
])('SE45 %s', (_what, given, shown) => expect(plainName(given)).toBe(shown));

test('SE45 a name is cut after eighty characters, never within one', () => {
  expect(plainName('客'.repeat(80))).toBe('客'.repeat(80));
  expect(plainName('😀'.repeat(81))).toBe(`${'😀'.repeat(80)}…`);
});
