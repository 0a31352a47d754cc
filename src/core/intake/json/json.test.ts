import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runs } from '../../../../tests/support/seeded';
import { findJson } from './find-json';
import { findTable } from './find-table';
import { flattenRecord, JsonColumns } from './flatten';
import { isObject, JsonFault, parseJson, writeJson } from './parse-json';
import { createElementSplitter } from './split-elements';

const why = (text: string): string => {
  try {
    parseJson(text);
    return 'read';
  } catch (fault) {
    return fault instanceof JsonFault ? `${fault.why} at ${fault.at}` : String(fault);
  }
};
/** The columns and rows of records. */
function table(...records: readonly string[]) {
  const columns = new JsonColumns();
  const rows = records.map((record) => {
    const value = parseJson(record);
    return isObject(value) ? flattenRecord(value, columns) : null;
  });
  return { columns: columns.names, rows };
}

describe('reading', () => {
  test('any value reads as the language itself reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 1, 2), (text, indent) => {
        const pretty = JSON.stringify(JSON.parse(text), null, indent);
        expect(JSON.parse(writeJson(parseJson(pretty)))).toEqual(JSON.parse(text));
      }),
      runs(2000),
    );
  });

  test('F42 numbers keep the digits they are written with', () => {
    const numbers = '[12345678901234567890, 1.10, -0, 1e400, 0.1000000000000000055]';
    expect(writeJson(parseJson(numbers))).toBe(numbers.replaceAll(' ', ''));
    expect(writeJson(parseJson('[NaN, Infinity, -Infinity]'))).toBe('[null,null,null]');
  });

  test('what is no JSON says where, and a text that stops too early says so', () => {
    for (const [text, expected] of [
      ['{"a":1', 'end at 6'],
      ['{"a"', 'end at 4'],
      ['{"a":"b', 'end at 7'],
      ['[1,]', 'wrong at 3'],
      ['{a:1}', 'wrong at 1'],
      ['{"a":01}', 'wrong at 6'],
      ['{"a":1} {', 'wrong at 8'],
      ['', 'end at 0'],
    ])
      expect([text, why(text!)]).toEqual([text, expected]);
  });

  test('F45 nesting beyond 100 is refused, at once and without a stack', () => {
    expect(why(`${'['.repeat(100)}1${']'.repeat(100)}`)).toBe('wrong at 100'.replace('wrong', 'deep'));
    expect(why(`${'['.repeat(99)}1${']'.repeat(99)}`)).toBe('read');
    expect(why('['.repeat(1_000_000))).toMatch(/^deep/);
    expect(why('{"a":'.repeat(1_000_000))).toMatch(/^deep/);
  });
});

describe('records', () => {
  test('F41 objects within become columns, lists of plain values are joined', () => {
    expect(
      table(
        '{"id":1,"customer":{"name":"Li","address":{"city":"上海"}},"tags":["a","b"],"sizes":["1,5","2"],"lines":[{"sku":"x"}],"none":[],"empty":{}}',
      ),
    ).toEqual({
      columns: ['id', 'customer.name', 'customer.address.city', 'tags', 'sizes', 'lines', 'none', 'empty'],
      rows: [['1', 'Li', '上海', 'a, b', '["1,5","2"]', '[{"sku":"x"}]', '', '']],
    });
  });

  test('F43 a name that appears late is a column, one that is missing is empty', () => {
    expect(table('{"a":1}', '{"b":true,"a":null}', '{"c":"x"}')).toEqual({
      columns: ['a', 'b', 'c'],
      rows: [['1'], ['', 'true'], ['', '', 'x']],
    });
  });

  test('F41 a name with a dot and an object within are two columns', () => {
    expect(table('{"a.b":1,"a":{"b":2}}')).toEqual({ columns: ['a.b', 'a.b_2'], rows: [['1', '2']] });
  });

  test('F45 __proto__ is a column like any other', () => {
    expect(table('{"__proto__":{"polluted":1},"constructor":"x"}').columns).toEqual(['__proto__.polluted', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

test('F1 JSON is told from text that begins like it', () => {
  const kinds = ([text, cut]: readonly [string, boolean?]) => findJson(text, cut ?? false);
  expect(
    [
      ['[{"a":1}]'],
      ['\uFEFF\n [\n  {"a":1}'],
      ['[["a"],[1]]'],
      ['[]'],
      ['{"a":1}\n{"a":2}\n'],
      ['{"a":1}\r\n\r\n{"a":2}', true],
      ['{"a":1}\n'],
      ['{"data":[{"a":1}]}'],
      ['{\n "data": [', true],
      ['{"a":1}\nnot json'],
      ['[note], amount\n1,2'],
      ['{name},{amount}\n1,2'],
      ['id,amount\n1,2'],
    ].map((each) => kinds(each as [string, boolean?])),
  ).toEqual(['json', 'json', 'json', 'json', 'ndjson', 'ndjson', 'ndjson', 'json', 'json', 'ndjson', null, null, null]);
});

test('F40 the table of a document', () => {
  const find = (text: string) => {
    const found = findTable(parseJson(text));
    return found && writeJson(found);
  };
  expect(find('{"ok":true,"data":[{"a":1}]}')).toBe('[{"a":1}]');
  expect(find('{"response":{"page":1,"orders":[{"a":1},{"a":2}]},"errors":[{"e":1}]}')).toBe('[{"a":1},{"a":2}]');
  expect(find('{"id":[1,2],"name":["x",null]}')).toBe('[{"id":1,"name":"x"},{"id":2,"name":null}]');
  expect(find('{"id":[1,2],"name":["x"]}')).toBeNull();
  expect(find('{"id":1,"name":"x"}')).toBe('[{"id":1,"name":"x"}]');
  expect(find('"x"')).toBeNull();
});

test('an array is cut into its elements wherever the pieces are cut', () => {
  const elements = ['{"a":"],[{\\"","b":[1,{"c":2}]}', '[1,[2]]', '"x,y"', 'null', '12'];
  const text = ` [\n${elements.join(' ,\n')}\n]\n`;
  for (let size = 1; size <= text.length; size += 3) {
    const splitter = createElementSplitter();
    const found: string[] = [];
    for (let at = 0; at < text.length; at += size) found.push(...splitter.push(text.slice(at, at + size)));
    expect([size, found, splitter.finish()]).toEqual([size, elements, null]);
  }
  const broken = createElementSplitter();
  broken.push('[{"a":1},{"a":');
  expect(broken.finish()).toBe('end');
  const more = createElementSplitter();
  more.push('[1] 2');
  expect(more.finish()).toBe('wrong');
});
