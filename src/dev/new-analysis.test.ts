import { cpSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeAnalysis } from './new-analysis.js';

const root = path.resolve(import.meta.dirname, '../..');
let copy: string;
beforeEach(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'clientele-new-'));
  for (const file of ['src/core/analyses/registry.ts', 'src/core/analyses/catalogue.ts', 'src/core/messages/project.inlang/settings.json'])
    cpSync(path.join(root, file), path.join(copy, file));
  for (const locale of ['en', 'zh-CN']) mkdirSync(path.join(copy, 'src/core/messages/texts', locale), { recursive: true });
});
const read = (file: string): string => readFileSync(path.join(copy, file), 'utf8');

describe('new:analysis', () => {
  it('makes the folder, the registry line and the message files', () => {
    const files = makeAnalysis(copy, 'basket-pairs');
    expect(files).toContain('src/core/analyses/basket-pairs/definition.ts');
    expect(read('src/core/analyses/basket-pairs/definition.ts')).toContain("kind: 'basket_pairs'");
    expect(read('src/core/analyses/registry.ts')).toMatch(/kind: 'cohort'[\s\S]*kind: 'basket_pairs'[\s\S]*\n\];/);
    expect(read('src/core/analyses/catalogue.ts')).toMatch(/\n  basket_pairs: \{ [^\n]*\},\n\} as const/);
    const settings = JSON.parse(read('src/core/messages/project.inlang/settings.json')) as {
      'plugin.inlang.messageFormat': { pathPattern: string[] };
    };
    expect(settings['plugin.inlang.messageFormat'].pathPattern).toContain('./texts/{locale}/basket-pairs.json');
    const [en, zh] = ['en', 'zh-CN'].map((locale) =>
      Object.keys(JSON.parse(read(`src/core/messages/texts/${locale}/basket-pairs.json`)) as object),
    );
    expect(en).toEqual(zh);
  });

  it('refuses a name that is taken or no folder name, and changes nothing', () => {
    makeAnalysis(copy, 'pairs');
    const before = read('src/core/analyses/registry.ts');
    for (const name of ['pairs', '', 'Pairs', '../pairs', 'a--b']) expect(() => makeAnalysis(copy, name)).toThrow();
    expect(read('src/core/analyses/registry.ts')).toBe(before);
  });
});
