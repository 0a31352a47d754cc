import { expect, test } from 'vitest';
import { say } from '#core/messages/say';
import { LOCALES } from '#core/messages/text';
import { listedAs, QUESTION_GROUPS } from './catalogue';
import { registry } from './registry';

test('RP30 every question of the registry stands in a group, with a purpose in each language', () => {
  for (const { kind } of registry) {
    const entry = listedAs(kind);
    expect(entry, kind).not.toBeNull();
    expect(QUESTION_GROUPS).toContain(entry!.group);
    const [en, zh] = LOCALES.map((locale) => say(entry!.purpose, { locale, currency: null }));
    expect(en, kind).toMatch(/[.?]$/);
    expect(zh, kind).toMatch(/[。？]$/);
  }
});

test('RP30 no two questions have the same purpose, and no group is empty', () => {
  const purposes = registry.map(({ kind }) => say(listedAs(kind)!.purpose, { locale: 'en', currency: null }));
  expect(new Set(purposes).size).toBe(registry.length);
  expect(new Set(registry.map(({ kind }) => listedAs(kind)!.group))).toEqual(new Set(QUESTION_GROUPS));
});

test('RP30 a kind that nobody listed is none, whatever it is called', () => {
  for (const kind of ['nps', 'constructor', '__proto__']) expect(listedAs(kind)).toBeNull();
});
