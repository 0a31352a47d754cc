import { describe, expect, test } from 'vitest';
import { maskField, maskRecord, personalHeaders, type RecordPrivacy } from './mask-record';

const HEADERS = ['order_id', 'name', 'e-mail', 'phone', 'day', 'amount'];
const privacy = (open: readonly string[] = []): RecordPrivacy => ({
  personal: [
    { header: 'name', kind: 'name' },
    { header: 'e-mail', kind: 'email' },
    { header: 'phone', kind: 'phone' },
  ],
  open,
  cut: { delimiter: ',', headers: HEADERS },
});
const RECORD = 'o7,"Canary, Zora",zora@example.com,13812345678,2026-13-01,19.90';

describe('PR26 a record that was not kept', () => {
  test('leaves with its personal fields masked, the rest character by character', () => {
    expect(maskRecord(RECORD, privacy())).toBe('o7,"C***",z***@example.com,138****5678,2026-13-01,19.90');
  });
  test('lets a column leave that is named, and all of it when all are', () => {
    expect(maskRecord(RECORD, privacy(['phone']))).toBe('o7,"C***",z***@example.com,13812345678,2026-13-01,19.90');
    expect(maskRecord(RECORD, privacy(['name', 'phone', 'e-mail']))).toBe(RECORD);
  });
  test('masks what looks like a person’s in another column', () => {
    expect(maskRecord('o7,,,,zora@example.com,1', privacy())).toBe('o7,,,,z***@example.com,1');
  });
  test.each([
    ['a field too many', 'o7,Zora Canary,zora@example.com,138 1234 5678,2026-02-01,19,90'],
    ['a quote that does not close', 'o7,"Zora Canary,zora@example.com,+86 138-1234-5678,2026-02-01,19.90'],
    ['an object', '{"name":"Zora Canary","mail":"zora@example.com","tel":13812345678,"at":"2026-02-01T08:30:00"}'],
    ['Chinese', 'o7,金丝雀,zora@example.com,13812345678,2026-02-01,北京市朝阳区金丝雀路1号,7'],
  ])('of unknown fields (%s) keeps days and short numbers, and no word', (_what, text) => {
    const left = maskRecord(text, privacy(['name']));
    expect(left).not.toMatch(/Zora|Canary|zora|example|1234|金丝|朝阳/);
    expect(left).toContain('2026-02-01');
  });
  test('of a file that is written anew, or made of several, is of unknown fields', () => {
    expect(maskRecord(RECORD, { ...privacy(), cut: null })).not.toMatch(/Canary|Zora|zora|1381/);
  });
  test('of a file without personal columns stays', () => {
    expect(maskRecord('a,b c,=d', { personal: [], open: [], cut: null })).toBe('a,b c,=d');
  });
});

test('PR26 a text that could not be read leaves masked in a personal column, or where it looks like a person’s', () => {
  expect(maskField('Zora', 'name', privacy())).toBe('Z***');
  expect(maskField('Zora', 'name', privacy(['name']))).toBe('Zora');
  expect(maskField('zora@example.com', 'amount', privacy())).toBe('z***@example.com');
  expect(maskField('12,5 EUR', 'amount', privacy())).toBe('12,5 EUR');
});

test('PR26 personal columns are told by the mapping, by heading, or by values', () => {
  const columns = [{ header: 'x', personal: 'name' as const }, { header: '手机号' }, { header: 'contact' }, { header: 'amount' }];
  const rows = [['a', '', 'a@b.example', '1']];
  const headers = columns.map(({ header }) => header);
  expect(personalHeaders(columns, headers, rows)).toEqual([
    { header: 'x', kind: 'name' },
    { header: '手机号', kind: 'phone' },
    { header: 'contact', kind: 'email' },
  ]);
});
