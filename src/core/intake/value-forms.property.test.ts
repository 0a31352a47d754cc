import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { columnOf } from '#core/model/columns';
import type { DateParse, NumberParse } from '#core/model/source';
import { dateSql } from '#core/query/load/date-sql';
import { numberSql } from '#core/query/load/number-sql';
import { quoteText } from '#core/sql/literal';
import type { Connector } from '#edge/engine/connector';
import { openNodeEngine } from '#edge/engine/duckdb-node/connector';
import { runs } from '../../../tests/support/seeded';
import { openWasmTestEngine } from '../../../tests/support/wasm-engine';
import { inferDates, reorderFormats } from './infer-dates';
import { inferNumbers } from './infer-numbers';
import { readNumberAs } from './number-text';

let engines: readonly Connector[] = [];
beforeAll(async () => {
  engines = [await openNodeEngine({ threads: 1 }), await openWasmTestEngine()];
});
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

async function readBoth(texts: readonly string[], value: string): Promise<readonly (readonly unknown[])[]> {
  const rows = texts.map((text, place) => `(${place}, ${quoteText(text)})`).join(', ');
  const sql = `SELECT ${value} AS value FROM (VALUES ${rows}) AS t(place, raw) ORDER BY place`;
  return Promise.all(engines.map(async (engine) => [...columnOf(await engine.query(sql), 'value')]));
}

const seen = new Map<string, number>();
const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);

/** How a shop's program writes its numbers. Nothing in it knows how they are read. */
const writer = fc
  .record({
    decimal: fc.constantFrom('.', ','),
    group: fc.constantFrom('', '', ',', '.', ' ', "'", '\u202f', '\u00a0'),
    indian: fc.boolean(),
    places: fc.constantFrom(0, 1, 2, 2, 2, 3),
    mark: fc.constantFrom('', '', '', '¥', '$', 'NT$', '€', 'RMB', '元', '円', '₹'),
    behind: fc.boolean(),
    blank: fc.constantFrom('', ' '),
    negative: fc.constantFrom('minus', 'minus', 'parentheses', 'trailing', 'unicode'),
    wide: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    percent: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  })
  // Nobody writes yen with decimals.
  .map((by) => (by.mark === '円' ? { ...by, places: 0 } : by));
/** Rich columns, and poor ones in which nothing may be decisive. */
const amounts = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.integer({ min: -9_999_999, max: 99_999_999 }), { minLength: 3, maxLength: 30 }) },
  { weight: 1, arbitrary: fc.array(fc.integer({ min: 1000, max: 99_999 }), { minLength: 1, maxLength: 4 }) },
);
type Writer = typeof writer extends fc.Arbitrary<infer Value> ? Value : never;

const group = (digits: string, sign: string, indian: boolean): string => {
  if (sign === '' || digits.length < 4) return digits;
  const head = digits.slice(0, -3);
  const parts = indian ? head.replace(/\B(?=(\d{2})+$)/g, sign) : head.replace(/\B(?=(\d{3})+$)/g, sign);
  return parts + sign + digits.slice(-3);
};
const widen = (text: string): string =>
  [...text]
    .map((sign) =>
      /[0-9]/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : ({ '.': '．', ',': '，', '-': '－' }[sign] ?? sign),
    )
    .join('');

/** The number `cents / 10^places` as that program writes it. */
function write(value: number, by: Writer): string {
  const sign = by.group === by.decimal ? '' : by.group;
  const digits = String(Math.abs(value)).padStart(by.places + 1, '0');
  const whole = by.places > 0 ? digits.slice(0, -by.places) : digits;
  const rest = by.places > 0 ? by.decimal + digits.slice(-by.places) : '';
  const body = group(whole, sign, by.indian && sign === ',') + rest + (by.percent ? '%' : '');
  const marked = by.mark && !by.percent ? (by.behind ? body + by.blank + by.mark : by.mark + by.blank + body) : body;
  if (value >= 0) return by.wide ? widen(marked) : marked;
  const written = { minus: `-${marked}`, parentheses: `(${marked})`, trailing: `${marked}-`, unicode: `−${marked}` }[by.negative];
  return by.wide ? widen(written) : written;
}

const valueOf = (value: number, by: Writer): number => Number(`${value}e-${by.places + (by.percent ? 2 : 0)}`);
const same = (one: unknown, other: number): boolean => Object.is(one, other) || (one === 0 && other === 0) || one === other;

test('V1–V8 any number written in any of the forms is read back exactly, in JavaScript and on both engines', async () => {
  await fc.assert(
    fc.asyncProperty(writer, amounts, async (by, values) => {
      const texts = values.map((value) => write(value, by));
      const expected = values.map((value) => valueOf(value, by));
      const facts = inferNumbers(texts);
      expect(facts, texts.join(' | ')).not.toBeNull();
      const { parse, others } = facts!;
      const right = (form: NumberParse) => texts.every((text, at) => same(readNumberAs(text, form), expected[at]!));
      const chosen = [parse, ...others].find(right);
      // Silently wrong would be: nothing asked, and not what was written.
      expect(chosen, `${texts.join(' | ')} → ${JSON.stringify(facts)}`).toBeDefined();
      count(others.length > 0 ? 'asked' : 'decided');
      for (const what of ['decimal', 'group', 'indian', 'percent', 'parentheses', 'trailing', 'fullWidth'] as const)
        if (chosen![what] !== undefined && chosen![what] !== '.') count(`${what} ${String(chosen![what])}`);
      if (chosen!.strip.length > 0) count('currency');
      for (const got of await readBoth(texts, numberSql('raw', chosen!)))
        expect(
          got.every((value, at) => same(value, expected[at]!)),
          `${texts.join(' | ')}: ${got.join(' | ')}`,
        ).toBe(true);
    }),
    runs(2000),
  );
  const all = runs(2000).numRuns;
  for (const what of [
    'decided',
    'decimal ,',
    'group ,',
    "group '",
    'group  ',
    'currency',
    'parentheses true',
    'trailing true',
    'fullWidth true',
    'percent true',
  ])
    expect(seen.get(what) ?? 0, what).toBeGreaterThan(all / 40);
  expect(seen.get('asked') ?? 0).toBeGreaterThan(0);
  expect(seen.get('decided')!).toBeGreaterThan(all * 0.85);
});

const MONTHS = ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'];
const JANUARY = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
interface Parts {
  readonly y: number;
  readonly m: number;
  readonly d: number;
  readonly H: number;
  readonly M: number;
}
const two = (value: number): string => String(value).padStart(2, '0');
const half = ({ H }: Parts): number => H % 12 || 12;
const DATES: Readonly<Record<string, (parts: Parts) => string>> = {
  iso: ({ y, m, d }) => `${y}-${two(m)}-${two(d)}`,
  slashes: ({ y, m, d }) => `${y}/${m}/${d}`,
  'slashes with a time': ({ y, m, d, H, M }) => `${y}/${m}/${d} ${H}:${two(M)}`,
  dmy: ({ y, m, d }) => `${two(d)}/${two(m)}/${y}`,
  mdy: ({ y, m, d }) => `${m}/${d}/${y}`,
  points: ({ y, m, d }) => `${d}.${m}.${y}`,
  'dmy short': ({ y, m, d }) => `${two(d)}/${two(m)}/${two(y % 100)}`,
  chinese: ({ y, m, d }) => `${y}年${m}月${d}日`,
  'chinese with a time': ({ y, m, d, H, M }) => `${y}年${m}月${d}日 ${H}时${two(M)}分`,
  roc: ({ y, m, d }) => `${y - 1911}/${two(m)}/${two(d)}`,
  'roc in words': ({ y, m, d }) => `民國${y - 1911}年${m}月${d}日`,
  compact: ({ y, m, d }) => `${y}${two(m)}${two(d)}`,
  'compact with a time': ({ y, m, d, H, M }) => `${y}${two(m)}${two(d)}${two(H)}${two(M)}00`,
  german: ({ y, m, d }) => `${d}. ${MONTHS[m - 1]} ${y}`,
  english: ({ y, m, d }) => `${two(d)}-${JANUARY[m - 1]}-${y}`,
  am: (parts) => `${parts.m}/${parts.d}/${parts.y} ${half(parts)}:${two(parts.M)} ${parts.H < 12 ? 'AM' : 'PM'}`,
  上午: (parts) => `${parts.y}/${parts.m}/${parts.d} ${parts.H < 12 ? '上午' : '下午'} ${half(parts)}:${two(parts.M)}`,
  offset: ({ y, m, d, H, M }) => `${y}-${two(m)}-${two(d)}T${two(H)}:${two(M)}:00+08:00`,
  wide: ({ y, m, d }) => widen(`${y}/${m}/${d}`),
  serial: ({ y, m, d }) => String(Date.UTC(y, m - 1, d) / 86_400_000 + 25_569),
  'serial with a time': ({ y, m, d, H, M }) => String(Date.UTC(y, m - 1, d) / 86_400_000 + 25_569 + (H * 60 + M) / 1440),
  seconds: ({ y, m, d, H, M }) => String(Date.UTC(y, m - 1, d, H, M) / 1000),
};
const withTime = new Set([
  'slashes with a time',
  'chinese with a time',
  'compact with a time',
  'am',
  '上午',
  'offset',
  'serial with a time',
  'seconds',
]);
const instant = fc.date({ min: new Date('2011-01-01'), max: new Date('2060-12-31'), noInvalidDate: true });

const instants = fc.oneof(
  { weight: 3, arbitrary: fc.array(instant, { minLength: 3, maxLength: 30 }) },
  {
    weight: 1,
    arbitrary: fc.array(
      fc.integer({ min: 1, max: 12 }).map((day) => new Date(Date.UTC(2024, day % 7, day, 15, 30))),
      { minLength: 1, maxLength: 5 },
    ),
  },
);

test('V9–V12 any date written in any of the forms is read back exactly on both engines, or asked', async () => {
  const met = new Map<string, number>();
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(DATES)), instants, async (form, dates) => {
      const parts = dates.map((date) => ({
        ...{ y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() },
        ...{ H: date.getUTCHours(), M: date.getUTCMinutes() },
      }));
      const texts = parts.map((each) => DATES[form]!(each));
      const expected = parts.map(
        ({ y, m, d, H, M }) => `${y}-${two(m)}-${two(d)}T${withTime.has(form) ? `${two(H)}:${two(M)}` : '00:00'}:00`,
      );
      const facts = inferDates(texts, { named: 'surely' });
      expect(facts, texts.join(' | ')).not.toBeNull();
      const parses = facts!.readings.map((reading, at): DateParse =>
        at === 0 ? facts!.parse : { ...facts!.parse, formats: reorderFormats(facts!.parse.formats, reading.order) },
      );
      if (parses.length > 1) asked++;
      met.set(form, (met.get(form) ?? 0) + 1);
      const answers = await Promise.all(parses.map((parse) => readBoth(texts, `strftime(${dateSql('raw', parse)}, '%Y-%m-%dT%H:%M:%S')`)));
      const right = answers.find(([first]) => JSON.stringify(first) === JSON.stringify(expected));
      expect(right, `${form}: ${texts.join(' | ')} → ${JSON.stringify(answers)}`).toBeDefined();
      expect(right![1]).toEqual(expected);
    }),
    runs(1500),
  );
  expect(met.size).toBe(Object.keys(DATES).length);
  expect(asked).toBeGreaterThan(0);
});
