import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { LOCALES } from './text';

const folder = path.join(import.meta.dirname, 'texts');
const textsOf = (locale: string) =>
  readdirSync(path.join(folder, locale)).map((file) => ({
    file,
    keys: Object.keys(JSON.parse(readFileSync(path.join(folder, locale, file), 'utf8')) as object),
  }));

test.each(LOCALES)('%s: no message stands in two files, where one would silently take the place of the other', (locale) => {
  const all = textsOf(locale).flatMap(({ keys }) => keys);
  expect(all.length).toBeGreaterThan(1000);
  expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([]);
});

test('every file of messages is read, and says the same things in each language', () => {
  const settings = JSON.parse(readFileSync(path.join(import.meta.dirname, 'project.inlang/settings.json'), 'utf8')) as Record<
    string,
    { pathPattern: readonly string[] }
  >;
  const read = settings['plugin.inlang.messageFormat']!.pathPattern.map((pattern) => pattern.split('/').at(-1)!).toSorted();
  const [english, ...others] = LOCALES.map(textsOf);
  expect(english!.map(({ file }) => file).toSorted()).toEqual(read);
  for (const texts of others) {
    const sorted = (of: typeof texts) => of.flatMap(({ file, keys }) => keys.map((key) => `${file} ${key}`)).toSorted();
    expect(sorted(texts)).toEqual(sorted(english!));
  }
});

test('zh-CN quotes with “ ” (GB/T 15834), never with the brackets of other places', () => {
  const folderOf = path.join(folder, 'zh-CN');
  const texts = readdirSync(folderOf).map((file) => readFileSync(path.join(folderOf, file), 'utf8'));
  const quoted = texts.join('\n').match(/“[^”]*”/g) ?? [];
  expect(quoted.length).toBeGreaterThan(100);
  expect(texts.join('\n').match(/[「」]/g) ?? []).toEqual([]);
});
