import { deflateSync, strToU8 } from 'fflate';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Result } from '#core/model/result';
import { anyReport, emptyReport, kinds } from '../../../../tests/support/reports';
import { runs } from '../../../../tests/support/seeded';
import { canonicalJson } from '../json';
import { readReport } from '../parse';
import { serializeReport } from '../serialize';
import { fromBase64url, toBase64url } from './base64url';
import { checksum } from './checksum';
import { listLinkKinds, readLinkCode, writeLinkCode } from './codec';
import { dropDefaults } from './defaults';
import { DICTIONARY_1 } from './dictionary-1';
import { listLiterals } from './literals';

const read = readReport(readFileSync(path.join(import.meta.dirname, '../examples/tea-shop-zh.report.json'), 'utf8'), kinds);
if (!read.ok) throw new Error(JSON.stringify(read.issues));
const teaShop = read.value.report;
const code = writeLinkCode(teaShop);
const codes = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.code));
const open = (text: string) => codes(readLinkCode(text, kinds));
const seal = (body: string) => `${body}.${checksum(body)}`;
const pack = (text: string | Uint8Array) =>
  seal(`1.${toBase64url(deflateSync(typeof text === 'string' ? strToU8(text) : text, { dictionary: strToU8(DICTIONARY_1) }))}`);

describe('the parts', () => {
  test('base64url as Node writes it, for every length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
      }),
      runs(2000),
    );
    expect(fromBase64url('ab+c')).toBeNull();
  });
  test('the checksum is CRC-32', () => {
    for (const text of ['', 'a', '123456789', code]) expect(checksum(text)).toBe(crc32(text).toString(36).padStart(7, '0'));
  });
  test('LK1 the dictionary of version 1 is what it was when the first link was made', () => {
    expect(crc32(DICTIONARY_1).toString(16)).toBe('755a828e');
    expect(strToU8(DICTIONARY_1).length).toBeLessThan(32_768);
  });
  test('LK1 a link made on the first day is read for ever', () => {
    const first = readFileSync(path.join(import.meta.dirname, '../examples/tea-shop-zh.link.txt'), 'utf8').trim();
    const result = readLinkCode(first, kinds);
    expect(result.ok && serializeReport(result.value.report)).toBe(serializeReport(teaShop));
  });
});

describe('LK4 what was written is read', () => {
  test('LK4 the example', () => {
    const result = readLinkCode(code, kinds);
    expect(result.ok && serializeReport(result.value.report)).toBe(serializeReport(teaShop));
    expect(listLinkKinds(code)).toEqual(['overview', 'revenue', 'rfm', 'cohort']);
  });
  test('LK4 any document', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const result = readLinkCode(writeLinkCode(report), kinds);
        expect(result.ok && serializeReport(result.value.report)).toBe(serializeReport(report));
      }),
      runs(3000),
    );
  });
  test('LK4 a document with a hostile entry is refused like a file', () => {
    expect(open(pack('{"cells":[{"kind":"rfm","params":{"__proto__":{"x":1}}}]}'))).toEqual(['issue_report_invalid']);
    expect(open(pack('{"__proto__":{"x":1}}'))).toEqual(['issue_report_invalid']);
    expect(open(pack('{"cells":[{"id":"c1","type":"text","html":"x"}]}'))).toContain('issue_report_invalid');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
  test('LK4 a newer document in a link is read-only', () => {
    expect(readLinkCode(pack('{"version":3,"cells":[]}'), kinds)).toMatchObject({ ok: true, value: { readOnly: true } });
  });
});

describe('LK2 what becomes of a link on its way', () => {
  test('LK2 every cut is told as a cut', () => {
    for (let length = 2; length < code.length; length++) expect(open(code.slice(0, length))).toEqual(['issue_link_truncated']);
  });
  test('LK2 every changed character is told as damage', () => {
    const body = code.indexOf('.') + 1;
    for (let index = body; index < code.length; index += 7) {
      if (code[index] === '.') continue;
      const changed = code.slice(0, index) + (code[index] === 'a' ? 'b' : 'a') + code.slice(index + 1);
      expect(open(changed)).toEqual(['issue_link_damaged']);
    }
  });
  test('LK2 white space round a pasted code does no harm', () => {
    expect(open(` ${code}\n`)).toEqual([]);
  });
  test('LK2 an unknown version says the page is too old', () => {
    expect(open(seal('2.abcd'))).toEqual(['issue_link_newer']);
  });
});

describe('LK3 within two seconds', () => {
  const answers = (text: string) => {
    const started = performance.now();
    const issues = open(text);
    expect(performance.now() - started).toBeLessThan(2000);
    return issues;
  };
  test('LK3 a bomb of 200 MB in a short link', () => {
    const bomb = pack(new Uint8Array(200_000_000));
    expect(bomb.length).toBeLessThan(400_000);
    expect(answers(bomb)).toEqual(['issue_link_inflates']);
  });
  test('LK3 the longest code of all', () => {
    expect(answers('1.'.padEnd(400_001, 'A'))).toEqual(['issue_link_too_long']);
  });
  test('LK3 deep JSON', () => {
    expect(answers(pack('['.repeat(100_000)))).toEqual(['issue_report_too_deep']);
    expect(answers(pack(`{"cells":${'{"a":'.repeat(100_000)}`))).toEqual(['issue_report_too_deep']);
  });
  test('LK3 JSON of another shape, and none', () => {
    expect(answers(pack('[]'))).toEqual(['issue_report_not_a_report']);
    expect(answers(pack('null'))).toEqual(['issue_report_not_a_report']);
    expect(answers(pack('{"cells":7}'))).toEqual(['issue_report_invalid']);
    expect(answers(pack('nonsense'))).toEqual(['issue_report_not_json']);
  });
  test('LK3 garbage with a right checksum, and without', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ maxLength: 100 }), (bytes, text) => {
        expect(answers(seal(`1.${toBase64url(bytes)}`)).length).toBeGreaterThan(0);
        expect(answers(text).length).toBeGreaterThan(0);
      }),
      runs(3000),
    );
  });
});

test('LK5 no row goes in, and every typed text is listed', () => {
  const literals = listLiterals(teaShop).map((literal) => literal.text);
  for (const text of ['山南茶行 · 第三季度客户分析', '上海', '批发', '已完成', '手机号', '近 90 天的客户分层', 'city', 'quarter'])
    expect(literals).toContain(text);
  expect(new Set(literals).size).toBeGreaterThan(30);
  expect(listLiterals(emptyReport)).toEqual([]);
});

test('LK6 the twelve-cell Chinese example, with and without the dictionary', () => {
  const plain = toBase64url(deflateSync(strToU8(canonicalJson(teaShop)), { level: 9 })).length;
  const dropped = toBase64url(deflateSync(strToU8(canonicalJson(dropDefaults(teaShop))), { level: 9 })).length;
  console.info(
    `${serializeReport(teaShop).length} characters of JSON, deflated ${plain}, without defaults ${dropped}, in the link ${code.length}`,
  );
  expect(code.length).toBeLessThan(1000);
  expect(code.length).toBeLessThan((dropped * 2) / 3);
});
