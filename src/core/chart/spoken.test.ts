import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/presentation';
import { silenceDrawing } from './spoken';

const tip = { field: 'tip', type: 'nominal' };
const bars: JsonObject = { mark: { type: 'bar' }, encoding: { x: { field: 'x' }, description: tip } };
const texts: JsonObject = { mark: 'text', encoding: { text: { field: 'label' } } };
const hatching: JsonObject = { mark: { type: 'rule', color: 'grey' }, encoding: {} };

describe('DR6 marks that are read out', () => {
  it('are those with words where a spec has words for some', () => {
    expect(silenceDrawing({ layer: [bars, texts, hatching] })).toEqual({
      layer: [bars, { ...texts, mark: { type: 'text', aria: false } }, { ...hatching, mark: { type: 'rule', color: 'grey', aria: false } }],
    });
  });

  it('are all where a spec has words for none, and where the words stand above the layers', () => {
    const plain = { layer: [texts, hatching] };
    expect(silenceDrawing(plain)).toBe(plain);
    const above = { encoding: { description: tip }, layer: [texts, hatching] };
    expect(silenceDrawing(above)).toEqual(above);
  });

  it('are found in small multiples and charts side by side, and what a spec says itself of a mark stays', () => {
    const asked = { mark: { type: 'rule', aria: true }, encoding: {} };
    expect(silenceDrawing({ hconcat: [{ facet: { field: 'of' }, spec: { layer: [bars, texts] } }, texts, asked] })).toEqual({
      hconcat: [
        { facet: { field: 'of' }, spec: { layer: [bars, { ...texts, mark: { type: 'text', aria: false } }] } },
        { ...texts, mark: { type: 'text', aria: false } },
        asked,
      ],
    });
  });

  it('words in the mark itself count too', () => {
    const named: JsonObject = { mark: { type: 'rule', description: 'The mean' }, encoding: {} };
    expect(silenceDrawing({ layer: [named, texts] })).toEqual({ layer: [named, { ...texts, mark: { type: 'text', aria: false } }] });
  });
});
