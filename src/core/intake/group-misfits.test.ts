import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../tests/support/seeded';
import type { MisfitGroup, MisfitKind, MisfitText } from '#core/model/ledger';
import type { ColumnMapping, ColumnParse, Mapping } from '#core/model/source';
import { groupMisfits } from './group-misfits';
import { agreementsOf, applyMend, offerColumnMends, offerMends } from './mend';
import { readInForm } from './read-form';

const number: ColumnParse = { type: 'number', strip: [] };
const days: ColumnParse = { type: 'date', formats: ['%d/%m/%y', '%d/%m/%Y'], grain: 'date' };
const iso: ColumnParse = { type: 'date', formats: [], grain: 'date' };
const texts = (...list: readonly string[]): MisfitText[] => list.map((text, at) => ({ text, count: 1, record: at + 1 }));
const kindOf = (text: string, parse: ColumnParse) => groupMisfits(texts(text), parse)[0]!.kind;

describe('V14 why a text did not fit', () => {
  test.each<[MisfitKind, ColumnParse, readonly string[]]>([
    ['null_word', number, ['N/A', '-', '无', 'NULL', '—', '#N/A', '\\N', '(blank)']],
    ['null_word', iso, ['0000-00-00', '未知']],
    [
      'impossible_date',
      days,
      [
        '31/02/2024',
        '2024-02-30',
        '30/02/24',
        '32/01/2024',
        '20240231',
        '2023/2/29',
        '2024年2月30日',
        '民國113年2月30日',
        '2024-01-05 25:00',
      ],
    ],
    ['out_of_range', iso, ['1789-07-14', '14/07/3024', '0001-01-01']],
    ['other_date', iso, ['05.01.2024', '5 Jan 2024', '2024年1月5日', '45292', '1704412800', '113/01/05', '2024-W01']],
    ['other_number', number, ['1,234.50', '1.234,56', '5%', '¥3', '(5)', '5-', '１２', '1.2万', '12,5']],
    ['out_of_range', number, ['1e999', '1,5e400']],
    ['infinite', number, ['inf', '-Infinity', '∞']],
    ['text', number, ['free', '12 apples', '1-2', '待付', '1.2.3']],
    ['text', days, ['soon', '12', 'next week']],
    ['text', { type: 'boolean', yes: ['yes'], no: ['no'] }, ['maybe']],
  ])('%s', (kind, parse, list) => {
    expect(list.map((text) => [text, kindOf(text, parse)])).toEqual(list.map((text) => [text, kind]));
  });

  test('groups have counts, first records and examples, the largest first', () => {
    const groups = groupMisfits(
      [
        { text: '31/02/2024', count: 214, record: 40 },
        { text: 'N/A', count: 9, record: 7 },
        { text: '-', count: 2, record: 3 },
        { text: '05.01.2024', count: 5, record: 12 },
        { text: '25.01.2024', count: 4, record: 11 },
        { text: '30/02/2024', count: 1, record: 8 },
      ],
      days,
    );
    expect(groups.map(({ kind, count, distinct, record }) => [kind, count, distinct, record])).toEqual([
      ['impossible_date', 215, 2, 8],
      ['null_word', 11, 2, 3],
      ['other_date', 9, 2, 11],
    ]);
    // The 25th decides the order for its group.
    expect(groups[2]!.forms).toEqual([{ formats: ['%d.%m.%y', '%d.%m.%Y'] }]);
    expect(groups[1]!.examples.map(({ text }) => text)).toEqual(['N/A', '-']);
  });

  test('what can be read in two ways is offered in two ways', () => {
    const [dates] = groupMisfits(texts('05.01.2024'), iso);
    expect(dates!.forms.map((form) => readInForm('05.01.2024', form))).toEqual(['2024-01-05', '2024-05-01']);
    const [numbers] = groupMisfits(texts('1,234'), number);
    expect(numbers!.forms.map((form) => readInForm('1,234', form))).toEqual([1234, 1.234]);
  });

  test('numbers of different forms are different groups', () => {
    const groups = groupMisfits(texts('1.234,56', '12,50', '5%', '7 %', '1,234.5', '$5'), number);
    expect(groups.map((group) => group.examples.map(({ text }) => text).sort())).toEqual([
      ['1.234,56', '12,50'],
      ['5%', '7 %'],
      ['1,234.5'],
      ['$5'],
    ]);
  });

  test('every text is in one group, and every form of a group reads all its texts', () => {
    const text = fc.oneof(
      fc.constantFrom(
        'N/A',
        '-',
        'x',
        '31/02/2024',
        '05.01.2024',
        '2024-01-05',
        '1.234,5',
        '1,234',
        '5%',
        '￥3',
        'inf',
        '1e999',
        '12-Jan-24',
        '9/9/1066',
      ),
      fc.string({ maxLength: 12, unit: fc.constantFrom(...'0123456789.,-/ %¥年月日e') }),
    );
    const list = fc.uniqueArray(fc.tuple(text, fc.integer({ min: 1, max: 99 })), {
      selector: ([each]) => each,
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(list, fc.constantFrom(number, days, iso), (pairs, parse) => {
        const given = pairs.map(([each, count], at) => ({ text: each, count, record: at + 1 }));
        const groups = groupMisfits(given, parse);
        const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
        expect(sum(groups.map(({ count }) => count))).toBe(sum(given.map(({ count }) => count)));
        expect(sum(groups.map(({ distinct }) => distinct))).toBe(given.length);
        for (const group of groups)
          for (const form of group.forms)
            for (const example of group.examples) expect(readInForm(example.text, form), example.text).not.toBeNull();
      }),
      runs(3000),
    );
  });
});

describe('V15 mending', () => {
  const column = (parse: ColumnParse, role: ColumnMapping['role'] = 'net_amount'): ColumnMapping => ({ header: 'x', role, parse });
  const group = (text: string, parse: ColumnParse): MisfitGroup => ({ ...groupMisfits(texts(text), parse)[0]!, line: 2 });
  const kinds = (text: string, parse: ColumnParse, role?: ColumnMapping['role']) =>
    offerMends(column(parse, role), group(text, parse)).map(({ kind }) => kind);

  test('a group offers what mends it, a column what settles all of its misfits', () => {
    expect(kinds('N/A', number)).toEqual(['empty']);
    expect(kinds('31/02/2024', days, 'ordered_at')).toEqual(['empty']);
    expect(kinds('05.01.2024', iso, 'ordered_at')).toEqual(['also', 'also']);
    expect(kinds('1.234,56', number, 'attribute')).toEqual(['also']);
    expect(kinds('free', number, 'attribute')).toEqual(['empty']);
    expect(offerColumnMends(column(number, 'attribute')).map(({ kind }) => kind)).toEqual(['text', 'reject']);
    expect(offerColumnMends(column(number)).map(({ kind }) => kind)).toEqual(['reject']);
  });
  test('texts too many to be named are not taken as empty', () => {
    const many = groupMisfits(texts(...Array.from({ length: 21 }, (_, at) => `word ${at}`)), number)[0]!;
    expect(offerMends(column(number), { ...many, line: 1 })).toEqual([]);
  });
  test('each mend changes its column alone, is listed, and can be taken back', () => {
    const mapping: Mapping = { grain: 'order', columns: [column(number), { header: 'y', role: 'attribute', parse: number }] };
    for (const text of ['N/A', '1.234,56', 'free'])
      for (const mend of [...offerMends(mapping.columns[0]!, group(text, number)), ...offerColumnMends(mapping.columns[0]!)]) {
        const mended = applyMend(mapping, mend);
        expect(mended).not.toEqual(mapping);
        expect(mended.columns[1]).toBe(mapping.columns[1]);
        expect(agreementsOf(mended)).toHaveLength(1);
        expect(agreementsOf(mended).reduce(applyMend, mended)).toEqual(mapping);
      }
  });
});
