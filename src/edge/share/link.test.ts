import { describe, expect, test, vi } from 'vitest';
import { readLinkCode } from '#core/report/link/codec';
import { emptyReport, kinds } from '../../../tests/support/reports';
import { fileName } from './download';
import { adviseLength, codeInFragment, copyLink, isSealed, lengthWhenSealed, makeLink, makeSealedLink, unsealCode } from './link';

const report = { ...emptyReport, title: '山南茶行' };

describe('a link', () => {
  test.each(['https://h.example/deep/path/?report=x#r=1.old', 'http://localhost:5173/', 'https://h.example/a/index.html#top'])(
    'made on %s',
    (page) => {
      const link = new URL(makeLink(report, page));
      expect(link.origin + link.pathname).toBe(new URL(page).origin + new URL(page).pathname);
      expect(link.search).toBe('');
      const code = codeInFragment(link.hash);
      expect(readLinkCode(code ?? '', kinds)).toMatchObject({ ok: true, value: { report } });
    },
  );
  test('whose fragment was percent-encoded by a mail program is read all the same', () => {
    const { hash } = new URL(makeLink(report, 'https://h.example/'));
    expect(readLinkCode(codeInFragment(hash.replaceAll('.', '%2E')) ?? '', kinds).ok).toBe(true);
    expect(codeInFragment('#r=%zz')).toBe('%zz');
    for (const end of ['.', '>', '),', '。', '…', '&p.a=1', '%20', '\u200b']) expect(codeInFragment(hash + end)).toBe(hash.slice(3));
    expect(codeInFragment('#top')).toBeNull();
  });
  test('LK3 a long run of marks inside a code is walked once, not once for each mark', () => {
    const before = process.cpuUsage().user;
    expect(codeInFragment(`#r=2.${'-'.repeat(390_000)}a`)).toHaveLength(390_003);
    expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(2);
  });
  test.each([
    [2000, 'comfortable'],
    [8000, 'comfortable'],
    [8001, 'long'],
    [32_001, 'too_long'],
  ] as const)('of %i characters', (length, advice) => {
    expect(adviseLength(length).advice).toBe(advice);
  });
  test('copied, denied, too long', async () => {
    const writeText = vi
      .fn<(text: string) => Promise<void>>()
      .mockResolvedValueOnce()
      .mockRejectedValueOnce(new DOMException('no', 'NotAllowedError'));
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    expect(await copyLink('x')).toEqual({ ok: true, value: 'x' });
    expect(await copyLink('x')).toMatchObject({ issues: [{ code: 'issue_link_clipboard' }] });
    expect(await copyLink('x'.repeat(32_001))).toMatchObject({
      issues: [{ code: 'issue_link_report_too_long', values: { length: 32_001 } }],
    });
    expect(writeText).toHaveBeenCalledTimes(2);
    vi.unstubAllGlobals();
  });
});

describe('a sealed link', () => {
  const page = 'https://h.example/a.b/';
  test('LK10 shows nothing, is as long as was said, and opens with its passphrase only', async () => {
    for (const title of ['', '山', '山南', '山南茶行']) {
      const plain = makeLink({ ...report, title }, page);
      const sealed = await makeSealedLink({ ...report, title }, page, 'lantern-orchid');
      if (!sealed.ok) throw new Error('not sealed');
      expect(sealed.value.length).toBe(lengthWhenSealed(plain));
      const code = codeInFragment(new URL(sealed.value).hash) ?? '';
      expect([isSealed(code), isSealed(codeInFragment(new URL(plain).hash) ?? '')]).toEqual([true, false]);
      expect(readLinkCode(code, kinds)).toMatchObject({ ok: false, issues: [{ code: 'issue_link_sealed' }] });
      expect(await unsealCode(code, 'lantern-orchids')).toMatchObject({ ok: false, issues: [{ code: 'issue_seal_wrong' }] });
      const opened = await unsealCode(code, 'lantern-orchid');
      expect(opened.ok && readLinkCode(opened.value, kinds)).toMatchObject({ ok: true, value: { report: { title } } });
    }
  });
  test('LK10 is not made with a passphrase that can be tried out', async () => {
    expect(await makeSealedLink(report, page, 'short')).toMatchObject({ issues: [{ code: 'issue_seal_short' }] });
  });
});

test.each([
  ['山南茶行, Q3', '山南茶行, Q3.csv'],
  ['a/b\\c:d*e?"<>|', 'a b c d e.csv'],
  ['..', 'clientele.csv'],
  ['', 'clientele.csv'],
  ['\u0000\n', 'clientele.csv'],
])('the file name of %j', (title, name) => {
  expect(fileName(title, 'csv')).toBe(name);
});
