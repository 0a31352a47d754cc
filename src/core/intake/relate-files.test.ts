import { describe, expect, test } from 'vitest';
import type { SourceHead } from '#core/model/source';
import { studyColumns } from './column-facts';
import { refineMappings, wantsRelations, type ProposedFile } from './refine-mapping';
import { suggestMapping } from './suggest-mapping';

const times = (count: number, line: (at: number) => string): string[] => Array.from({ length: count }, (_, at) => line(at));
const day = (at: number): string => `2026-0${1 + (at % 9)}-${String(10 + (at % 18))}`;

function file(name: string, ...lines: readonly string[]): ProposedFile {
  const [headers, ...rows] = lines.map((line) => line.split(','));
  const dialect = { encoding: 'utf-8', bom: false, delimiter: ',', quote: '"', header: true } as const;
  const head: SourceHead = { name, bytes: 1, dialect, encodingFrom: 'valid', headers: headers!, rows };
  const study = studyColumns(head);
  return { name, study, proposal: suggestMapping(study) };
}
const roleOf = (refined: ReturnType<typeof refineMappings>[number], header: string) =>
  refined.suggestions.find((each) => each.header === header)!;

/** Members have a number and a card; orders name the card, and something else that looks like an id. */
const members = file(
  'members.csv',
  '编码,卡码,注册日期,城市',
  ...times(60, (at) => `K${1000 + at},V-${7000 + at * 3},${day(at)},${at % 2 ? '杭州' : '苏州'}`),
);
const orders = file(
  'orders.csv',
  '订单号,活动编码,卡码2,下单时间,实付金额',
  ...times(90, (at) => `D${at},HD${at % 40},V-${7000 + ((at * 7) % 60) * 3},${day(at)},${at}.5`),
);

describe('M10 keys between files', () => {
  test('the column whose values occur in the other file is the key on both sides, with its figures', () => {
    expect(wantsRelations([members.proposal, orders.proposal])).toBe(true);
    const [of, from] = refineMappings([members, orders]);
    expect(roleOf(of!, '卡码').role).toBe('customer_id');
    expect(roleOf(of!, '编码').role).not.toBe('customer_id');
    const key = roleOf(from!, '卡码2');
    expect(key).toMatchObject({ role: 'customer_id', confidence: 0.95 });
    expect(JSON.stringify(key.reason)).toContain('"file":"members.csv","column":"卡码"');
    expect(JSON.stringify(key.reason)).toContain('"matched":{"amount":60,');
    expect(from!.suggestions.filter(({ role }) => role === 'customer_id')).toHaveLength(1);
  });

  test('below half there is no relation, and nothing changes', () => {
    const strangers = file(
      'orders.csv',
      '订单号,活动编码,卡码2,下单时间,实付金额',
      ...times(90, (at) => `D${at},HD${at % 40},${at % 60 < 25 ? `V-${7000 + (at % 60) * 3}` : `X-${at % 60}`},${day(at)},${at}.5`),
    );
    const [of, from] = refineMappings([members, strangers]);
    expect(of!.suggestions).toEqual(members.proposal.suggestions);
    expect(from!.suggestions).toEqual(strangers.proposal.suggestions);
  });

  test('a whole name that says so is not overruled', () => {
    const named = file('members.csv', '会员编号,卡码,注册日期', ...times(60, (at) => `K${1000 + at},V-${7000 + at * 3},${day(at)}`));
    const [of] = refineMappings([named, orders]);
    expect(roleOf(of!, '会员编号').role).toBe('customer_id');
  });

  test('files that call the customer differently are compared, also where each name is sure: cookies of users', () => {
    const users = file('users.csv', 'user_id,cookie_id,signup_date', ...times(90, (at) => `${1 + (at % 30)},k${7000 + at * 3},${day(at)}`));
    const events = file(
      'events.csv',
      'visit_id,cookie_id,event_type,event_time',
      ...times(120, (at) => `v${at % 50},k${7000 + ((at * 7) % 90) * 3},view,${day(at)} 10:00:00`),
    );
    expect(roleOf(events.proposal, 'cookie_id').role).toBe('customer_id');
    expect(wantsRelations([users.proposal, events.proposal])).toBe(true);
    const [of, from] = refineMappings([users, events]);
    expect(roleOf(of!, 'cookie_id').role).toBe('customer_id');
    expect(roleOf(of!, 'user_id').role).not.toBe('customer_id');
    expect(roleOf(from!, 'cookie_id').role).toBe('customer_id');
    expect(wantsRelations([events.proposal, events.proposal])).toBe(false);
  });
  test('a name does not make a column the key of rows that it does not tell apart', () => {
    const named = file('members.csv', '会员编号,卡码,注册日期', ...times(60, (at) => `K${1000 + at},V-${7000 + at * 3},${day(at)}`));
    const repeated = file(
      'members.csv',
      '会员编号,卡码,注册日期',
      ...times(60, (at) => `K${1000 + (at % 20)},V-${7000 + at * 3},${day(at)}`),
    );
    const [of] = refineMappings([{ ...repeated, proposal: named.proposal }, orders]);
    expect(roleOf(of!, '卡码').role).toBe('customer_id');
    expect(roleOf(of!, '会员编号').role).not.toBe('customer_id');
  });

  test('two columns that fit alike are asked about, with the figures of each', () => {
    const both = file(
      'orders.csv',
      '订单号,发码,收码,下单时间,实付金额',
      ...times(90, (at) => `D${at},V-${7000 + ((at * 7) % 60) * 3},V-${7000 + ((at * 11) % 60) * 3},${day(at)},${at}.5`),
    );
    const [, from] = refineMappings([members, both]);
    const question = from!.questions.find(({ role }) => role === 'customer_id');
    expect(question?.answers.map(({ value }) => value)).toEqual(['发码', '收码']);
    expect(JSON.stringify(question?.answers[1]?.hint)).toContain('intake_found_relation');
  });

  test('M11 numbers that merely count refer to nothing unless both are called ids', () => {
    const counted = file(
      'members.csv',
      'no of things,joined on,city',
      ...times(60, (at) => `${at + 1},${day(at)},${at % 2 ? 'Leeds' : 'York'}`),
    );
    const sold = file(
      'orders.csv',
      'order no,pieces left,order date,total',
      ...times(90, (at) => `D${at},${1 + (at % 60)},${day(at)},${at}.5`),
    );
    const [, from] = refineMappings([counted, sold]);
    expect(roleOf(from!, 'pieces left').role).not.toBe('customer_id');
    const listed = file('members.csv', 'id,joined on,city', ...times(60, (at) => `${at + 1},${day(at)},${at % 2 ? 'Leeds' : 'York'}`));
    const bought = file(
      'orders.csv',
      'order no,who id,desk id,order date,total',
      ...times(90, (at) => `D${at},${1 + (at % 60)},${500 + (at % 70)},${day(at)},${at}.5`),
    );
    expect(roleOf(refineMappings([listed, bought])[1]!, 'who id').role).toBe('customer_id');
  });

  test('names that say everything leave nothing to compare', () => {
    const clear = file('orders.csv', 'order_id,customer_id,order_date,total', ...times(20, (at) => `${at},C${at % 7},${day(at)},1.5`));
    const people = file('customers.csv', 'customer_id,joined on', ...times(20, (at) => `C${at},${day(at)}`));
    expect(wantsRelations([clear.proposal, people.proposal])).toBe(false);
  });
});
