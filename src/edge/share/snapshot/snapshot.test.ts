import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { say } from '#core/messages/say';
import type { Locale } from '#core/messages/text';
import type { TableView } from '#core/model/presentation';
import { unseal } from '#edge/seal/seal';
import type { Reader } from '../sheet';
import { sheetOf, SIGNS } from '../test-sheet';
import { mergeDrawings, Palette } from './palette';
import script from './snapshot-page.js?raw';
import type { Snapshot, SnapshotCell } from './types';
import { writeSnapshot } from './write-file';

const readerIn = (locale: Locale): Reader => ({ locale, currency: 'CNY', say: (text) => say(text, { locale, currency: 'CNY' }) });
const look = { light: { '--paper': '#ffffff', '--ink': '#111111' }, dark: { '--paper': '#000000', '--ink': '#eeeeee' } };
const svg = (colour: string, path = 'M0,0') =>
  `<svg class="marks" width="300" height="200" viewBox="0 0 300 200"><defs><clipPath id="clip0"/></defs><path d="${path}" fill="${colour}" clip-path="url(#clip0)"/></svg>`;

const table: TableView = {
  columns: [
    { key: 'name', label: { literal: 'Customer' }, unit: 'text', is: 'key' },
    { key: 'revenue', label: { literal: 'Revenue' }, unit: 'money', is: 'sum' },
    { key: 'share', label: { literal: 'Share' }, unit: 'rate', is: 'other' },
  ],
  rows: [
    ...SIGNS.map((name, at) => ({ values: { name, revenue: at * 1000.5, share: at === 0 ? null : at / 8 } })),
    { values: { name: null, revenue: 36_018, share: 1 }, texts: { name: { literal: 'All' } }, total: true },
  ],
};
const results = (locale: Locale, charts: Extract<SnapshotCell, { type: 'results' }>['charts']): SnapshotCell => ({
  type: 'results',
  sheet: sheetOf({ locale, table }),
  charts,
});
const snapshotOf = (locale: Locale, cells: readonly SnapshotCell[]): Snapshot => ({
  title: SIGNS[0]!,
  scope: ['Channel: web'],
  asOf: '2026-10-24',
  sources: ['orders.csv'],
  day: '2026-11-02',
  cells,
});
async function write(snapshot: Snapshot, locale: Locale, passphrase: string | null = null): Promise<string> {
  const written = await writeSnapshot(snapshot, readerIn(locale), look, passphrase);
  if (!written.ok) throw new Error(written.issues[0]?.code);
  return written.value;
}

describe('a page to read', () => {
  test('SN2: its one script is ours and allowed by its hash; its policy allows no address', async () => {
    const page = await write(snapshotOf('en', [results('en', [{ light: svg('#111'), dark: svg('#eee') }])]), 'en');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'");
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
    expect(scripts).toEqual([script]);
    const hash = createHash('sha256').update(script).digest('base64');
    expect(policy).toBe(`default-src 'none'; script-src 'sha256-${hash}'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`);
    expect(page.match(/<(img|link|iframe|object|embed|base|audio|video|source|form)\b/g)).toBeNull();
    expect(page.match(/\s(src|href|action|on\w+)="(?!#)[^"]*"/g)).toBeNull();
    expect(page.match(/url\((?!#)/g)).toBeNull();
  });
  test('SN3: names stay text, with their signs', async () => {
    const page = await write(snapshotOf('en', [results('en', [])]), 'en');
    expect(page).toContain('<h1>&lt;img src=x onerror=alert(1)&gt;</h1>');
    expect(page).toContain('>&lt;/text&gt;&lt;/svg&gt;&lt;script&gt;alert(1)&lt;/script&gt;</th>');
    expect(page.match(/<script/g)).toHaveLength(1);
  });
  test.each(['en', 'zh-CN'] as const)('SN1, SN6: it says everything, in %s', async (locale) => {
    const cells: SnapshotCell[] = [
      { type: 'words', html: '<p>For <strong>Monday</strong></p>' },
      { type: 'control', label: 'Channel', words: 'web' },
      results(locale, [null]),
      { type: 'none', title: 'Who left?', reasons: ['No dates & no names'] },
    ];
    const page = await write(snapshotOf(locale, cells), locale);
    expect(page).toContain(`<html lang="${locale}">`);
    const words = ['<strong>Monday</strong>', 'September was best', 'orders.csv', 'SELECT 1', 'Who left?', 'No dates &amp; no names'];
    const said =
      locale === 'en'
        ? ['Data up to 24 Oct 2026', 'Saved on 2 Nov 2026', 'As of 24 Oct 2026', '5 orders used', 'no customer: 2', '¥1,001', '12.5%']
        : ['数据截至 2026年10月24日', '2026年11月2日由客群保存', '没有客户：2', '¥1,001', '12.5%'];
    for (const each of [...words, ...said]) expect(page).toContain(each);
    expect(page).toContain(locale === 'en' ? 'had not been answered' : '还没有算出结果');
    expect(page).toContain(locale === 'en' ? 'The chart could not be drawn' : '图表未能绘制');
  });
  test('SN5: cells carry what they are ordered by, totals are marked', async () => {
    const page = await write(snapshotOf('en', [results('en', [])]), 'en');
    expect(page).toContain('<td class="amount" data-n="1000.5">');
    expect(page).toContain('data-v=""');
    expect(page.match(/<tr data-total>/g)).toHaveLength(1);
    expect(page.match(/aria-sort="none"/g)).toHaveLength(3);
  });
});

describe('SN4: two drawings', () => {
  test('that differ in colours only are one, with variables for both themes', async () => {
    const page = await write(snapshotOf('en', [results('en', [{ light: svg('#111'), dark: svg('#eee') }])]), 'en');
    expect(page.match(/<svg/g)).toHaveLength(1);
    expect(page).toContain('fill="var(--c1)"');
    expect(page).toMatch(/:root\{[^}]*--c1:#111\}/);
    expect(page).toMatch(/prefers-color-scheme:dark\)\{:root\{[^}]*--c1:#eee\}/);
    expect(page).toContain('url(#c1-0-clip0)');
  });
  test('that differ otherwise stand both in the file', async () => {
    const page = await write(snapshotOf('en', [results('en', [{ light: svg('#111'), dark: svg('#eee', 'M1,1') }])]), 'en');
    expect(page.match(/<svg/g)).toHaveLength(2);
    expect(page).toContain('url(#c1-0l-clip0)');
    expect(page).toContain('url(#c1-0d-clip0)');
  });
  test('are merged only where colours are colours', () => {
    const palette = new Palette();
    expect(mergeDrawings('<a fill="red"/>', '<a fill="blue"/>', palette)).toBe('<a fill="var(--c1)"/>');
    expect(mergeDrawings('<a fill="red"/>', '<a fill="red;x:url(//evil)"/>', palette)).toBeNull();
    expect(mergeDrawings('<a fill="red"/>', '<a stroke="red"/>', palette)).toBeNull();
    expect(mergeDrawings('<a fill="red"/>', '<a/>', palette)).toBeNull();
    expect(mergeDrawings('<a fill="none"/>', '<a fill="none"/>', palette)).toBe('<a fill="none"/>');
  });
});

describe('SN7: a protected page', () => {
  const PASSPHRASE = 'lantern-orchid-slow-river';
  test('holds nothing of the report but in sealed form', async () => {
    const snapshot = snapshotOf('en', [results('en', [])]);
    const page = await write(snapshot, 'en', PASSPHRASE);
    for (const word of ['onerror', 'September', 'orders.csv', 'Revenue', 'SELECT 1', '24 Oct']) expect(page).not.toContain(word);
    expect(page).toContain('<title>A protected report</title>');
    const sealed = /<div id="sealed" hidden>([^<]*)</.exec(page)?.[1] ?? '';
    const opened = await unseal(Buffer.from(sealed, 'base64'), PASSPHRASE);
    expect(opened.ok && new TextDecoder().decode(opened.value)).toContain('September was best');
    expect((await unseal(Buffer.from(sealed, 'base64'), 'another passphrase')).ok).toBe(false);
  });
  test('is not made with a passphrase that is too short', async () => {
    const written = await writeSnapshot(snapshotOf('en', []), readerIn('en'), look, 'short');
    expect(written).toMatchObject({ ok: false, issues: [{ code: 'issue_seal_short' }] });
  });
});
