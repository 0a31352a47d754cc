import { describe, expect, test } from 'vitest';
import { findPersonal } from './find-personal';
import { findShape, isIdentityNumber, type ValueShape } from './value-shapes';

/** Invented values, written as exports of several countries write them. */
const SHAPES: readonly (readonly [ValueShape | null, readonly string[]])[] = [
  ['email', ['ada@example.com', 'w.li@mail.example.cn', 'x+y@sub.example.co.uk']],
  ['phone', ['19900000001', '199 0000 0002', '+86 199 0000 0003', '199****0004', "'19900000005"]],
  ['phone', ['0900-000-001', '0900000002', '02-0000-0003', '(555) 010-0000', '555-010-0001', '+1 555 010 0002', '+44 20 7946 0000']],
  ['phone', ['010-00000001', '0755-0000002', '021-00000003-12']],
  ['id_card', ['11010519491231002X', '110105194912310038', '110105194912310054']],
  ['url', ['https://a.example.com', 'www.example.com/x', 'http://b.example.com/?q=1']],
  ['percent', ['12%', '3.5 %', '-0.4%', '8％']],
  ['currency', ['CNY', 'usd', 'EUR', '人民币']],
  ['gender', ['男', '女', '未知']],
  ['status', ['paid', 'refunded', 'pending', 'paid']],
  ['status', ['交易成功', '已退款', '交易关闭']],
  ['province', ['浙江省', '上海市', '内蒙古自治区', '广西壮族自治区', '香港特别行政区', '江苏']],
  ['province', ['TX', 'California', 'New York', 'ON']],
  ['country', ['Germany', 'United Kingdom', '日本', 'France', 'EIRE']],
  ['firm', ['样本泵业有限公司', 'Harrow Systems Ltd', 'Marlow Print GmbH', '示例商行']],
  ['person', ['王小明', '张伟', '李**', 'Ada Moss', 'Ludwig van Dyke']],
  [null, ['Bread knife', 'Rye sourdough 900 g', '盖碗茶具']],
  [null, ['20241231001', '20241231002', '20241231003']],
  [null, ['1001', '1002', '1003']],
  [null, ['00123456789', '00123456790']],
  [null, ['2026-01-02', '2026-01-03']],
];

describe('what texts look like', () => {
  test.each(SHAPES)('%s: %j', (shape, texts) => expect(findShape(texts)).toBe(shape));

  test('four in five must look alike', () => {
    expect(findShape(['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com', 'none'])).toBe('email');
    expect(findShape(['a@example.com', 'b@example.com', 'c@example.com', 'none', 'nobody'])).toBeNull();
  });

  test('M13 telephone numbers and addresses may stand in one column: the more frequent of them names it', () => {
    expect(findShape(['a@example.com', 'b@example.com', '199****0003', '19900000004'])).toBe('email');
    expect(findShape(['a@example.com', '199****0002', '19900000003', '+86 199 0000 0004', 'nobody'])).toBe('phone');
    expect(findShape(['a@example.com', '19900000002', 'nobody', 'somebody', 'w.li@mail.example.cn'])).toBeNull();
    expect(findShape(['19900000002', 'nobody'])).toBeNull();
  });

  test('the check digit of identity numbers, mainland and Taiwan', () => {
    expect(['11010519491231002X', '11010519491231002x', 'A123456789'].map(isIdentityNumber)).toEqual([true, true, true]);
    expect(['110105194912310021', 'A123456788', '110105194913310020', '12345'].map(isIdentityNumber)).toEqual([false, false, false, false]);
    // Numbers of eighteen digits with a date in them, of which one in eleven would pass by chance.
    expect(findShape(['110105194912310020', '110105194912310021', '110105194912310022', '110105194912310023'])).toBeNull();
  });
});

describe('M13 what is personal', () => {
  const kindOf = (name: string, texts: readonly string[]) => findPersonal(name, texts, findShape(texts));
  test.each([
    ['Contact', ['ada@example.com', 'bo@example.com'], 'email'],
    ['联络', ['19900000001', '19900000002'], 'phone'],
    ['buyer', ['Ada Moss', 'Finn Chen'], 'name'],
    ['Deal - Contact person', ['Ada Moss'], 'name'],
    ['收货人', ['x1', 'y2'], 'name'],
    ['Billing Address1', ['33 Sample Street'], 'address'],
    ['证件号', ['K1', 'K2'], 'id_card'],
    ['收货人省份', ['浙江省', '江苏省'], null],
    ['Contact Name.id', ['zcrm_1', 'zcrm_2'], null],
    ['客户名称', ['样本泵业有限公司', '示例机电有限公司'], null],
    ['Owner', ['Ada Moss', 'Finn Chen'], null],
    ['Product', ['Bread Knife', 'Baking Stone'], null],
    ['渠道', ['小程序', '天猫'], null],
  ] as const)('%s %j: %s', (name, texts, kind) => expect(kindOf(name, texts)).toBe(kind));
});
