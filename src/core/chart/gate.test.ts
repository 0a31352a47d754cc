import { describe, expect, it } from 'vitest';
import { runs } from '../../../tests/support/seeded';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '#core/model/presentation';
import { checkSpec } from './gate';
import { CAPS, REFUSED_KEYS } from './gate-rules';
import { paint } from './tokens';

const good: JsonObject = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  data: { name: 'rows' },
  width: 'container',
  height: 300,
  transform: [{ calculate: "datum.revenue / 1000 + ' k'", as: 'label' }, { filter: 'datum.provisional' }],
  layer: [
    {
      mark: { type: 'line', color: paint('accent') },
      encoding: { x: { field: 'month', type: 'ordinal' }, y: { field: 'revenue', type: 'quantitative' } },
    },
    { mark: { type: 'text', dy: -8 }, encoding: { text: { field: 'label' }, tooltip: [{ field: 'month' }] } },
  ],
};
const withPart = (part: JsonObject): JsonObject => ({ ...good, ...part });

describe('the chart gate', () => {
  it('lets an ordinary chart through and leaves the schema address and a foreign theme behind', () => {
    const checked = checkSpec({ ...good, config: { background: 'red' } });
    expect(checked.ok && Object.keys(checked.value)).toEqual(['data', 'width', 'height', 'transform', 'layer']);
  });

  const attacks: Record<string, JsonObject> = {
    'data from an address': withPart({ data: { url: 'https://canary.invalid/rows.csv' } }),
    'data of its own': withPart({ data: { values: [{ a: 1 }] } }),
    'a huge sequence': withPart({ data: { sequence: { start: 0, stop: 1e12 } } }),
    'an image mark': withPart({ layer: [{ mark: { type: 'image' }, encoding: {} }] }),
    'an image by name': withPart({ layer: [{ mark: 'image' }] }),
    'a link on a mark': withPart({ layer: [{ mark: { type: 'bar', href: 'https://canary.invalid' } }] }),
    'a link channel': withPart({ layer: [{ mark: 'bar', encoding: { href: { field: 'link' } } }] }),
    'an address channel': withPart({ layer: [{ mark: 'bar', encoding: { url: { field: 'link' } } }] }),
    'bound inputs': withPart({ params: [{ name: 'p', value: 1, bind: { input: 'range' } }] }),
    'embed options': withPart({ usermeta: { embedOptions: { loader: {} } } }),
    'a paint server': withPart({ layer: [{ mark: { type: 'bar', fill: 'URL (https://canary.invalid/x.svg#a)' } }] }),
    'a look-up of foreign data': withPart({ transform: [{ lookup: 'a', from: { data: { url: 'x' } } }] }),
    'code in an expression': withPart({ transform: [{ calculate: "constructor.constructor('alert(1)')()", as: 'x' }] }),
    'a member spelt in pieces': withPart({ transform: [{ calculate: "datum['constructor']", as: 'x' }] }),
    'a member spelt with escapes': withPart({ transform: [{ calculate: "datum['\\x63onstructor']", as: 'x' }] }),
    'the event object': withPart({ transform: [{ filter: 'event.view' }] }),
    'an endless expression': withPart({ transform: [{ calculate: 'sequence(1e9)', as: 'x' }] }),
    'a token renamed': withPart({ params: [{ name: 'accent', value: 'red' }] }),
    'a nested theme': withPart({ layer: [{ config: { mark: {} }, mark: 'bar' }] }),
    'bins without end': withPart({ layer: [{ mark: 'bar', encoding: { x: { field: 'a', bin: { step: 1e-12 } } } }] }),
    'a wall of pixels': withPart({ width: 1e9 }),
  };
  for (const [name, spec] of Object.entries(attacks)) {
    it(`refuses ${name}`, () => {
      const checked = checkSpec(spec);
      expect(checked.ok).toBe(false);
      if (!checked.ok) expect(checked.issues[0]?.code).toBe('issue_chart_refused');
    });
  }

  it('answers a spec a hundred thousand levels deep', () => {
    let deep: JsonValue = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(checkSpec(withPart({ padding: deep })).ok).toBe(false);
  });

  it('refuses a refused key wherever it is planted', () => {
    const planted = new Map<string, number>();
    const places: ((key: string) => JsonObject)[] = [
      (key) => withPart({ [key]: 'x' }),
      (key) => withPart({ layer: [{ mark: { type: 'bar', [key]: 'x' } }] }),
      (key) => withPart({ layer: [{ mark: 'bar', encoding: { x: { field: 'a', axis: { [key]: 'x' } } } }] }),
      (key) => withPart({ transform: [{ aggregate: [{ [key]: 'x' }] }] }),
      (key) => withPart({ title: { text: 'a', style: [{ [key]: 'x' }] } }),
    ];
    const keys = [...REFUSED_KEYS].filter((key) => key !== '__proto__');
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.integer({ min: 0, max: places.length - 1 }), (key, place) => {
        planted.set(`${key}:${place}`, 1);
        expect(checkSpec(places[place]!(key)).ok).toBe(false);
      }),
      runs(6000),
    );
    expect(planted.size).toBeGreaterThan(keys.length * 2);
  });

  it('counts views', () => {
    const layer = Array.from({ length: CAPS.views + 1 }, () => ({ mark: 'bar' }));
    expect(checkSpec(withPart({ layer })).ok).toBe(false);
  });
});
