import { describe, expect, test } from 'vitest';
import { fetchReport, fragmentIn, plainAddress, readAddress, resolveReportPath } from './address';

const PAGE = 'https://shop.example/tools/clientele/index.html?report=reports/q3.report.json';

describe('SE11 only this site', () => {
  test.each(['reports/q3.report.json', './q3.json', '../shared/q3.json', '报告/三季度.json', 'a?b=c'])('opens %s', (path) => {
    const found = resolveReportPath(path, PAGE);
    expect(found.ok && found.value.origin).toBe('https://shop.example');
  });

  test('relative to the folder of the page', () => {
    const found = resolveReportPath('reports/q3.report.json', PAGE);
    expect(found.ok && found.value.href).toBe('https://shop.example/tools/clientele/reports/q3.report.json');
  });

  test.each([
    'https://evil.example/a.json',
    '//evil.example/a.json',
    '/a.json',
    '\\\\evil.example\\a.json',
    '/\\evil.example/a',
    'data:application/json,{}',
    'javascript:alert(1)',
    'blob:https://evil.example/1',
    ' https://evil.example/a.json',
    'ht\ntps://evil.example/a.json',
    '\t//evil.example',
    'a\\b',
  ])('refuses %j', (path) => {
    expect(resolveReportPath(path, PAGE)).toMatchObject({ ok: false, issues: [{ code: 'issue_run_address_foreign' }] });
  });

  test('asks without following to another place, and says when nothing is there', async () => {
    const asked: unknown[] = [];
    const get = (async (url: URL, init: RequestInit) => {
      asked.push(url.href, init.redirect);
      return new Response('no', { status: 404 });
    }) as typeof fetch;
    expect(await fetchReport('a.json', PAGE, get)).toMatchObject({
      ok: false,
      issues: [{ code: 'issue_run_address_failed', values: { detail: 'HTTP 404' } }],
    });
    expect(asked).toEqual(['https://shop.example/tools/clientele/a.json', 'error']);
  });

  test('a foreign path is never asked for', async () => {
    const get = (() => expect.fail('asked')) as unknown as typeof fetch;
    expect((await fetchReport('https://evil.example/a.json', PAGE, get)).ok).toBe(false);
  });
});

describe('SE9 what an address asks for', () => {
  test('a link in the fragment, a path in the query, or nothing', () => {
    expect(readAddress('https://x.example/#r=1.ab-_.c')).toEqual({ link: '#r=1.ab-_.c' });
    expect(readAddress('https://x.example/?report=a.json#r=1.z')).toEqual({ link: '#r=1.z' });
    expect(readAddress(PAGE)).toEqual({ path: 'reports/q3.report.json' });
    expect(readAddress('https://x.example/#top')).toBeNull();
  });

  test('answered, it is gone from the address', () => {
    expect(plainAddress('https://x.example/a/?report=a.json&x=1#r=1.z')).toBe('https://x.example/a/?x=1');
  });

  test('a pasted link is found in what surrounds it', () => {
    expect(fragmentIn(' see https://x.example/a/#r=1.ab-_ ')).toBe('#r=1.ab-_');
    expect(fragmentIn('{"format":"clientele.report"}')).toBeNull();
  });
});
