import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { studyColumns } from './column-facts';
import { mappingProblems } from './mapping';
import { sniffHead } from './sniff-head';
import { suggestMapping, toMapping } from './suggest-mapping';

const folder = new URL('../../../tests/fixtures/headers/', import.meta.url);
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, folder)));

function sniff(name: string) {
  const head = sniffHead(read(name), name);
  if (!head.ok) throw new Error(head.issues.map((issue) => issue.code).join());
  return head.value;
}
const suggest = (name: string) => suggestMapping(studyColumns(sniff(name)));

/** What `expected.json` holds, written by hand before the rules. */
interface Expected {
  readonly dialect: object;
  readonly records: number;
  readonly grain: string;
  readonly roles: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, string>>;
  readonly personal: Readonly<Record<string, string>>;
  readonly dates: Readonly<Record<string, string>>;
}

const NAMES = ['order-lines.zh.gb18030.csv', 'orders.shop.en.csv', 'customers.zh.utf8-bom.csv', 'order-lines.en.tsv'];

describe.each(NAMES)('%s maps itself', (name) => {
  const expected = JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), 'utf8')) as Expected;
  const pick = (key: 'role' | 'attributeOf' | 'personal') =>
    Object.fromEntries(suggest(name).suggestions.flatMap((each) => (each[key] === undefined ? [] : [[each.header, each[key]]])));

  test('dialect and records', () => {
    expect(sniff(name).dialect).toEqual(expected.dialect);
    expect(sniff(name).rows).toHaveLength(expected.records);
  });
  test('grain and roles', () => {
    expect(suggest(name).grain).toBe(expected.grain);
    expect(pick('role')).toEqual(expected.roles);
  });
  test('what attributes describe, and what is personal', () => {
    expect(pick('attributeOf')).toEqual(expected.attributes);
    expect(pick('personal')).toEqual(expected.personal);
  });
  test('days and instants', () => {
    const dates = suggest(name).suggestions.flatMap(({ header, parse }) => (parse.type === 'date' ? [[header, parse.grain]] : []));
    expect(Object.fromEntries(dates)).toEqual(expected.dates);
  });
  test('nothing is asked and nothing is missing', () => {
    const { grain, suggestions, questions } = suggest(name);
    expect(questions).toEqual([]);
    expect(mappingProblems(toMapping(grain, suggestions))).toEqual([]);
  });
});

describe('files that cannot be used say why', () => {
  test.each([
    ['empty.csv', 'issue_file_empty'],
    ['picture.csv', 'issue_file_binary'],
    ['header-only.csv', 'issue_file_header_only'],
  ])('%s: %s', (name, code) => {
    const head = sniffHead(read(name), name);
    expect(head.ok ? [] : head.issues.map((issue) => issue.code)).toEqual([code]);
  });
  test('orders without a date', () => {
    const { grain, suggestions } = suggest('no-date.csv');
    expect(mappingProblems(toMapping(grain, suggestions)).map((issue) => issue.code)).toEqual(['issue_mapping_no_date']);
  });
  test('dates that can be read in two ways are asked', () => {
    const { questions } = suggest('ambiguous-dates.csv');
    expect(questions.map(({ kind, header }) => ({ kind, header }))).toEqual([{ kind: 'date_order', header: 'order_date' }]);
    expect(new Set(questions[0]!.answers.map((answer) => answer.value))).toEqual(new Set(['mdy', 'dmy']));
  });
});
