import fc from 'fast-check';
import { Parser } from 'saxen';
import { describe, expect, test } from 'vitest';
import { say } from '#core/messages/say';
import type { Locale } from '#core/messages/text';
import { drawnSvg } from '../../../../tests/support/compile-chart';
import { runs } from '../../../../tests/support/seeded';
import { sheetOf, SIGNS } from '../test-sheet';
import type { Reader, Sheet } from '../sheet';
import { breakLines, type Measure, type TextStyle } from './break-lines';
import { layoutPicture } from './layout';
import { namesApart, openSvg, pictureToSvg } from './to-svg';

const readerIn = (locale: Locale): Reader => ({ locale, currency: 'CNY', say: (text) => say(text, { locale, currency: 'CNY' }) });
/** Every sign half as wide as it is high, Chinese ones as wide. */
const measure: Measure = (text, { size }) => [...text].reduce((sum, sign) => sum + (/\p{Script=Han}/u.test(sign) ? size : size / 2), 0);
const small: TextStyle = { size: 10, weight: 400, colour: 'ink' };
const strong: TextStyle = { size: 10, weight: 600, colour: 'ink' };
const ink = { paper: '#fff', line: '#eee', ink: '#111', ink2: '#444', ink3: '#666', font: '"PingFang SC", sans-serif' };

/** Elements, attribute values and texts of a document; rejects what is no XML. */
function readSvg(svg: string) {
  const parser = new Parser();
  const found = { elements: [] as string[], attributes: [] as string[], texts: [] as string[] };
  let open = '';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('openTag', (name, attributes, decode) => {
    open = name;
    found.elements.push(name);
    for (const [key, value] of Object.entries(attributes())) found.attributes.push(`${key}=${decode(value)}`);
    if (name === 'text') found.texts.push('');
  });
  parser.on('closeTag', () => {
    open = '';
  });
  parser.on('text', (text, decode) => {
    if (open === 'text') found.texts.push((found.texts.pop() ?? '') + decode(text));
  });
  parser.write(svg);
  parser.end();
  return found;
}

const chart = `<svg class="marks" width="300" height="200" viewBox="0 0 300 200" xmlns="http://www.w3.org/2000/svg"><defs><clipPath id="clip0"><rect width="1" height="1"/></clipPath></defs><g clip-path="url(#clip0)"><path d="M0,0"/></g></svg>`;
const draw = (sheet: Sheet, locale: Locale) => {
  const charts = sheet.presentation.charts.map(() => openSvg(chart));
  return pictureToSvg(layoutPicture(sheet, readerIn(locale), charts, measure), charts, ink);
};

describe('PX5: lines', () => {
  const lines = (text: string, width: number) =>
    breakLines([{ text, style: small }], width, measure).map((line) => line.map((piece) => piece.text).join(''));

  test('break between words, and between Chinese characters', () => {
    expect(lines('one two three', 35)).toEqual(['one two', 'three']);
    // 10 a character: three fit, and the comma may not begin a line, so its character goes with it.
    expect(lines('九月收入，最高', 30)).toEqual(['九月收', '入，最', '高']);
    expect(lines('九月收，入最高', 30)).toEqual(['九月', '收，入', '最高']);
    expect(lines('共（九月）', 24)).toEqual(['共', '（九', '月）']);
  });
  test('cut a word that is longer than a line', () => {
    expect(lines('a abcdefgh b', 20)).toEqual(['a', 'abcd', 'efgh', 'b']);
  });
  test('keep the styles of their runs, each beginning where the last ended', () => {
    expect(
      breakLines(
        [
          { text: 'Up 5%', style: strong },
          { text: '; slowly', style: small },
        ],
        200,
        measure,
      ),
    ).toEqual([
      [
        { text: 'Up 5%', style: strong, x: 0 },
        { text: '; slowly', style: small, x: 25 },
      ],
    ]);
  });
  test('property: nothing is lost, no line is too long, none begins with a closing mark', () => {
    const word = fc.stringMatching(/^[a-z九月收入，。（）“”;%-]{1,12}$/u);
    let broken = 0;
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), fc.integer({ min: 40, max: 200 }), (words, width) => {
        const found = breakLines([{ text: words.join(' '), style: small }], width, measure);
        const texts = found.map((line) => line.map(({ text }) => text).join(''));
        if (texts.length > 1) broken++;
        expect(texts.join('').replaceAll(' ', '')).toBe(words.join(''));
        for (const text of texts) expect(measure(text, small)).toBeLessThanOrEqual(width);
      }),
      runs(2000),
    );
    expect(broken).toBeGreaterThan(50);
  });
});

describe('PX1: the picture says', () => {
  test.each(['en', 'zh-CN'] as const)('everything that is said around the chart, in %s', (locale) => {
    const sheet = sheetOf({ locale });
    const { texts } = readSvg(draw(sheet, locale));
    const all = texts.join(' ');
    const expected =
      locale === 'en'
        ? [
            'Revenue by month',
            'September was best',
            ', slowly.',
            'Revenue, ¥',
            'Channel: web',
            'As of 24 Oct 2026',
            'paid orders',
            '5 orders used',
          ]
        : ['各月收入', 'September was best', '收入，元', '渠道：网店', '2026年10月24日', '已付款订单', '5 单'];
    for (const words of expected) expect(all).toContain(words);
  });
  test('its chart below the words, with room around', () => {
    const sheet = sheetOf({ locale: 'en' });
    const { width, height, charts, texts, line } = layoutPicture(sheet, readerIn('en'), [{ width: 300, height: 200 }], measure);
    expect(width).toBe(520 + 64);
    expect(charts).toHaveLength(1);
    const { x, y } = charts[0]!;
    expect(x).toBe(32);
    const above = texts.filter((text) => text.y < y);
    const below = texts.filter((text) => text.y > y);
    expect(above.map(({ text }) => text)).toContain('Revenue, ¥');
    expect(below.every((text) => text.y > y + 200 && text.y < height)).toBe(true);
    expect(below.length + above.length).toBe(texts.length);
    expect(line.y).toBe(y + 200 + 20);
  });
});

describe('PX4: texts stay texts', () => {
  test.each(SIGNS)('%j', (text) => {
    const { texts, elements, attributes } = readSvg(draw(sheetOf({ locale: 'en', title: text }), 'en'));
    expect([...new Set(elements)].toSorted()).toEqual(['clipPath', 'defs', 'g', 'path', 'rect', 'svg', 'text']);
    expect(attributes.filter((each) => /^on|href|javascript/.test(each))).toEqual([]);
    expect(texts[0]).toBe(text.replace(/[\u0000-\u001f\ufffe]/g, '').trim());
  });
  test('a chart with such names, as Vega draws it, stays one document', async () => {
    const spec = {
      mark: 'bar',
      height: 200,
      encoding: { y: { field: 'name', type: 'nominal', axis: { labelLimit: 0 } }, x: { field: 'n', type: 'quantitative' } },
    };
    const rows = SIGNS.map((name, n) => ({ name, n }));
    const drawn = openSvg(await drawnSvg(spec, rows));
    const sheet = sheetOf({ locale: 'en' });
    const { texts, elements } = readSvg(pictureToSvg(layoutPicture(sheet, readerIn('en'), [drawn], measure), [drawn], ink));
    expect(elements).not.toContain('img');
    expect(elements).not.toContain('script');
    expect(texts).toContain('<img src=x onerror=alert(1)>');
  });
});

test('PX6: names inside the charts of one picture are apart', () => {
  const sheet = sheetOf({ locale: 'en', charts: 2 });
  const { attributes } = readSvg(draw(sheet, 'en'));
  const ids = attributes.filter((each) => each.startsWith('id='));
  expect(ids).toEqual(['id=chart1-clip0', 'id=chart2-clip0']);
  expect(attributes.filter((each) => each.startsWith('clip-path='))).toEqual([
    'clip-path=url(#chart1-clip0)',
    'clip-path=url(#chart2-clip0)',
  ]);
  expect(namesApart('<a id="x"/><use href="#x"/>', 'p-')).toBe('<a id="p-x"/><use href="#p-x"/>');
});

test('what is no SVG document with a size is a fault', () => {
  for (const svg of ['', '<svg></svg>', '<p/>', '<svg width="0" height="3"></svg>']) expect(() => openSvg(svg)).toThrow('no SVG');
});
