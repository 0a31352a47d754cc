import { deflateSync, strToU8 } from 'fflate';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Result } from '#core/model/result';
import { anyReport, emptyReport, kinds } from '../../../../tests/support/reports';
import { runs } from '../../../../tests/support/seeded';
import type { JsonValue } from '#core/model/presentation';
import { readReport } from '../parse';
import { serializeReport } from '../serialize';
import { fromBase64url, toBase64url } from './base64url';
import { checksum } from './checksum';
import { codeOfUnsealed, listLinkKinds, packForSeal, readLinkCode, sealedIn, writeLinkCode, writeSealedCode } from './codec';
import { DICTIONARY_1 } from './dictionary-1';
import { DICTIONARY_2 } from './dictionary-2';
import { fold } from './form-2';
import { listLiterals } from './literals';
import { writeTight } from './tight';
import { WORDS_2 } from './words-2';

const example = (name: string) => readFileSync(path.join(import.meta.dirname, '../examples', name), 'utf8');
const openExample = (name: string) => {
  const read = readReport(example(name), kinds);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.value.report;
};
const teaShop = openExample('tea-shop-zh.report.json');
const code = writeLinkCode(teaShop);
const codes = (result: Result<unknown>) => (result.ok ? [] : result.issues.map((issue) => issue.code));
const open = (text: string) => codes(readLinkCode(text, kinds));
const seal = (body: string) => `${body}.${checksum(body)}`;
/** A link of the first version, as it was made before there was a second. */
const pack = (text: string | Uint8Array) =>
  seal(`1.${toBase64url(deflateSync(typeof text === 'string' ? strToU8(text) : text, { dictionary: strToU8(DICTIONARY_1) }))}`);
/** A link of the second, of any folded value and any check. */
const pack2 = (folded: Uint8Array, check: number) => {
  const body = Buffer.alloc(4);
  body.writeUInt32BE(check);
  return seal(`2.${Buffer.concat([body, deflateSync(folded, { dictionary: DICTIONARY_2 })]).toString('base64url')}`);
};
const tight = (value: JsonValue) => Uint8Array.from(writeTight(value));
const written = (text: string) => JSON.parse(text) as Parameters<typeof fold>[0];

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
  test('LK1 words and dictionary of version 2 are what they were when its first link was made', () => {
    expect(crc32(WORDS_2.join(' ')).toString(16)).toBe('a90ff093');
    expect(new Set(WORDS_2).size).toBe(WORDS_2.length);
    expect(crc32(DICTIONARY_2).toString(16)).toBe('5ec553ee');
    expect(DICTIONARY_2.length).toBeLessThan(32_768);
  });
  test.each([
    ['tea-shop-zh.link.txt', 'tea-shop-zh'],
    ['tea-shop-zh.link-2.txt', 'tea-shop-zh'],
    ['pet-salon-zh.link-2.txt', 'pet-salon-zh'],
    ['notebook.link-2.txt', 'notebook'],
  ])('LK1 a link made on the first day of its version is read for ever: %s', (link, report) => {
    const result = readLinkCode(example(link).trim(), kinds);
    expect(result.ok && serializeReport(result.value.report)).toBe(serializeReport(openExample(`${report}.report.json`)));
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
    expect(open(seal('4.abcd'))).toEqual(['issue_link_newer']);
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

describe('LK8 what unfolds to something else', () => {
  const document = written(example('pet-salon-zh.report.json'));
  const check = crc32(serializeReport(openExample('pet-salon-zh.report.json')));
  const bytes = tight(fold(document));
  test('LK8 the check is of the whole canonical JSON', () => {
    expect(open(pack2(bytes, check))).toEqual([]);
    expect(open(pack2(bytes, (check ^ 1) >>> 0))).toEqual(['issue_link_altered']);
  });
  test('LK8 one character of a title, one place of a cell, one default left out: altered', () => {
    for (const other of [
      { ...document, title: '绒绒宠物美容 下半年' },
      { ...document, cells: [...(document['cells'] as JsonValue[])].reverse() },
      { ...document, currency: null },
    ])
      expect(open(pack2(tight(fold(other)), check))).toEqual(['issue_link_altered']);
  });
  test('LK8 what is no folded value says so', () => {
    for (const broken of [[], [2], [1, 0, 0], [6, 0x31, 0x65, 0x31, 0], [0x41], [0xff, 0x7e], [0xb0, 0xa1]])
      expect(open(pack2(Uint8Array.from(broken), check))).toEqual(['issue_link_unreadable']);
    expect(open(seal('2.AAAAAP__'))).toEqual(['issue_link_unpacked']);
    expect(open(seal('2.AAA'))).toEqual(['issue_link_unpacked']);
  });
});

describe('LK3 LK9 the second version under the same caps', () => {
  const text = (value: JsonValue) => crc32(JSON.stringify(value));
  const quick = (code: string) => {
    const started = performance.now();
    const issues = open(code);
    expect(performance.now() - started).toBeLessThan(2000);
    return issues;
  };
  test('LK3 bombs of bytes, of values, of depth', () => {
    expect(quick(pack2(new Uint8Array(20_000_000), 0))).toEqual(['issue_link_inflates']);
    expect(quick(pack2(Uint8Array.from([1, ...new Array<number>(1_999_000).fill(3), 0]), 0))).toEqual(['issue_link_inflates']);
    expect(quick(pack2(new Uint8Array(100_000).fill(1), 0))).toEqual(['issue_report_too_deep']);
    const cells = Uint8Array.from([2, 7, ...Buffer.from('cells'), 0, 1, ...new Array<number>(59_000).fill(8), 0, 0]);
    expect(quick(pack2(cells, 0))).toEqual(['issue_link_altered']);
  });
  test('LK3 other shapes, and names that objects have anyway', () => {
    expect(quick(pack2(tight([]), text([])))).toEqual(['issue_report_not_a_report']);
    expect(quick(pack2(tight('overview'), text('overview')))).toEqual(['issue_report_not_a_report']);
    const hostile = JSON.parse(
      '{"__proto__":{"x":1},"cells":[["rfm",{"__proto__":{"x":1}}],["constructor"]],"sources":[["a","toString",["b","valueOf"]]]}',
    ) as JsonValue;
    expect(quick(pack2(tight(hostile), 0))).toEqual(['issue_link_altered']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

test('LK10 a sealed code holds what was sealed, and opens only as that', () => {
  const sealed = writeSealedCode(Uint8Array.of(1, 2, 3));
  expect(open(sealed)).toEqual(['issue_link_sealed']);
  expect(sealedIn(sealed)).toEqual(Uint8Array.of(1, 2, 3));
  for (const other of [code, sealed.slice(0, -1), '', 'x']) expect(sealedIn(other)).toBeNull();
  expect(codeOfUnsealed(packForSeal(teaShop))).toBe(code);
});

test.each([
  ['pet-salon-zh.report.json', 1000],
  ['sample-shop.report.json', 600],
  ['tea-shop-zh.report.json', 1000],
])('LK6 %s is a link of at most %i characters, its address with it', (name, most) => {
  const link = `https://clientele.example/#r=${writeLinkCode(openExample(name))}`;
  console.info(`${name}: ${serializeReport(openExample(name)).length} characters of JSON, ${link.length} in the link`);
  expect(link.length).toBeLessThanOrEqual(most);
});

test('LK6 the hand-made report is what is asked', () => {
  const { cells, filters, sources } = openExample('pet-salon-zh.report.json');
  const note = cells.flatMap((cell) => (cell.type === 'text' ? [cell.markdown] : []));
  const [, body = ''] = note[0]!.split('\n\n');
  expect([cells.length, note.length, [...body].length, filters.length]).toEqual([12, 1, 60, 2]);
  expect(cells.every((cell) => cell.type === 'text' || ('title' in cell && /\p{Script=Han}{4}/u.test(cell.title ?? '')))).toBe(true);
  expect(sources[0]!.mapping.columns.filter(({ header }) => /^\p{Script=Han}+$/u.test(header))).toHaveLength(15);
  const funnel = cells.find((cell) => 'kind' in cell && cell.kind === 'funnel');
  expect(JSON.stringify(funnel).match(/"values":\["\p{Script=Han}+"\]/gu)).toHaveLength(4);
});
