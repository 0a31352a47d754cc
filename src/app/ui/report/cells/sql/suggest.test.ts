import { describe, expect, test } from 'vitest';
import type { SqlScope } from './scope';
import { suggestAt } from './suggest';

const scope: SqlScope = {
  readable: [
    { name: '第 二', detail: 'result', columns: [{ name: 'tens', detail: 'count' }] },
    { name: 'orders', detail: '13 rows', columns: [{ name: 'order_id', detail: '订单号 · id' }, { name: '渠 道', detail: 'category' }] }, // prettier-ignore
    { name: 'customers', detail: '6 rows', columns: [{ name: 'region', detail: 'category' }] },
  ],
  values: [{ name: 'period.from', detail: 'control' }],
};
/** What is suggested where | stands. */
function at(marked: string, asked = true) {
  const found = suggestAt(marked.replace('|', ''), marked.indexOf('|'), scope, asked);
  return found && { from: found.from, list: found.list };
}
const labels = (marked: string, kind: string) =>
  at(marked)
    ?.list.filter((each) => each.kind === kind)
    .map(({ label }) => label);

describe('SC5 what is suggested', () => {
  test('SC5 after FROM and JOIN only what can be read, quoted where it must be', () => {
    expect(at('SELECT * FROM |')?.list.map(({ label, apply }) => apply ?? label)).toEqual(['"第 二"', 'orders', 'customers']);
    expect(at('SELECT * FROM orders JOIN cu|')).toMatchObject({ from: 26 });
  });
  test('SC5 columns of what the text reads, and of an alias behind a dot', () => {
    expect(labels('SELECT | FROM orders', 'column')).toEqual(['order_id', '渠 道']);
    expect(at('SELECT o.| FROM orders AS o')?.list.map(({ label, apply, detail }) => [apply ?? label, detail])).toEqual([
      ['order_id', '订单号 · id'],
      ['"渠 道"', 'category'],
    ]);
    expect(labels('SELECT * FROM "第 二" q WHERE q.|', 'column')).toEqual(['tens']);
    expect(at('SELECT nobody.| FROM orders')).toBeNull();
  });
  test('SC5 functions and values; in braces values only', () => {
    expect(labels('SELECT cou| FROM orders', 'function')).toContain('count');
    expect(at('WHERE day > {{per|')?.list).toEqual([
      { label: 'period.from', kind: 'value', detail: 'control', apply: 'period.from}}', rank: 2 },
    ]);
  });
  test('SC5 nothing in texts and comments, nothing unasked before a word', () => {
    expect(at("SELECT 'ord|")).toBeNull();
    expect(at('SELECT 1 -- ord|')).toBeNull();
    expect(at('SELECT |', false)).toBeNull();
    expect(at('SELECT o|', false)).not.toBeNull();
  });
});
